"""``commonweal accounts``: what an observed table says of work, prices, regions and footprints."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import out, say
from commonweal.cli.convert import FormOption
from commonweal.cli.opening import opened, sound
from commonweal.cli.options import JsonOption, ThreadsOption
from commonweal.cli.solving import heard
from commonweal.cli.writing import Outputs
from commonweal.errors import NoPlan
from commonweal.language import LANGUAGES

if TYPE_CHECKING:
    from commonweal.accounting import Accounts, PriceGap
    from commonweal.accounting.chains import Chains
    from commonweal.accounting.years import YearChange
    from commonweal.plan.plan import Plan

__all__ = ["accounts"]

_MODELS = ("A", "B", "C", "D")


@dataclass(frozen=True)
class _Asked:
    """What is asked beyond the accounts themselves."""

    sector: str | None
    other: str | None
    plan: str | None
    planned: bool
    threads: int


@dataclass(frozen=True)
class _Told:
    """All there is to tell; None for what wasn't asked."""

    accounts: Accounts
    chains: Chains | None
    years: YearChange | None
    gap: PriceGap | None


def accounts(
    path: Annotated[
        str,
        typer.Argument(
            metavar="ECONOMY",
            help="The folder of an economy that 'import' wrote, or the name of one that ships with a table.",
        ),
    ],
    of: Annotated[
        str,
        typer.Option(
            metavar="ROW",
            help="What is followed through trade: labour, value_added, or a row of the table by name.",
        ),
    ] = "labour",
    model: Annotated[
        str,
        typer.Option(
            metavar="|".join(_MODELS),
            help="How supply and use tables are made symmetric: A, B product by product, C, D industry by "
            "industry.",
            callback=one_of(_MODELS),
        ),
    ] = "D",
    paths: Annotated[
        str | None,
        typer.Option(metavar="SECTOR", help="Tell the largest chains of supply behind this sector's buyers."),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="ECONOMY", help="Tell what changed to another year's table, and because of what."
        ),
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option(
            metavar="PLAN",
            help="Tell why prices of this plan ('plan --out' wrote it) differ from labour values.",
        ),
    ] = None,
    prices: Annotated[
        bool, typer.Option("--prices", help="The same for a plan that is made now, with the least labour.")
    ] = False,
    tables: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER|FILE", help="Write every table: a folder, a .zip or an .xlsx."),
    ] = None,
    form: FormOption = "csv",
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write a page with pictures.")
    ] = None,
    as_json: JsonOption = False,
    threads: ThreadsOption = 1,
    language: Annotated[
        str,
        typer.Option(
            metavar="|".join(LANGUAGES), help="Language of the accounts.", callback=one_of(LANGUAGES)
        ),
    ] = "en",
) -> None:
    """Draw up the accounts of an economy's table: work in things, who works for whom, footprints, linkages.

    Identities that must hold are recomputed and told with what they are off by.
    """
    from commonweal.accounting.accounts import Model
    from commonweal.accounting.accounts import accounts as draw_up
    from commonweal.examples.opening import table_of

    if plan is not None and prices:
        raise typer.BadParameter("Name a plan, or have one made: not both.", param_hint="--prices")
    outputs = Outputs(report, tables, form, None, language)
    outputs.check()
    found = draw_up(table_of(path), cast(Model, model), of=of)
    told = _told(found, path, _Asked(paths, compare, plan, prices, threads))
    _show(told, as_json, language)
    _write(told, outputs)


def _told(found: Accounts, path: str, asked: _Asked) -> _Told:
    """The accounts with all that was asked beside them."""
    from commonweal.accounting.accounts import Model
    from commonweal.accounting.accounts import accounts as draw_up
    from commonweal.accounting.chains import chains
    from commonweal.accounting.plan_prices import values_against_prices
    from commonweal.accounting.years import year_change
    from commonweal.examples.opening import table_of
    from commonweal.plan.saved import read_plan

    years = None
    if asked.other is not None:
        years = year_change(
            found, draw_up(table_of(asked.other), cast(Model, found.model or "D"), of=found.of)
        )
    made = read_plan(asked.plan) if asked.plan is not None else _made(path, asked) if asked.planned else None
    return _Told(
        found,
        None if asked.sector is None else chains(found, asked.sector),
        years,
        None if made is None else values_against_prices(made, found.table),
    )


def _made(path: str, asked: _Asked) -> Plan:
    """A plan with the least labour.

    Raises
    ------
    NoPlan
        If what came out can't be relied on.
    """
    from commonweal.run import plan as make_plan
    from commonweal.solve.bench import Limits

    economy = sound(opened(path))
    made = heard(
        lambda progress, cancelled: make_plan(
            economy,
            effort="labour",
            limits=Limits(threads=asked.threads, cancelled=cancelled, progress=progress),
        )
    )
    if made.certificate.quality == "none":
        raise NoPlan(f"What the solver found is not a plan. {made.certificate.sentence}")
    return made


def _show(told: _Told, as_json: bool, language: str) -> None:
    """Everything on stdout."""
    from commonweal.accounting.export import accounts_json
    from commonweal.show.accounts_text import print_accounts, print_chains, print_gap, print_years

    if as_json:
        typer.echo(accounts_json(told.accounts, _more(told)))
        return
    console = out()
    print_accounts(told.accounts, console, language=language)
    if told.chains is not None:
        print_chains(told.chains, console, language=language)
    if told.years is not None:
        print_years(told.years, console, language=language)
    if told.gap is not None:
        print_gap(told.gap, console, language=language)


def _more(told: _Told) -> dict[str, Any]:
    """What was asked beside the accounts, in numbers."""
    parts = {"chains": told.chains, "years": told.years, "plan_prices": told.gap}
    return {name: part.data() for name, part in parts.items() if part is not None}


def _write(told: _Told, outputs: Outputs) -> None:
    """Write what was asked for, each thing whole or not at all, and say so."""
    from commonweal.accounting.export import export_accounts
    from commonweal.data.writing import Format
    from commonweal.show.accounts_page import write_accounts

    if outputs.report is not None:
        outputs.report.parent.mkdir(parents=True, exist_ok=True)
        write_accounts(
            told.accounts,
            outputs.report,
            language=outputs.language,
            chains=told.chains,
            years=told.years,
            gap=told.gap,
        )
        say(f"Report: {outputs.report}")
    if outputs.tables is not None:
        more = {} if told.chains is None else {"chains": told.chains.table}
        more |= {} if told.years is None else {"years": told.years.table}
        more |= {} if told.gap is None else {f"plan_price_{n}": t for n, t in told.gap.tables.items()}
        export_accounts(told.accounts, outputs.tables, more=more, format=cast(Format, outputs.form))
        say(f"Tables: {outputs.tables}")
