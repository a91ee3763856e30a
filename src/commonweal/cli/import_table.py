"""``commonweal import``: from a published table to an economy that can be planned."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import out, say
from commonweal.cli.convert import FormOption
from commonweal.cli.import_options import (
    AggregateOption,
    BalanceOption,
    BridgesOption,
    CapitalOption,
    CapsOption,
    ClassificationOption,
    CommitmentsTierOption,
    CurrencyOption,
    EmployedOption,
    FloorsOnlyOption,
    FloorsOption,
    GroupsOption,
    LabourSlackOption,
    NameOption,
    NeedsOption,
    PeopleOption,
    PricesOption,
    RegionOption,
    ScaleOption,
    SlackOption,
    SourcingOption,
    StartOption,
    TechniquesOption,
    ToleranceOption,
    TradableOption,
    TradeCostsOption,
    TradeSlackOption,
    WithinOption,
    YearOption,
)
from commonweal.cli.opening import doubted
from commonweal.cli.options import ProjectOption, ServerOption
from commonweal.cli.writing import refuse_folder
from commonweal.language import LANGUAGES

if TYPE_CHECKING:
    from commonweal.building.making import Between
    from commonweal.building.options import BuildOptions
    from commonweal.importing.options import ReadingOptions
    from commonweal.show.importing_text import Imported

__all__ = ["import_table"]


def _listed(asked: bool) -> None:
    """Print the layouts, if they are asked for, and end."""
    if not asked:
        return
    from commonweal.importing.layouts import LAYOUTS

    widest = max(map(len, LAYOUTS))
    for layout in LAYOUTS.values():
        extra = " (needs commonweal[io])" if layout.needs_extra else ""
        typer.echo(f"{layout.name:<{widest}}  {layout.what}{extra}")
    raise typer.Exit


def import_table(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="The layout of the table, such as wiod2016; --list tells all."),
    ],
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="The file, or the folder of the files, of the table.")
    ],
    to: Annotated[
        Path, typer.Option("--out", metavar="ECONOMY", help="Folder to write the economy and its table to.")
    ],
    _list: Annotated[
        bool,
        typer.Option("--list", help="Tell the layouts that can be read.", callback=_listed, is_eager=True),
    ] = False,
    year: YearOption = 0,
    currency: CurrencyOption = "",
    scale: ScaleOption = None,
    prices: PricesOption = "",
    name: NameOption = "",
    region: RegionOption = "",
    aggregate: AggregateOption = None,
    balance: BalanceOption = None,
    tolerance: ToleranceOption = None,
    people: PeopleOption = None,
    needs: NeedsOption = None,
    classification: ClassificationOption = None,
    floors: FloorsOption = None,
    bridges: BridgesOption = None,
    floors_only: FloorsOnlyOption = False,
    groups: GroupsOption = None,
    techniques: TechniquesOption = None,
    caps: CapsOption = None,
    trade_costs: TradeCostsOption = None,
    commitments_tier: CommitmentsTierOption = None,
    sourcing: SourcingOption = "within",
    within: WithinOption = 20.0,
    tradable: TradableOption = 2.0,
    slack: SlackOption = 10.0,
    labour_slack: LabourSlackOption = 10.0,
    trade_slack: TradeSlackOption = 10.0,
    employed: EmployedOption = 45.0,
    capital: CapitalOption = True,
    start: StartOption = None,
    form: FormOption = "parquet",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the summary as JSON, and nothing else.")
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            metavar="|".join(LANGUAGES), help="Language of the summary.", callback=one_of(LANGUAGES)
        ),
    ] = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Make an economy of a published supply–use or input–output table.

    The books of the table are checked first: what doesn't balance, or is a thousand times too large,
    stops the import (exit code 1) with the rows named, and nothing is written. The table itself is
    kept in the economy's folder, for `commonweal accounts`.
    """
    from commonweal.building.files import BuildFiles, build_options
    from commonweal.building.making import Between
    from commonweal.importing.options import ReadingOptions

    refuse_folder(to, "--out")
    if server is not None:
        from commonweal.cli.remote import Remote
        from commonweal.cli.remote_import import import_at_server

        wanted = {
            "source": source,
            "year": year,
            "currency": currency,
            "scale": scale,
            "prices": prices,
            "name": name,
            "region": region,
            "balance": balance,
            "tolerance": tolerance,
            "classification": classification,
            "floors_only": floors_only,
            "commitments_tier": commitments_tier,
            "capital": capital,
            "start": None if start is None else start.date(),
            "sourcing": sourcing,
            "within": within,
            "tradable": tradable,
            "slack": slack,
            "labour_slack": labour_slack,
            "trade_slack": trade_slack,
            "employed": employed,
            "language": language,
        }
        sent = {
            "people": people,
            "needs": needs,
            "floors": floors,
            "bridges": bridges,
            "groups": groups,
            "techniques": techniques,
            "caps": caps,
            "trade_costs": trade_costs,
        }
        remote = Remote(server, project)
        import_at_server(remote, path, to, form, wanted, sent, aggregate, as_json=as_json)
        return
    reading = ReadingOptions(
        year=year, currency=currency, scale=scale, prices=prices, name=name, region=region
    )
    files = BuildFiles(people, needs, groups, techniques, floors, bridges, caps, trade_costs)
    building = build_options(
        files,
        name=name,
        classification=classification,
        sourcing=sourcing,
        within=within / 100,
        tradable=tradable / 100,
        slack=slack / 100,
        labour_slack=labour_slack / 100,
        trade_slack=trade_slack / 100,
        employed=employed / 100,
        floors_only=floors_only,
        commitments_tier=commitments_tier,
        capital=capital,
        start=None if start is None else start.date(),
    )
    asked = Between(aggregate, balance, tolerance)
    told = _imported(source, path, reading, building, asked, to, form)
    _show(told, to, as_json, language)


def _imported(
    source: str,
    path: Path,
    reading: ReadingOptions,
    building: BuildOptions,
    asked: Between,
    to: Path,
    form: str,
) -> Imported:
    """Read, aggregate, check, balance, build and write; what there is to tell of it."""
    from commonweal.building.making import made_of_table
    from commonweal.data.table_folder import write_economy_and_table
    from commonweal.data.writing import Format
    from commonweal.show.importing_text import Imported

    made = made_of_table(source, path, reading, building, asked, doubted=doubted)
    write_economy_and_table(made.economy, made.table, to, format=cast(Format, form))
    return Imported(source, made.table, made.check, made.balancing, made.economy, made.notes)


def _show(told: Imported, to: Path, as_json: bool, language: str) -> None:
    """The summary on stdout; where everything lies on stderr."""
    from commonweal.show.importing_text import print_import

    if as_json:
        typer.echo(json.dumps(told.data(), indent=2, ensure_ascii=False))
    else:
        print_import(told, out(), language=language)
    say(f"Economy: {to}")
