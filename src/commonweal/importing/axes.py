"""Labels of rows and columns: which region and which sector each is, and matching one list to another.

Rows have their labels in the first columns: ``region`` (optional), the code under a heading such as
``sector``, ``product``, ``industry`` or ``category``, and ``title`` (optional). Headings of columns
are ``REGION.CODE``, as are codes of rows where there is no column ``region``. In a table of one region
the code stands alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from commonweal.data.raw import RawTable
from commonweal.findings import Finding
from commonweal.importing.figures import at_cell, texts
from commonweal.inputoutput.tables import Labels
from commonweal.validate.report import LISTED, suggestion

__all__ = ["HOME", "Naming", "Stub", "heading_labels", "matched", "naming", "row_labels", "stub", "unsaid"]

HOME = "home"
"""Region of a table of one region, where nobody says which it is."""

_ROLES = {
    "region": ("region", "country"),
    "code": (
        "sector", "code", "product", "industry", "commodity", "category", "name", "row", "user", "",
    ),
    "title": ("title", "description", "label"),
    "unit": ("unit",),
    "kind": ("kind",),
}  # fmt: skip

_COMPARED = 2_000  # labels among which a near one is sought

Pair = tuple[str, str]


@dataclass(frozen=True)
class Stub:
    """Which of the first columns hold what of the labels.

    Attributes
    ----------
    places
        Position of the column of each role: ``region``, ``code``, ``title``, ``unit``, ``kind``.
    width
        How many columns there are before the numbers.
    """

    places: dict[str, int]
    width: int

    def numbers(self, grid: RawTable) -> list[int]:
        """Positions of the columns with numbers."""
        return list(range(self.width, len(grid.header)))


@dataclass(frozen=True)
class Naming:
    """How the labels of a table say their region.

    Attributes
    ----------
    home
        The only region; blank where every label begins with its own.
    """

    home: str

    def pair(self, text: str) -> Pair:
        """Region and name of a label; the region is blank where it should say one and doesn't."""
        if self.home:
            return self.home, text.removeprefix(f"{self.home}.")
        region, point, name = text.partition(".")
        return (region, name) if point and region and name else ("", text)


def unsaid(region: str) -> tuple[str, ...]:
    """A note, where nobody says which the only region is."""
    if region != HOME:
        return ()
    return (f"Nothing says the region: it is called '{HOME}'. With --region its people can be known.",)


def stub(grid: RawTable) -> Stub:
    """Which of the first columns of a table hold labels; the first one does in any case."""
    places: dict[str, int] = {}
    for place, heading in enumerate(grid.header):
        word = heading.casefold()
        role = next((role for role, words in _ROLES.items() if word in words), None if place else "code")
        if role is None or role in places:
            break
        places[role] = place
    if "code" not in places:
        places["code"] = places.pop("title", len(places))
    return Stub(places, max(places.values()) + 1)


def naming(grid: RawTable, said: str, findings: list[Finding]) -> Naming:
    """How the labels of a table say their region, told by its rows.

    Parameters
    ----------
    grid
        The table that has a row for each sector or product.
    said
        The only region, where the person or ``table.toml`` says one.
    findings
        Takes rows without a region where others have one.
    """
    found = stub(grid)
    if said or "region" in found.places:
        return Naming(said)
    codes = texts(grid, found.places["code"], [])
    without = [row for row, code in enumerate(codes) if code and not Naming("").pair(code)[0]]
    if len(without) == len(codes) or not codes:
        return Naming(HOME)
    why = "The label has no region, others do."
    remedy = "Write REGION.CODE in every row; or say region in table.toml, if points belong to the codes."
    _tell(findings, [(row, codes[row]) for row in without], "B02", why, remedy, grid, found.places["code"])
    return Naming("")


