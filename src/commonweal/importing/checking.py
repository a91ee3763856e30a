"""Whether a table that was read can be trusted: its books, its signs, its loops and its size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from commonweal.classify.people import people_of
from commonweal.errors import DataError
from commonweal.findings import Finding, errors_in
from commonweal.importing.magnitude import Magnitude, magnitudes, out_of_scale
from commonweal.inputoutput.balances import industry_residuals, product_radius, product_residuals
from commonweal.inputoutput.loops import Unproductive, unproductive
from commonweal.inputoutput.tables import Floats, Labels, SupplyUse
from commonweal.validate.report import finding, limited

__all__ = ["TOLERANCE", "TableCheck", "examined", "sound"]

TOLERANCE = 1e-3
"""Share of what is supplied by which a row may be off, beside what rounding explains. Published tables
whose authors balance them are within rounding (WIOD 2011: 108 million of a row of 29,022 million, in a
table of 1,640 columns in whole millions; BEA 2022: 7 million); those that are not differ by far more than a
thousandth."""

_SAMPLE = 200_000  # figures looked at to tell to which place they are rounded
_MEMBERS = 12  # products that a message names of a loop

_SIGNED_FINAL = ("stocks", "investment", "other")


@dataclass(frozen=True, eq=False)
class TableCheck:
    """What was found in a table.

    Attributes
    ----------
    findings
        Every fault and doubt, of one cause at most 20.
    product_residuals : shape (n_products,), money per year
        Supplied less used.
    industry_residuals : shape (n_industries,), money per year
        Output less inputs less value added; NaN in a table without value added.
    rounding
        The last printed place of the table's figures, in its money: 1 for whole numbers; 0 where they are
        not rounded.
    without_output
        Labels of the products that nobody makes.
    negative
        How many figures are negative: ``supply``, ``use``, ``value_added``, and one for each kind of
        final user (``final stocks``).
    spectral_radius
        Of what products take of products; NaN where figures are not finite.
    magnitudes
        Totals per head beside what countries have.
    """

    findings: tuple[Finding, ...]
    product_residuals: Floats
    industry_residuals: Floats
    rounding: float
    without_output: tuple[str, ...]
    negative: Mapping[str, int]
    spectral_radius: float
    magnitudes: tuple[Magnitude, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that stop an import."""
        return errors_in(self.findings)


def examined(table: SupplyUse, tolerance: float = TOLERANCE, *, file: str = "") -> TableCheck:
    """Everything that is wrong with a table or doubtful about it, in one pass.

    Parameters
    ----------
    table
        The table as it was read (or aggregated, or balanced).
    tolerance
        Share of what is supplied by which a product, and of output by which an industry, may be off;
        what rounding can add up to is allowed besides. Infinite: balances aren't looked at.
    file
        Name of the file or folder for the findings.

    Returns
    -------
    The findings with the figures behind them; nothing is raised.
    """
    findings = _labels(table, file)
    broken = _not_finite(table, file)
    if broken:
        nothing = np.full(len(table.products), np.nan), np.full(len(table.industries), np.nan)
        return TableCheck(limited([*findings, *broken]), *nothing, 0.0, (), {}, np.nan, ())
    products, industries, step = product_residuals(table), industry_residuals(table), rounding(table)
    radius = product_radius(table)
    found = magnitudes(table, _people(table))
    negative = _negative(table)
    findings += [
        *_unbalanced_products(table, products, tolerance, step, file),
        *_unbalanced_industries(table, industries, tolerance, step, file),
        *_signs(negative, file),
        *(_taking_too_much(table, block, file) for block in unproductive(table, radius)),
        *_people_missing(table, file),
        *out_of_scale(table, found, file),
    ]
    unmade = np.flatnonzero(table.product_output == 0.0)
    return TableCheck(
        limited(findings),
        products,
        industries,
        step,
        tuple(table.products.texts[index] for index in unmade),
        negative,
        radius,
        found,
    )


def sound(table: SupplyUse, tolerance: float = TOLERANCE, *, file: str = "") -> TableCheck:
    """As ``examined``, for a table that is going to be used.

    Raises
    ------
    DataError
        If there is an error among the findings; it carries all of them.
    """
    check = examined(table, tolerance, file=file)
    if check.errors:
        raise DataError(check.findings)
    return check


def rounding(table: SupplyUse) -> float:
    """The last printed place of a table's figures: 1, 0.1 … 1e-6; 0 where they aren't rounded."""
    figures = np.concatenate([_some(table.use), _some(table.final_demand), _some(table.supply.data)])
    figures = figures[figures != 0.0]
    for place in range(7):
        scaled = figures * 10.0**place
        if np.allclose(scaled, np.rint(scaled), rtol=1e-12, atol=1e-9):
            return 10.0**-place if len(figures) else 0.0
    return 0.0


