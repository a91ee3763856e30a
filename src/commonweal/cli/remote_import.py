"""``commonweal import --server``: table and files are sent, and a server makes the economy."""

# ruff: noqa: PLC0415  commands without --server need none of this

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from commonweal.cli.consoles import say

if TYPE_CHECKING:
    from commonweal.cli.remote import Remote, Site
    from commonweal.client.economies import EconomyClient

__all__ = ["import_at_server"]

_NONE = "-"  # what --aggregate says where one of the two is left as it is
_SHIPPED = {"aggregate_regions": "continents", "aggregate_sectors": "sections"}


def import_at_server(
    remote: Remote,
    path: Path,
    to: Path,
    form: str,
    wanted: Mapping[str, Any],
    files: Mapping[str, Path | None],
    aggregate: tuple[str, str] | None,
    *,
    as_json: bool,
) -> None:
    """Have a server make an economy of a table, and write it here, too.

    Parameters
    ----------
    path
        The table's file, or the folder of its files.
    to, form
        Where to write the economy and its table, and in which form.
    wanted
        Options, as ``ImportRequest`` has them.
    files
        Files that say how the economy is built, by the name of their option; None where there is none.
    aggregate
        What ``--aggregate`` says.
    """
    from commonweal.cli.remote_jobs import found_by, print_result

    with remote.open() as site:
        sums = {} if aggregate is None else dict(zip(_SHIPPED, aggregate, strict=True))
        said = {place: _aggregation(site, place, word) for place, word in sums.items() if word != _NONE}
        said |= {name: site.project.attach(file).id for name, file in files.items() if file is not None}
        called = wanted.get("name") or to.resolve().name
        table = site.project.attach(path).id
        found = found_by(site, "import", {**wanted, **said, "name": called, "table": table})
        print_result(found, as_json=as_json)
        economy = site.project.economy(found.told.economy or called)
        say(f"On the server this is economy '{economy.name}' of project '{site.project.name}'.")
        _write(economy, to, form)
    say(f"Economy: {to}")


def _aggregation(site: Site, place: str, word: str) -> str:
    """A map that ships, by its word, or one's own file, by the id it was given."""
    return word if word == _SHIPPED[place] else site.project.attach(word).id


def _write(economy: EconomyClient, to: Path, form: str) -> None:
    """The economy and the table it was built from, both or neither."""
    from commonweal.client.archives import unpacked
    from commonweal.data import read
    from commonweal.data.table_folder import read_table_folder, write_economy_and_table
    from commonweal.data.writing import Format

    with tempfile.TemporaryDirectory() as folder:
        place = unpacked(economy.packed("zip"), Path(folder) / "economy", "economy.zip")
        write_economy_and_table(read(place), read_table_folder(place), to, format=cast(Format, form))
