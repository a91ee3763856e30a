"""``commonweal compare --method``: one shock followed by several methods."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

import typer

from commonweal.cli.consoles import out, say
from commonweal.cli.opening import opened, sound
from commonweal.cli.solving import heard
from commonweal.cli.writing import Outputs

if TYPE_CHECKING:
    from commonweal.compare.method_shock import Shock, ShockKind
    from commonweal.compare.methods import MethodComparison
    from commonweal.inputoutput.tables import SupplyUse
    from commonweal.model import Economy

__all__ = ["CutOption", "DemandOption", "LoseOption", "MethodOption", "MethodsAsked", "compare_by_methods"]

MethodOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="METHOD,…",
        help="Follow one shock by several methods: plan, leontief, ghosh, extraction. The economy must "
        "have been imported from a table.",
    ),
]
LoseOption = Annotated[
    str | None,
    typer.Option(metavar="REGION.CODE=SHARE", help="The shock: a sector loses a share of its output."),
]
CutOption = Annotated[
    str | None,
    typer.Option(
        metavar="ORIGIN>TO=SHARE[:PRODUCT,…]",
        help="The shock: a region delivers less to another, of all products or of some. Write it "
        "between quotes.",
    ),
]
DemandOption = Annotated[
    str | None,
    typer.Option(
        metavar="REGION[.KIND]=SHARE",
        help="The shock: final demand of a region (or one kind of it, such as household) changes: -0.1 is "
        "a tenth less.",
    ),
]


@dataclass(frozen=True)
class MethodsAsked:
    """What ``compare`` was asked about methods.

    Attributes
    ----------
    methods
        As given; each may hold several, with commas between.
    lose, cut, demand
        The shock; just one of them.
    others
        Options that have no meaning here, with whether each was given.
    rule, seconds, threads
        For the plans.
    """

    methods: Sequence[str]
    lose: str | None
    cut: str | None
    demand: str | None
    others: dict[str, bool]
    rule: str | None
    seconds: float
    threads: int

    @property
    def any(self) -> bool:
        """Whether methods or a shock were asked for at all."""
        return bool(self.methods) or any(text is not None for text in (self.lose, self.cut, self.demand))

    def shock(self, table: SupplyUse) -> Shock:
        """The one shock that was given.

        Raises
        ------
        typer.BadParameter
            If there is none, or several, or it can't be read.
        """
        from commonweal.compare.method_shock import read_shock
        from commonweal.errors import ModelError

        kinds = {"lose": self.lose, "cut": self.cut, "demand": self.demand}
        given = [(kind, text) for kind, text in kinds.items() if text is not None]
        if len(given) != 1:
            why = "Methods are compared on one shock: give one of --lose, --cut and --demand."
            raise typer.BadParameter(why, param_hint="--lose" if not given else f"--{given[1][0]}")
        kind, text = given[0]
        try:
            return read_shock(cast("ShockKind", kind), text, table)
        except ModelError as error:
            raise typer.BadParameter(str(error), param_hint=f"--{kind}") from error

    def chosen(self) -> list[str]:
        """The methods, each once; all where none is named.

        Raises
        ------
        typer.BadParameter
            If one is unknown.
        """
        from commonweal.compare.methods import METHODS

        named = [name.strip() for text in self.methods for name in text.split(",") if name.strip()]
        unknown = [name for name in named if name not in METHODS]
        if unknown:
            why = f"'{unknown[0]}' is not one of {', '.join(METHODS)}."
            raise typer.BadParameter(why, param_hint="--method")
        return list(dict.fromkeys(named or METHODS))


def compare_by_methods(paths: Sequence[str], asked: MethodsAsked, outputs: Outputs, *, as_json: bool) -> None:
    """Follow one shock by several methods; show and write what they say.

    Raises
    ------
    typer.BadParameter
        If what was asked doesn't fit together.
    DataError
        If the economy or its table is not good.
    """
    from commonweal.compare.export import comparison_json, export_comparison
    from commonweal.data.writing import Format
    from commonweal.show.methods_text import print_methods

    for option, given in asked.others.items():
        if given:
            raise typer.BadParameter("It has no meaning where methods are compared.", param_hint=option)
    if len(paths) != 1:
        raise typer.BadParameter("Methods are compared for one economy.", param_hint="PATH")
    found = _compared(paths[0], asked)
    if as_json:
        typer.echo(comparison_json(found))
    else:
        print_methods(found, out(), language=outputs.language)
    if outputs.tables is not None:
        export_comparison(found, outputs.tables, format=cast(Format, outputs.form))
        say(f"Tables: {outputs.tables}")


def _compared(path: str, asked: MethodsAsked) -> MethodComparison:
    """The comparison, made so that Ctrl-C is heard."""
    from commonweal.compare.methods import compare_methods
    from commonweal.examples.opening import table_of
    from commonweal.model import Rule
    from commonweal.solve.bench import Limits

    methods = asked.chosen()
    table = table_of(path)
    shock = asked.shock(table)
    economy: Economy | None = sound(opened(path)) if "plan" in methods else None
    return heard(
        lambda progress, cancelled: compare_methods(
            economy,
            table,
            shock,
            methods,
            rule=cast(Rule | None, asked.rule),
            limits=Limits(asked.seconds, asked.threads, cancelled, progress),
        )
    )