def row_labels(grid: RawTable, names: Naming, findings: list[Finding]) -> Labels:
    """Labels of the rows of a table; one that is blank or stands twice is a finding."""
    found = stub(grid)
    column = found.places["code"]
    codes = texts(grid, column, findings)
    pairs = [names.pair(code) for code in codes]
    if "region" in found.places:
        regions = texts(grid, found.places["region"], findings)
        pairs = [
            (region, code.removeprefix(f"{region}.")) for region, code in zip(regions, codes, strict=True)
        ]
    blank = [(row, codes[row]) for row, (region, code) in enumerate(pairs) if not code or not region]
    blank = [(row, code) for row, code in blank if not code or "region" in found.places]
    _tell(findings, blank, "B02", "The row has no label.", "Write its region and code.", grid, column)
    first: dict[Pair, int] = {}
    for row, pair in enumerate(pairs):
        first.setdefault(pair, row)
    again = [(row, codes[row]) for row, pair in enumerate(pairs) if first[pair] != row and codes[row]]
    why = "The label stands twice."
    _tell(findings, again, "B12", why, "Keep one row, or add the two up.", grid, column)
    titles = texts(grid, found.places["title"], findings) if "title" in found.places else []
    return Labels(tuple(region for region, _ in pairs), tuple(name for _, name in pairs), tuple(titles))


def heading_labels(grid: RawTable, columns: Sequence[int], names: Naming, findings: list[Finding]) -> Labels:
    """Labels that the headings of some columns are."""
    pairs = [names.pair(grid.header[column]) for column in columns]
    for column, (region, name) in zip(columns, pairs, strict=True):
        if not region:
            why, remedy = "The heading has no region.", "Write REGION.CODE."
            findings.append(at_cell("B02", why, remedy, grid, column=column, value=name))
    return Labels(tuple(region for region, _ in pairs), tuple(name for _, name in pairs))


def matched(
    wanted: Labels,
    given: Labels,
    grid: RawTable,
    findings: list[Finding],
    *,
    across: bool,
    optional: bool = False,
) -> list[int]:
    """For each wanted label its place among the given ones; -1, and a finding, where it is missing.

    Parameters
    ----------
    wanted
        The labels in the order of the table.
    given
        The labels that a grid has.
    grid
        The grid, for findings.
    findings
        Takes labels that are missing, and those that are not wanted, with a near name.
    across
        Whether the labels are headings of columns.
    optional
        Whether a label may be missing.
    """
    places, known = given.positions, wanted.positions
    what = "column" if across else "row"
    pairs = list(zip(wanted.regions, wanted.names, strict=True))
    others = zip(given.regions, given.names, strict=True)
    several = len(set(wanted.regions)) > 1
    missing = [_text(pair, several) for pair in pairs if pair not in places]
    unknown = [_text(pair, several) for pair in others if pair not in known]
    findings.extend(_unknown(unknown, missing or [_text(pair, several) for pair in pairs], what, grid))
    if missing and not optional:
        listed = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        why = f"There is no {what} for {listed}."
        findings.append(at_cell("A05", why, f"Add the {what}, with 0 where nothing flows.", grid))
    return [places.get(pair, -1) for pair in pairs]


def _text(pair: Pair, several: bool) -> str:
    """A label as it stands in the files: without the region where there is only one."""
    return ".".join(pair) if several else pair[1]


def _unknown(unknown: Sequence[str], known: Sequence[str], what: str, grid: RawTable) -> list[Finding]:
    """Findings about labels that nothing else has; those beyond the first 20 are counted."""
    why = "No other table has this label."
    remedy = f"Take the {what} out, or add it everywhere."
    found = [
        at_cell("C01", why, suggestion(text, known[:_COMPARED], remedy), grid, value=text)
        for text in unknown[:LISTED]
    ]
    if len(unknown) > LISTED:
        found[-1] = replace(found[-1], more=len(unknown) - LISTED)
    return found


def _tell(
    findings: list[Finding],
    rows: Collection[tuple[int, str]],
    code: str,
    why: str,
    remedy: str,
    grid: RawTable,
    column: int,
) -> None:
    """Add a finding for each row."""
    findings.extend(at_cell(code, why, remedy, grid, row, column, value) for row, value in rows)
