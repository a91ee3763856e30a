"""Economies and results as one file: archives, workbooks and reports."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from commonweal.api.asks import told_of
from commonweal.data.table_folder import FOLDER, has_table, read_table_folder
from commonweal.data.workbook_writer import new_workbook, template_bytes, workbook_bytes
from commonweal.data.writing import archive, economy_files
from commonweal.errors import NotThere
from commonweal.exporting.datapackage import write_datapackage
from commonweal.plan.export import export_plan, fill_sheet
from commonweal.printing.making import report_pdf
from commonweal.show import report_html
from commonweal.store.contents import Manifest
from commonweal.store.opened import economy_of
from commonweal.store.opening import Store
from commonweal.store.pictures import opened_plan
from commonweal.store.plans import plan_of
from commonweal.store.records import Result, Version
from commonweal.store.results import file_of_result, table_of_result

__all__ = ["EconomyForm", "packed_economy", "packed_result", "printed_report", "report_of"]

EconomyForm = Literal["zip", "xlsx", "parquet", "datapackage", "template"]

_REPORT = "report.html"
_PLAN = "plan/"
_SHEET = 31  # characters of a sheet's name


def packed_economy(store: Store, version: Version, form: EconomyForm) -> bytes:
    """A version of an economy as one file; all but ``template`` can be uploaded or opened again.

    Parameters
    ----------
    store
        Where it is kept.
    version
        Which.
    form
        ``zip``: CSV files; ``parquet``: Parquet files in an archive; ``xlsx``: a workbook; ``datapackage``:
        Parquet files with a ``datapackage.json``, in an archive; ``template``: a workbook to fill in that
        begins with its rows.
    """
    return _WRITERS[form](store, version)


def _delimited(store: Store, version: Version) -> bytes:
    files = economy_files(economy_of(store, version.manifest), "csv")
    return archive(files | _contents(store, _observed(version.manifest)))


def _columnar(store: Store, version: Version) -> bytes:
    return archive(_contents(store, version.manifest))


def _workbook(store: Store, version: Version) -> bytes:
    return workbook_bytes(economy_of(store, version.manifest))


def _template(store: Store, version: Version) -> bytes:
    return template_bytes(economy_of(store, version.manifest))


def _package(store: Store, version: Version) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "from", Path(folder) / "to"
        _written(source, _contents(store, _observed(version.manifest)))
        table = read_table_folder(source) if has_table(source) else None
        write_datapackage(economy_of(store, version.manifest), target, table=table)
        return archive(_read(target))


_WRITERS: Mapping[EconomyForm, Callable[[Store, Version], bytes]] = {
    "zip": _delimited,
    "parquet": _columnar,
    "xlsx": _workbook,
    "template": _template,
    "datapackage": _package,
}


def packed_result(store: Store, found: Result, form: Literal["zip", "xlsx"]) -> bytes:
    """All files of a result as an archive (of a plan: what ``read_plan`` opens), or its tables as a workbook.

    Raises
    ------
    NotThere
        If a workbook is asked for and there is no table.
    """
    plan = {
        name.removeprefix(_PLAN): digest for name, digest in found.manifest.items() if name.startswith(_PLAN)
    }
    if form == "zip":
        return archive(_contents(store, plan or found.manifest))
    if plan:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "plan.xlsx"
            export_plan(plan_of(store, found), target)
            return target.read_bytes()
    if not found.tables:
        raise NotThere("The result has no tables. Read its document.json or text.txt.")
    with new_workbook() as (book, content):
        bold = book.add_format({"bold": True, "bottom": 1})
        for name in found.tables:
            fill_sheet(book.add_worksheet(name[:_SHEET]), name, table_of_result(store, found, name), bold)
    return content.getvalue()


def report_of(store: Store, found: Result, language: str | None) -> bytes:
    """The page that tells about a result.

    The page of a plan in another language than it was asked for in is told anew, explanations included.

    Raises
    ------
    NotThere
        If there is none, or none in this language.
    """
    asked_in = str(found.options.get("language") or "en")
    if language in {None, asked_in} or _REPORT not in found.manifest:
        return file_of_result(store, found, _REPORT)
    if any(name.startswith(_PLAN) for name in found.manifest):
        told = told_of(store, found)
        return report_html(
            opened_plan(store, found),
            language=language or asked_in,
            explanations=told.explanations,
            relief=told.relief,
        ).encode()
    raise NotThere(f"The report is there in '{asked_in}' alone. Ask for the job again in '{language}'.")


def printed_report(store: Store, found: Result, language: str | None) -> bytes:
    """The report of a plan as PDF.

    Raises
    ------
    NotThere
        If the result is no plan.
    """
    if not any(name.startswith(_PLAN) for name in found.manifest):
        raise NotThere("Only the reports of plans are printed as PDF. This one is there as a page.")
    told = told_of(store, found)
    return report_pdf(
        opened_plan(store, found),
        language=language or str(found.options.get("language") or "en"),
        explanations=told.explanations,
        relief=told.relief,
    )


def _contents(store: Store, manifest: Manifest) -> dict[str, bytes]:
    """Name and content of each file."""
    return {name: store.contents.get(digest) for name, digest in sorted(manifest.items())}


def _observed(manifest: Manifest) -> Manifest:
    """The files of the table that an economy was built from."""
    return {name: digest for name, digest in manifest.items() if name.startswith(f"{FOLDER}/")}


def _written(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def _read(folder: Path) -> dict[str, bytes]:
    """Name and content of each file of a folder and those inside."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