def _some(block: Floats) -> Floats:
    """Figures of a block, at most so many, from rows all over it."""
    if not block.size:
        return np.zeros(0)
    rows = max(1, _SAMPLE // max(1, block[0].size if block.ndim > 1 else 1))
    return np.asarray(block[:: max(1, -(-len(block) // rows))], dtype=np.float64).ravel()


def _labels(table: SupplyUse, file: str) -> list[Finding]:
    """Labels that are blank or stand twice."""
    findings = []
    for what, labels in (
        ("product", table.products),
        ("industry", table.industries),
        ("final user", table.final),
    ):
        pairs = Counter(zip(labels.regions, labels.names, strict=True))
        for (region, name), count in pairs.items():
            fault = partial(finding, file=file, column=what, value=f"{region}.{name}")
            if not (region.strip() and name.strip()):
                why = f"A {what} has no {'name' if region.strip() else 'region'}."
                findings.append(fault("T06", why, "Give every row and column a label."))
            elif count > 1:
                why = f"The {what} stands {count} times in the table."
                remedy = "Keep one, or add them up before the import."
                findings.append(fault("T06", why, remedy))
    return findings


def _not_finite(table: SupplyUse, file: str) -> list[Finding]:
    """Figures that are infinite or not a number, by row and column."""
    rows = {"use": table.products.texts, "final demand": table.products.texts}
    columns = {"use": table.industries.texts, "final demand": table.final.texts}
    blocks = {"use": table.use, "final demand": table.final_demand}
    for what, beside in (
        ("value added", table.value_added),
        ("labour", table.labour),
        ("capital", table.capital),
        ("satellites", table.satellites),
    ):
        rows[what], columns[what], blocks[what] = beside.names, table.industries.texts, beside.by_industry
    findings = []
    for what, block in blocks.items():
        if np.isfinite(block.sum()):
            continue
        for row, column in np.argwhere(~np.isfinite(block)):
            why = f"The figure of row '{rows[what][row]}', column '{columns[what][column]}' is not finite."
            remedy = "Leave it blank, or write 0, if there is none."
            findings.append(
                finding("T05", why, remedy, file=file, column=what, value=float(block[row, column]))
            )
    findings += [_vector(*each, file) for each in _vectors(table) if not np.isfinite(each[1]).all()]
    return findings


def _vectors(table: SupplyUse) -> list[tuple[str, Floats, Labels]]:
    """Figures of one column, with their name and labels."""
    return [
        ("supply", table.industry_output, table.industries),
        ("imports", table.imports, table.products),
        ("margins", table.margins, table.products),
        ("taxes", table.taxes, table.products),
    ]


def _vector(what: str, figures: Floats, labels: Labels, file: str) -> Finding:
    """The finding about figures of one column that are not finite."""
    names = [labels.texts[index] for index in np.flatnonzero(~np.isfinite(figures))]
    why = f"Figures of {_list(names)} are not finite."
    return finding("T05", why, "Leave them blank, or write 0, if there is none.", file=file, column=what)


def _unbalanced_products(
    table: SupplyUse, residuals: Floats, tolerance: float, step: float, file: str
) -> list[Finding]:
    """Products that are off by more than the tolerance and what rounding explains, the worst first."""
    if np.isinf(tolerance):
        return []
    supplied = table.product_output + table.imports + table.margins + table.taxes
    allowed = tolerance * np.abs(supplied) + 0.5 * step * (table.use.shape[1] + table.final_demand.shape[1])
    how = _remedy(table)
    findings = []
    for index in _worst(residuals, allowed):
        used = supplied[index] - residuals[index]
        fault = partial(finding, file=file, column="product", value=table.products.texts[index])
        if table.product_output[index] == 0.0 and table.imports[index] == 0.0:
            why = f"Nobody makes or imports it; used is {_told(used)} (allowed: {_told(allowed[index])})."
            remedy = "See under which label its output stands, and whether a row is shifted."
            findings.append(fault("T03", why, remedy))
            continue
        why = (
            f"Supplied is {_told(supplied[index])} and used {_told(used)}: "
            f"{_off(residuals[index], supplied[index])} (allowed: {_told(allowed[index])})."
        )
        findings.append(fault("T01", why, how))
    return findings


def _unbalanced_industries(
    table: SupplyUse, residuals: Floats, tolerance: float, step: float, file: str
) -> list[Finding]:
    """The same for industries; nothing where there is no value added."""
    if np.isnan(residuals).all() or np.isinf(tolerance):
        return []
    output = table.industry_output
    allowed = tolerance * np.abs(output) + 0.5 * step * (len(table.products) + len(table.value_added))
    findings = []
    for index in _worst(residuals, allowed):
        worth = output[index] - residuals[index]
        why = (
            f"Its output is {_told(output[index])}, its inputs with value added {_told(worth)}: "
            f"{_off(residuals[index], output[index])} (allowed: {_told(allowed[index])})."
        )
        label = table.industries.texts[index]
        findings.append(finding("T02", why, _remedy(table), file=file, column="industry", value=label))
    return findings


def _worst(residuals: Floats, allowed: Floats) -> npt.NDArray[np.intp]:
    """Positions of the residuals beyond what is allowed, the largest first."""
    off = np.flatnonzero(np.abs(residuals) > allowed)
    return off[np.argsort(-np.abs(residuals[off]), kind="stable")]


def _off(residual: float, whole: float) -> str:
    """By how much, in money and as a share."""
    share = f", {abs(residual / whole):.3g} of it" if whole else ""
    return f"{_told(abs(residual))} too {'little' if residual > 0 else 'much'} is used{share}"


def _told(money: float) -> str:
    """Money as people read it, to the unit where it is much."""
    return f"{money:,.0f}" if abs(money) >= 10_000.0 else f"{money:,.6g}"


def _remedy(table: SupplyUse) -> str:
    """What to do about a table that does not balance."""
    signed = table.use.min(initial=0.0) < 0.0 or table.final_demand.min(initial=0.0) < 0.0
    return f"Correct the figures, or have the table balanced: --balance {'gras' if signed else 'ras'}."


def _negative(table: SupplyUse) -> dict[str, int]:
    """How many figures are negative, by part of the table; parts without any are left out."""
    counts = {
        "supply": int((table.supply.data < 0.0).sum()),
        "use": int((table.use < 0.0).sum()),
        "value_added": int((table.value_added.by_industry < 0.0).sum()),
    }
    for place, kind in enumerate(table.final_kinds):
        name = f"final {kind}"
        counts[name] = counts.get(name, 0) + int((table.final_demand[:, place] < 0.0).sum())
    return {name: count for name, count in counts.items() if count}


def _signs(negative: Mapping[str, int], file: str) -> list[Finding]:
    """Negative figures where none belong: anywhere but in changes of stocks, investment and value added."""
    allowed = {"value_added", *(f"final {kind}" for kind in _SIGNED_FINAL)}
    means = {
        "supply": ("A negative output", "counts as so much less made."),
        "use": ("A negative use", "is planned as an output of the industry."),
    }
    findings = []
    for name, count in negative.items():
        if name in allowed:
            continue
        what, so = means.get(name, ("A negative demand", "is planned as a fixed supply."))
        why = f"{count:,} {'figure is' if count == 1 else 'figures are'} negative. {what} {so}"
        findings.append(finding("T04", why, "See that this is meant.", file=file, column=name))
    return findings


def _taking_too_much(table: SupplyUse, block: Unproductive, file: str) -> Finding:
    """The finding about products that take more of themselves than is made."""
    texts = table.products.texts
    loop = " → ".join(texts[index] for index in (*block.loop[:_MEMBERS], block.loop[0]))
    names = _list([texts[index] for index in block.products])
    why = (
        f"For each unit made, {names} take {block.radius:.4g} of themselves, all told: they can give no net "
        f"amount. A loop of theirs (each takes the next): {loop}."
    )
    remedy = "Check the flows among them, and their outputs."
    return finding("F04", why, remedy, file=file, column="use", value=texts[block.loop[0]])


def _people(table: SupplyUse) -> Mapping[str, float]:
    """People of each region: of the table, else of the shipped figures."""
    return table.people or people_of(table.regions, table.provenance.year)


def _people_missing(table: SupplyUse, file: str) -> list[Finding]:
    """Regions with households whose people nobody knows."""
    known = {**people_of(table.regions, table.provenance.year), **table.people}
    pairs = zip(table.final.regions, table.final_kinds, strict=True)
    homes = dict.fromkeys(region for region, kind in pairs if kind == "household")
    return [
        finding(
            "T07",
            "How many people live there is not known, so that their needs per head can't be told.",
            "Give them: --people people.csv, with columns region and people.",
            file=file,
            column="people",
            value=region,
        )
        for region in homes
        if region not in known
    ]


def _list(names: list[str]) -> str:
    """Names in a row, the first few and how many more."""
    more = f" and {len(names) - _MEMBERS} more" if len(names) > _MEMBERS else ""
    return f"{', '.join(names[:_MEMBERS])}{more}"
