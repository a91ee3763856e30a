"""``commonweal export``: a plan, an economy or its accounts for other programs."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commonweal import examples
from commonweal.cli.consoles import say
from commonweal.cli.opening import opened
from commonweal.cli.options import ProjectOption, ServerOption
from commonweal.cli.writing import refuse_ending
from commonweal.errors import ModelError

if TYPE_CHECKING:
    from commonweal.accounting.accounts import Accounts
    from commonweal.inputoutput.tables import SupplyUse
    from commonweal.model import Economy
    from commonweal.plan.plan import Plan

__all__ = ["export"]

_NETCDF = (".nc", ".cdf")


def export(
    path: Annotated[
        str,
        typer.Argument(
            metavar="PLAN|PATH",
            help="A plan that 'plan --out' wrote; or an economy: a folder, an .xlsx or .zip file, or the "
            f"name of one that ships ({', '.join(examples.names())}).",
        ),
    ],
    datapackage: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write Parquet files with a datapackage.json that gives the type, unit and meaning of every "
            "column, and cites every source.",
        ),
    ] = None,
    netcdf: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.nc",
            help="Write a plan (with --accounts, the accounts) as labelled arrays; needs commonweal[io].",
        ),
    ] = None,
    pymrio: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write the table that an economy was built from in pymrio's format; needs commonweal[io].",
        ),
    ] = None,
    accounts: Annotated[
        bool,
        typer.Option("--accounts", help="Write the accounts of an economy's table, not the economy itself."),
    ] = False,
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Write a plan, an economy, its table or its accounts for other programs.

    A plan's data package can be opened again here, and so can an economy's.
    """
    if datapackage is None and netcdf is None and pymrio is None:
        raise typer.BadParameter("Say what to write: --datapackage, --netcdf or --pymrio.")
    if netcdf is not None:
        refuse_ending(netcdf, "--netcdf", _NETCDF)
    with _fetched(path, server, project) as place:
        thing, table = _opened(place, accounts)
    if pymrio is not None:
        _write_pymrio(path, table, pymrio)
    if netcdf is not None:
        _write_netcdf(path, thing, netcdf)
    if datapackage is not None:
        from commonweal.exporting.datapackage import write_datapackage

        write_datapackage(thing, datapackage, table=table)
        say(f"Data package: {datapackage}")


@contextmanager
def _fetched(path: str, server: str | None, project: str | None) -> Iterator[str]:
    """Where the thing lies on this machine; fetched from a server for the while, if one is named."""
    if server is None:
        yield path
        return
    from commonweal.cli.remote import Remote

    with Remote(server, project).open() as site, tempfile.TemporaryDirectory() as folder:
        yield str(site.fetched(path, Path(folder)))


def _opened(path: str, accounts: bool) -> tuple[Plan | Economy | Accounts, SupplyUse | None]:
    """What lies at a path, and the table it was built from, if there is one.

    Raises
    ------
    ModelError
        If accounts are asked for and there is no table.
    """
    from commonweal.examples.opening import located
    from commonweal.plan.saved import is_saved_plan, read_plan

    if is_saved_plan(path):
        if accounts:
            raise ModelError(f"'{path}' is a plan; --accounts are of an economy that was built from a table.")
        return read_plan(path), None
    economy = opened(path)
    table = _table(located(path))
    if not accounts:
        return economy, table
    if table is None:
        raise _no_table(path)
    from commonweal.accounting.accounts import accounts as accounts_of

    return accounts_of(table), table


def _table(place: Path) -> SupplyUse | None:
    """The table in an economy's folder."""
    from commonweal.data.table_folder import has_table, read_table_folder

    return read_table_folder(place) if place.is_dir() and has_table(place) else None


def _no_table(path: str) -> ModelError:
    return ModelError(
        f"'{path}' was not built from a table. Import one with 'commonweal import', or name an economy that "
        "was."
    )


def _write_pymrio(path: str, table: SupplyUse | None, folder: Path) -> None:
    if table is None:
        raise _no_table(path)
    from commonweal.importing.exporting_pymrio import save_for_pymrio

    save_for_pymrio(table, folder)
    say(f"For pymrio: {folder}")


def _write_netcdf(path: str, thing: Plan | Economy | Accounts, file: Path) -> None:
    """Labelled arrays of a plan or accounts.

    Raises
    ------
    ModelError
        If there is nothing but an economy.
    """
    from commonweal.exporting.labelled import write_netcdf
    from commonweal.model import Economy

    if isinstance(thing, Economy):
        raise ModelError(
            f"'{path}' is an economy, not a plan: plan it first (commonweal plan {path} --out PLAN), or ask "
            "for its --accounts."
        )
    write_netcdf(thing, file)
    say(f"netCDF: {file}")
