"""Concordances: which regions or sectors of a table become which, by a file or as shipped.

What ships lies in the folder ``sections``, in the form that people write theirs: copy and change one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commonweal.classify.countries import countries, countries_of, rest_of
from commonweal.classify.purposes import codes_of, guessed_classification
from commonweal.classify.shipped import FOLDER, rows
from commonweal.data.records import Field, numbered_records
from commonweal.errors import DataError, ModelError
from commonweal.findings import Finding
from commonweal.inputoutput.aggregation import Concordance
from commonweal.inputoutput.tables import Labels
from commonweal.validate.report import finding, limited

__all__ = ["FileConcordance", "continents", "read_concordance", "sections", "with_sections"]


@dataclass(frozen=True)
class FileConcordance:
    """What a file says about the new names of regions or sectors.

    Attributes
    ----------
    map
        Old name to new name, or to new names with shares: for ``inputoutput.aggregation.aggregated``.
    titles
        What people call the new names, where the file says.
    """

    map: Concordance
    titles: Mapping[str, str]


def read_concordance(path: str | Path) -> FileConcordance:
    """The concordance in a CSV file: columns ``from``, ``to`` and, if wanted, ``title`` and ``share``.

    A name that is split has a row for each of its parts, with shares that add to 1.

    Raises
    ------
    DataError
        With everything that is wrong with the file: a name twice without shares, shares that don't
        add to 1, a new name with two titles.
    """
    columns = {
        "from": Field(),
        "to": Field(),
        "title": Field(required=False),
        "share": Field(number=True, required=False),
    }
    file = Path(path).name
    parts: dict[str, dict[str, float]] = {}
    titles: dict[str, str] = {}
    lines: dict[str, int] = {}
    findings: list[Finding] = []
    for number, record in numbered_records(path, columns):
        old, new, title = str(record["from"]), str(record["to"]), str(record["title"] or "")
        fault = partial(finding, file=file, row=number)
        share = 1.0 if record["share"] is None else float(record["share"])
        if new in parts.setdefault(old, {}):
            why = f"'{old}' goes to '{new}' in two rows (the other is row {lines[old]})."
            findings.append(fault("B12", why, "Keep one of them.", column="from", value=old))
        if not 0.0 < share <= 1.0:
            why, remedy = "A share lies above 0 and is at most 1.", "Write 0.15 for 15 %."
            findings.append(fault("B06", why, remedy, column="share", value=share))
        if title and titles.setdefault(new, title) != title:
            why = f"'{new}' is called '{titles[new]}' in another row."
            findings.append(fault("B12", why, "Keep one title.", column="title", value=title))
        parts[old][new] = parts[old].get(new, 0.0) + share
        lines[old] = number
    findings += _shares(parts, lines, file) if not findings else []
    if findings:
        raise DataError(limited(findings))
    return FileConcordance({old: next(iter(to)) if len(to) == 1 else to for old, to in parts.items()}, titles)


def continents(regions: Iterable[str]) -> FileConcordance:
    """Regions of a table to continents, as EXIOBASE divides the world (the Middle East by itself).

    The rest of the world becomes ``Rest of the world``.

    Raises
    ------
    ModelError
        If a region is not known, or lies on several continents.

    Examples
    --------
    >>> continents(["DEU", "EGY", "WL", "RoW"]).map["EGY"]
    'Middle East'
    """
    found: dict[str, str] = {}
    for region in regions:
        rest = rest_of(region)
        parts = rest if rest is not None else [countries()[code].continent for code in countries_of(region)]
        if rest == ():
            found[region] = "Rest of the world"
        elif len(set(parts)) == 1:
            found[region] = parts[0]
        else:
            raise ModelError(
                f"The continent of region '{region}' is not known. Write a file with the columns from and to."
            )
    return FileConcordance(found, {})


def with_sections() -> tuple[str, ...]:
    """Names of the classifications of which it is known which section each sector belongs to."""
    return tuple(sorted(file.stem for file in (FOLDER / "sections").glob("*.csv")))


def sections(products: Labels, classification: str | None = None) -> FileConcordance:
    """Sectors of a table to sections of ISIC Rev.4, or of NACE Rev.1.1 where the table is older.

    A sector that lies in two sections goes to both together (``D_E``).

    Parameters
    ----------
    products
        Products (or industries) of the table.
    classification
        One of ``with_sections()``; None: guessed from codes and titles.

    Raises
    ------
    ModelError
        If the classification is not known, or has no sections.
    """
    name = classification if classification is not None else guessed_classification(products)
    if name is None or name not in with_sections():
        what = f"of '{name}'" if name else "of the products of this table"
        raise ModelError(
            f"The sections {what} are not known, only those of {', '.join(with_sections())}. "
            "Write a file with the columns from and to."
        )
    table = {row["from"]: row for row in rows(f"sections/{name}.csv")}
    found = {product: table[code] for product, code in codes_of(products, name).items()}
    return FileConcordance(
        {product: row["to"] for product, row in found.items()},
        {row["to"]: row["title"] for row in found.values()},
    )


def _shares(parts: Mapping[str, Mapping[str, float]], lines: Mapping[str, int], file: str) -> list[Finding]:
    """Names whose shares don't add to 1."""
    return [
        finding(
            "B06",
            f"The shares of '{old}' add to {sum(to.values()):.12g}, to {', '.join(to)}.",
            "Give each part a share, so that they add to 1; or keep one row for the name.",
            file=file,
            row=lines[old],
            column="share",
            value=sum(to.values()),
        )
        for old, to in parts.items()
        if abs(sum(to.values()) - 1.0) > 1e-9
    ]
