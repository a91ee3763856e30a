"""``commonweal import``: from a published table to an economy that can be planned."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import err, out, say
from commonweal.cli.convert import FormOption
from commonweal.cli.import_options import (
    AggregateOption,
    BalanceOption,
    BridgesOption,
    BuildFiles,
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
    build_options,
)
from commonweal.cli.writing import refuse_folder
from commonweal.errors import DataError
from commonweal.language import LANGUAGES
from commonweal.validate.report import finding, limited

if TYPE_CHECKING:
    from commonweal.building.options import BuildOptions
    from commonweal.importing.options import ReadingOptions
    from commonweal.inputoutput.tables import SupplyUse
    from commonweal.show.importing_text import Imported

__all__ = ["import_table"]


@dataclass(frozen=True)
class _Asked:
    """What is done to a table between reading it and building an economy of it."""

    aggregate: tuple[str, str] | None
    balance: str | None
    tolerance: float | None


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
) -> None:
    """Make an economy of a published supply–use or input–output table.

    The books of the table are checked first: what doesn't balance, or is a thousand times too large,
    stops the import (exit code 1) with the rows named, and nothing is written. The table itself is
    kept in the economy's folder, for `commonweal accounts`.
    """
    from commonweal.importing.options import ReadingOptions

    refuse_folder(to, "--out")
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
    asked = _Asked(aggregate, balance, tolerance)
    told = _imported(source, path, reading, building, asked, to, form)
    _show(told, to, as_json, language)


def _imported(
    source: str,
    path: Path,
    reading: ReadingOptions,
    building: BuildOptions,
    asked: _Asked,
    to: Path,
    form: str,
) -> Imported:
    """Read, aggregate, check, balance, build and write; what there is to tell of it."""
    from commonweal.building.build import build_economy
    from commonweal.data.table_folder import write_economy_and_table
    from commonweal.data.writing import Format
    from commonweal.importing.checking import TOLERANCE, sound
    from commonweal.importing.reading import read_table
    from commonweal.inputoutput.balancing import Method, balanced
    from commonweal.show import print_findings
    from commonweal.show.importing_text import Imported

    whole = _with_shipped_people(read_table(source, path, reading))
    tolerance = TOLERANCE if asked.tolerance is None else asked.tolerance
    check = sound(whole, math.inf if asked.balance else tolerance, file=path.name)
    if check.findings:
        print_findings(check.findings, err())
    table, balancing = _peopled(_aggregated(whole, asked.aggregate), building, path.name), None
    if asked.balance is not None:
        table, balancing = balanced(table, cast(Method, asked.balance))
        check = sound(table, tolerance, file=path.name)
    elif table is not whole:  # sums of rows that balance are off by the sum of what those are off by
        check = sound(table, math.inf, file=path.name)
    built = build_economy(table, building)
    write_economy_and_table(built.economy, table, to, format=cast(Format, form))
    notes = (*table.provenance.notes, _told_of_purposes(table, building), *built.notes)
    return Imported(source, table, check, balancing, built.economy, notes)


def _aggregated(table: SupplyUse, asked: tuple[str, str] | None) -> SupplyUse:
    """The table with fewer regions and sectors, by two files or as shipped; '-' leaves them as they are."""
    if asked is None:
        return table
    from commonweal.classify.concordance import continents, read_concordance, sections
    from commonweal.inputoutput.aggregation import aggregated

    regions, sectors = asked
    by_region = by_product = by_industry = None
    if regions != "-":
        by_region = continents(table.regions) if regions == "continents" else read_concordance(Path(regions))
    if sectors == "sections":
        by_product, by_industry = sections(table.products), sections(table.industries)
    elif sectors != "-":
        by_product = by_industry = read_concordance(Path(sectors))
    return aggregated(
        table,
        regions=None if by_region is None else by_region.map,
        products=None if by_product is None else by_product.map,
        industries=None if by_industry is None else by_industry.map,
        titles=None if by_product is None else by_product.titles,
    )


def _with_shipped_people(table: SupplyUse) -> SupplyUse:
    """The table with the inhabitants of its regions, where it has none itself, as the program knows them."""
    from commonweal.classify.people import people_of

    return replace(table, people={**people_of(table.regions, table.provenance.year), **table.people})


def _peopled(table: SupplyUse, building: BuildOptions, file: str) -> SupplyUse:
    """The table with the inhabitants that a person gives for its (aggregated) regions.

    Raises
    ------
    DataError
        If those of a region are not known: needs are per person.
    """
    people = {**table.people, **building.people}
    unknown = [region for region in table.regions if not people.get(region, 0.0) > 0.0]
    if unknown:
        why = "How many people live there is not known, so that what one of them needs can't be told."
        remedy = "Give them: --people people.csv, with columns region and people."
        if not table.provenance.year:
            remedy += " The figures that ship go by year: --year."
        raise DataError(
            limited(finding("A05", why, remedy, file=file, column="people", value=name) for name in unknown)
        )
    return replace(table, people={region: people[region] for region in table.regions})


def _told_of_purposes(table: SupplyUse, building: BuildOptions) -> str:
    """Whose word says what products are for, a person's file or a map that ships, in a sentence."""
    from commonweal.classify.purposes import guessed_classification, tiers_of

    if building.floors_only and all(floor.tier for floor in building.floors):  # bridges always have one
        return "Only what a decent living takes is a need; the files that say it say the tiers too."
    name = building.classification or guessed_classification(table.products)
    shipped = {one.product: one for one in tiers_of(table.products, name)}
    unknown = sum(not one.known and product not in building.purposes for product, one in shipped.items())
    by = f"the map of {name}" if name else "no shipped map: none knows enough of the products"
    own_words = f"{building.origins['purposes'].file} and " if building.purposes else ""
    last = f"; {unknown} without a known purpose are in the last tier" if unknown else ""
    return f"What products are for, and so the tier of needs, is by {own_words}{by}{last}."


def _show(told: Imported, to: Path, as_json: bool, language: str) -> None:
    """The summary on stdout; where everything lies on stderr."""
    from commonweal.show.importing_text import print_import

    if as_json:
        typer.echo(json.dumps(told.data(), indent=2, ensure_ascii=False))
    else:
        print_import(told, out(), language=language)
    say(f"Economy: {to}")
