"""The common end of all readers of published multi-regional tables: parts in, a ``SupplyUse`` out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse

from commonweal.errors import DataError, ModelError
from commonweal.importing.mrio_kinds import VALUE_KINDS, RowKind, final_kind, row_kind
from commonweal.importing.mrio_units import COUNTED, money, readable
from commonweal.importing.options import ReadingOptions, provenance
from commonweal.importing.parts import with_depreciation
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.tables import Floats, Labels, Provenance, Rows, SupplyUse, no_rows
from commonweal.validate.report import finding

__all__ = ["Account", "Parts", "assembled", "expanded", "wrong"]

_SUM = 1e-6  # a row of value added is the sum of the others when it differs from it by less than this part


@dataclass(frozen=True, eq=False)
class Account:
    """Rows beside a table as they were published: an extension of pymrio, a socio-economic account.

    Attributes
    ----------
    name
        ``satellite``, ``VA``, ``AIR`` …
    names, units
        Of each row, as written.
    by_industry : shape (n_rows, n_industries)
    by_final : shape (n_rows, n_final)
    """

    name: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    by_industry: Floats
    by_final: Floats


@dataclass(frozen=True, eq=False)
class Parts:
    """What was read of a table.

    Attributes
    ----------
    products, final
        Labels of the rows of flows, and of the columns of final demand.
    flows : shape (n_products, n_industries)
        Z, or the use table where ``supply`` is given.
    final_demand : shape (n_products, n_final)
    accounts
        Rows beside the table.
    origin
        What the layout says of source, unit and year.
    industries, supply
        Where they differ from products: labels, and the make matrix (n_industries, n_products).
    people
        Inhabitants of each region, where the files say so.
    """

    products: Labels
    final: Labels
    flows: Floats
    final_demand: Floats
    accounts: Sequence[Account]
    origin: Provenance
    industries: Labels | None = None
    supply: sparse.csr_array | None = None
    people: dict[str, float] = field(default_factory=dict)


def assembled(parts: Parts, options: ReadingOptions) -> SupplyUse:
    """The supply and use tables of what was read.

    Output of a symmetric table is what is used of each product: ``x = Z 1 + Y 1``. Rows of money are
    brought to the unit of the table, other rows to a unit that can be read (``1000 p`` to persons).

    Raises
    ------
    DataError
        If a figure is missing or infinite.
    """
    _finite(parts)
    parts = _placed(parts)
    origin = provenance(parts.origin, options)
    supply = parts.supply
    if supply is None:
        output = parts.flows.sum(axis=1) + parts.final_demand.sum(axis=1)
        supply = sparse.csr_array(sparse.diags_array(output))
    sorted_rows, notes = _sorted(parts, origin)
    none = np.zeros(len(parts.products))
    return SupplyUse(
        products=parts.products,
        industries=parts.industries or parts.products,
        final=parts.final,
        final_kinds=tuple(final_kind(name, parts.final.title(i)) for i, name in enumerate(parts.final.names)),
        supply=supply,
        use=parts.flows,
        final_demand=parts.final_demand,
        value_added=sorted_rows["value_added"],
        labour=sorted_rows["labour"],
        capital=with_depreciation(sorted_rows["capital"], sorted_rows["value_added"]),
        satellites=sorted_rows["satellites"],
        provenance=replace(origin, notes=(*origin.notes, *notes)),
        imports=none,
        margins=none,
        taxes=none,
        people=parts.people,
    )


def _placed(parts: Parts) -> Parts:
    """Final users outside every region (discrepancies, the rest of the world), by the region they draw on.

    A column such as ICIO's ``DISC`` has no region of its own. It becomes one column for each region, with
    that region's rows; columns of one name are added up. What such users use of other rows is shared as they
    draw on the regions.
    """
    known = set(parts.products.regions)
    inside = [place for place, region in enumerate(parts.final.regions) if region in known]
    names = dict.fromkeys(
        name for region, name in zip(*_pairs(parts.final), strict=True) if region not in known
    )
    if not names:
        return parts
    regions = parts.products.distinct_regions
    blocks = [parts.final_demand[:, inside]]
    by_final = [[account.by_final[:, inside]] for account in parts.accounts]
    for name in names:
        places = [
            place
            for place, (region, other) in enumerate(zip(*_pairs(parts.final), strict=True))
            if other == name and region not in known
        ]
        block = _by_region(parts.final_demand[:, places].sum(axis=1), parts.products.regions, regions)
        share = _shares(block)
        blocks.append(block)
        for account, columns in zip(parts.accounts, by_final, strict=True):
            columns.append(np.outer(account.by_final[:, places].sum(axis=1), share))
    final = Labels(
        tuple(parts.final.regions[place] for place in inside) + regions * len(names),
        tuple(parts.final.names[place] for place in inside) + tuple(n for n in names for _ in regions),
    )
    accounts = [
        replace(account, by_final=np.concatenate(columns, axis=1))
        for account, columns in zip(parts.accounts, by_final, strict=True)
    ]
    return replace(parts, final=final, final_demand=np.concatenate(blocks, axis=1), accounts=accounts)


def _pairs(labels: Labels) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return labels.regions, labels.names


def _by_region(column: Floats, of_row: tuple[str, ...], regions: tuple[str, ...]) -> Floats:
    """One column as many, each with the rows of one region: shape (n_rows, n_regions)."""
    place = {region: index for index, region in enumerate(regions)}
    block = np.zeros((len(column), len(regions)))
    block[np.arange(len(column)), [place[region] for region in of_row]] = column
    return block


def _shares(block: Floats) -> Floats:
    """The part of each column in all, by size; equal parts where there is nothing."""
    drawn = np.abs(block).sum(axis=0)
    shares: Floats = drawn / drawn.sum() if drawn.sum() else np.full(len(drawn), 1.0 / len(drawn))
    return shares


def expanded(
    coefficients: Floats, final_demand: Floats, output: Floats | None = None
) -> tuple[Floats, Floats]:
    """Flows and outputs of a table that gives coefficients: ``Z = A x̂``, ``x = (I − A)⁻¹ y``.

    Parameters
    ----------
    coefficients : shape (n, n)
        A; turned into Z in place.
    final_demand : shape (n, n_final)
    output : shape (n,)
        x, where the files have it; else it is solved for.

    Raises
    ------
    DataError
        If a coefficient is missing, or sectors use up what they make, so that there is no such output.
    """
    if output is None:
        output = _output(coefficients, final_demand.sum(axis=1))
    coefficients *= output
    return coefficients, output


def _output(coefficients: Floats, demand: Floats) -> Floats:
    """``x = (I − A)⁻¹ y``."""
    place = "coefficients"
    if not np.isfinite(coefficients.sum()):
        row, column = np.argwhere(~np.isfinite(coefficients))[0]
        why = f"The coefficient in row {row + 1} and column {column + 1} is missing or infinite."
        raise wrong(place, why, "Write it; 0 where nothing is used.", code="B02")
    try:
        return LeontiefSystem(coefficients, np.ones(len(demand))).outputs(demand)
    except ModelError as error:
        raise wrong(place, str(error), "Check whether A is in money per money.", code="F04") from error


def wrong(file: str, why: str, remedy: str, *, code: str = "A01", value: object = "") -> DataError:
    """The error that tells one fault of a file."""
    return DataError([finding(code, why, remedy, file=file, value=value)])


def _finite(parts: Parts) -> None:
    """Refuse tables with figures that are missing or infinite, each named by its labels."""
    columns = {"flows": (parts.industries or parts.products), "final demand": parts.final}
    tables = {"flows": parts.flows, "final demand": parts.final_demand}
    faults = []
    for name, table in tables.items():
        if np.isfinite(table.sum()):
            continue
        for row, column in np.argwhere(~np.isfinite(table))[:20]:
            faults.append(
                finding(
                    "B02" if np.isnan(table[row, column]) else "B03",
                    f"There is no number for {parts.products.texts[row]} here.",
                    "Write the amount; 0 where nothing flows.",
                    file=name,
                    row=int(row) + 1,
                    column=columns[name].texts[column],
                    value=float(table[row, column]),
                )
            )
    if faults:
        raise DataError(faults)


def _sorted(parts: Parts, origin: Provenance) -> tuple[dict[str, Rows], list[str]]:
    """The rows of all accounts by where they belong, and what has to be told about them."""
    found: dict[str, list[tuple[Account, int, str]]] = {
        "value_added": [], "labour": [], "capital": [], "satellites": []
    }  # fmt: skip
    for account in parts.accounts:
        for index, name in enumerate(account.names):
            kind = row_kind(account.name, name, account.units[index])
            foreign = _foreign(account.units[index], parts.origin)
            found["satellites" if foreign else _place(kind)].append((account, index, kind.kind))
    notes = _without_sums(found)
    n_industries, n_final = parts.flows.shape[1], parts.final_demand.shape[1]
    rows = {
        place: _rows(entries, parts.origin, origin) if entries else no_rows(n_industries, n_final)
        for place, entries in found.items()
    }
    return rows, notes


def _foreign(unit: str, origin: Provenance) -> bool:
    """Whether a row is in money other than that of the table."""
    amount = money(unit)
    return amount is not None and amount.currency != origin.currency


def _place(kind: RowKind) -> str:
    """Where a row belongs."""
    if kind.kind in VALUE_KINDS and kind.part:
        return "value_added"
    if kind.kind in ("capital", "depreciation") and kind.part:
        return "capital"
    return "labour" if kind.kind == "labour" and kind.part else "satellites"


def _without_sums(found: dict[str, list[tuple[Account, int, str]]]) -> list[str]:
    """Move rows of value added that are the sum of all other such rows to the satellites."""
    entries = found["value_added"]
    if len(entries) < 3:  # with two rows, each is the 'sum of the others' only if they are equal
        return []
    values = np.array([account.by_industry[index] for account, index, _ in entries])
    total = values.sum(axis=0)
    size = np.abs(values).sum(axis=0).max() or 1.0
    notes = []
    for place in reversed(range(len(entries))):
        account, index, kind = entries[place]
        if kind == "value_added" and np.abs(total - 2.0 * values[place]).max() <= _SUM * size:
            found["satellites"].append(entries.pop(place))
            notes.append(
                f"{account.names[index]} is the sum of the other rows of value added and not one of them."
            )
    return notes


def _rows(entries: list[tuple[Account, int, str]], written: Provenance, origin: Provenance) -> Rows:
    """One table of rows, money in the unit of the table."""
    names, units, factors = [], [], []
    for account, index, _ in entries:
        name, unit, factor = _unit(account, index, written, origin)
        names.append(name)
        units.append(unit)
        factors.append(factor)
    scale = np.array(factors)[:, None]
    by_industry = np.array([account.by_industry[index] for account, index, _ in entries])
    by_final = np.array([account.by_final[index] for account, index, _ in entries])
    by_industry *= scale
    by_final *= scale
    return Rows(
        _distinct(names, entries), tuple(units), tuple(kind for *_, kind in entries), by_industry, by_final
    )


def _unit(account: Account, index: int, written: Provenance, origin: Provenance) -> tuple[str, str, float]:
    """Name, unit and factor of a row; ``written`` is what the files say of money, before any correction."""
    name, text = account.names[index], account.units[index]
    amount = money(text)
    if amount is None:
        unit, size = readable(text)
        return (name, unit, size) if unit else (f"{name} ({text})", COUNTED, 1.0)
    if amount.currency != written.currency:
        return name, amount.currency, amount.scale
    return name, origin.currency, amount.scale / written.scale


def _distinct(names: list[str], entries: list[tuple[Account, int, str]]) -> tuple[str, ...]:
    """Names of rows, with the account before names that stand in several."""
    twice = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    told = [
        f"{account.name}: {name}" if name in twice else name
        for name, (account, *_) in zip(names, entries, strict=True)
    ]
    seen: dict[str, int] = {}
    for place, name in enumerate(told):
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            told[place] = f"{name} ({seen[name]})"
    return tuple(told)
