"""What a column of final demand is: by the codes of the common tables, by words, or as a file says.

Codes are those of WIOD 2013 (``c37`` …, and ``f1`` … in bquast/wiod), WIOD 2016, FIGARO (ESA 2010),
OECD ICIO and the US Bureau of Economic Analysis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commonweal.data.raw import RawTable
from commonweal.findings import Finding
from commonweal.importing.figures import at_cell, texts
from commonweal.importing.mrio_kinds import final_kind
from commonweal.inputoutput.tables import FINAL_KINDS, Labels
from commonweal.validate.report import suggestion

__all__ = ["kind_of_final", "kinds_of_finals", "said_kinds"]

_CODES = {
    "household": ("f1", "c37", "CONS_h", "P3_S14", "F010", "HFCE"),
    "nonprofit": ("f2", "c38", "CONS_np", "P3_S15", "NPISH"),
    "government": ("f3", "c39", "CONS_g", "P3_S13", "GGFC", "F06C", "F07C", "F10C"),
    "investment": (
        "f4", "c41", "GFCF", "P51G", "F02S", "F02E", "F02N", "F02R", "F06S", "F06E", "F06N",
        "F07S", "F07E", "F07N", "F10S", "F10E", "F10N",
    ),
    "stocks": ("f5", "c42", "INVEN", "INVNT", "P5M", "P52", "F030"),
    "export": ("EXP", "P6", "F040"),
}  # fmt: skip
_KIND = {code.casefold(): kind for kind, codes in _CODES.items() for code in codes}


def kind_of_final(name: str) -> str | None:
    """What a column of final demand is: one of ``FINAL_KINDS``, None where its name does not say.

    Examples
    --------
    >>> kind_of_final("P3_S14"), kind_of_final("inventory_change"), kind_of_final("f9")
    ('household', 'stocks', None)
    """
    known = _KIND.get(name.casefold())
    if known is not None:
        return known
    kind = final_kind(name.replace("_", " "))
    return kind if kind != "other" or name.casefold() in {"other", "residual"} else None


def kinds_of_finals(
    final: Labels, said: Mapping[str, str], grid: RawTable, columns: Sequence[int], findings: list[Finding]
) -> tuple[str, ...]:
    """One of ``FINAL_KINDS`` for each column of final demand; an unknown one is a finding."""
    kinds = []
    told: set[str] = set()
    for name, column in zip(final.names, columns, strict=True):
        kind = said.get(name) or kind_of_final(name)
        if kind is None and name not in told:
            told.add(name)
            why = f"It is not known what kind of final use '{name}' is."
            remedy = f"Say it in final_kinds: category,kind with one of {', '.join(FINAL_KINDS)}."
            findings.append(at_cell("C01", why, remedy, grid, column=column))
        kinds.append(kind or "other")
    return tuple(kinds)


def said_kinds(grid: RawTable | None, findings: list[Finding]) -> dict[str, str]:
    """What the table ``final_kinds`` says of each category: columns ``category`` and ``kind``."""
    if grid is None:
        return {}
    for heading in ("category", "kind"):
        if heading not in grid.header:
            why = f"There is no column '{heading}'."
            findings.append(at_cell("A05", why, "Its columns are category and kind.", grid))
            return {}
    places = {heading: grid.header.index(heading) for heading in ("category", "kind")}
    kinds = texts(grid, places["kind"], findings)
    for row, kind in enumerate(kinds):
        if kind not in FINAL_KINDS:
            remedy = suggestion(kind, FINAL_KINDS, f"Write one of {', '.join(FINAL_KINDS)}.")
            why = "There is no such kind of final use."
            findings.append(at_cell("C01", why, remedy, grid, row, places["kind"], kind))
    return dict(zip(texts(grid, places["category"], findings), kinds, strict=True))
