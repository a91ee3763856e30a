"""Reading the files of an economy: one CSV or Parquet file a table, and ``economy.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from commonweal.data.columnar import read_columnar
from commonweal.data.delimited import read_delimited
from commonweal.data.raw import Source
from commonweal.data.scenario_files import SCENARIOS, scenario_of
from commonweal.data.settings_text import read_settings
from commonweal.model import TABLES
from commonweal.validate.report import finding, suggestion

__all__ = ["SETTINGS", "Files", "files_of", "read_files"]

SETTINGS = "economy.toml"

Files = Mapping[str, Callable[[], bytes]]
"""Name of each file beside ``economy.toml`` (and ``scenarios/NAME.toml``), and how to get its content."""

_READERS = {".csv": read_delimited, ".parquet": read_columnar}


def files_of(folder: Path) -> Files:
    """The files that lie in a folder, and those of its scenarios."""
    files = {path.name: path.read_bytes for path in sorted(folder.iterdir()) if path.is_file()}
    scenarios = sorted((folder / SCENARIOS).glob("*.toml"))
    return files | {f"{SCENARIOS}/{path.name}": path.read_bytes for path in scenarios if path.is_file()}


def read_files(files: Files) -> Source:
    """Everything that the files of an economy hold, and what is wrong with them."""
    source = Source()
    if SETTINGS in files:
        read_settings(files[SETTINGS](), source)
    else:
        source.findings.append(
            finding(
                "A05",
                "There is no economy.toml: this is not an economy.",
                "Open the folder that holds it, or add one with a name and a calendar.",
                file=SETTINGS,
            )
        )
    for file, content in files.items():
        path = PurePosixPath(file)
        if path.parent.name == SCENARIOS and path.suffix == ".toml":
            source.scenarios[path.stem] = scenario_of(path.stem, content(), file)
        elif path.suffix in _READERS:
            _read_table(path, content, source)
    return source


def _read_table(path: PurePosixPath, content: Callable[[], bytes], source: Source) -> None:
    """Put the table of one file into a source, or why it can't be read."""
    if path.stem not in TABLES:
        why = "The file is not a table of an economy and would be ignored."
        remedy = suggestion(path.stem, TABLES, "Move it elsewhere.")
        source.findings.append(finding("A06", why, remedy, file=path.name, value=path.stem))
        return
    if path.stem in source.tables:
        why = f"The table is also in {source.tables[path.stem].file}."
        source.findings.append(finding("A07", why, "Keep one of the two.", file=path.name))
        return
    table, findings = _READERS[path.suffix](path.stem, content(), path.name)
    source.findings.extend(findings)
    if table is not None:
        source.tables[path.stem] = table
