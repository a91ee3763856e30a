"""Write the example ``world``: a made-up world of eight regions and twenty sectors, balanced to the unit.

Run as ``python scripts/make_world.py [FOLDER]``; without a folder the example that ships is written
anew. The figures it starts from are those of ``made_up_world/figures.toml``, all of them assumed. The steps:

1. Households buy baskets that move with what they spend; government, non-profit institutions and
   investment take theirs.
2. Each use is bought at home or abroad: ``home`` says how far a region prefers its own, the rest goes to
   sellers by their strength and their distance, scattered a little by a seeded generator.
3. Leontief's equation gives what has to be made: products ``q = (I − B D)⁻¹ y``, with inputs ``B`` of
   industries per output and market shares ``D`` of industries in products (some make several).
4. Every use is rounded to whole thousands of dollars; output is what is used, value added what is left, so
   that rows and columns balance exactly.
5. Hours of three skills follow from wages; capital, carbon dioxide, land and water from coefficients that
   are scattered a little.

The result is written in the plain layout (docs/table-layouts.md), and then read, examined and turned
into an economy by the same functions that ``commonweal import`` uses.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import polars as pl
import tomli_w
from made_up_world.choices import groups, needs, techniques
from made_up_world.figures import SOURCE, World, read_figures
from made_up_world.table import table_files

import commonweal as cw
from commonweal.cli.app import app

SHIPPED = Path(__file__).parents[1] / "src" / "commonweal" / "examples" / "world"
DESCRIPTION = (
    "Eight regions and twenty sectors, households by tenths. Nothing here was observed: all figures are made "
    "by scripts/make_world.py, in the shape that real tables have."
)


def scenarios(economy: cw.Economy, released: float) -> dict[str, cw.Scenario]:
    """What might happen to the world.

    Parameters
    ----------
    economy
        The economy, whose places it names.
    released : t
        Carbon dioxide of the table's year.
    """
    cap = cw.Change(
        "set", "limits", "limit=carbon", column="at_most", value=float(f"{0.85 * released:.6g}"),
        because="The regions agree on a cap", confidence="assumed",
    )  # fmt: skip
    shortage = cw.Change(
        "scale", "equipment", "equipment=capital.Date.fuels", column="opening", value=0.75,
        because="Wells run dry", confidence="assumed",
    )  # fmt: skip
    everywhere = "|".join(f"sourcing.{place}" for place in economy["places"]["place"])
    released_buyers = cw.Change(
        "set", "activities", f"kind={everywhere}", column="minimum", value=0.0,
        because="Buyers turn to whom they can", confidence="assumed",
    )  # fmt: skip
    others = "|".join(place for place in economy["places"]["place"] if place != "Fig")
    closed = cw.Change(
        "close", "activities", f"kind=sourcing.Fig, place={others}",
        because="Sanctions on Fig", confidence="assumed",
    )  # fmt: skip
    return {
        "carbon-cap": cw.Scenario(
            "carbon-cap", "A cap on carbon dioxide",
            "All regions together may release 15 % less than in the table; wind may take over from fuels.",
            source="assumed", changes=(cap,),
        ),
        "fuel-shortage": cw.Scenario(
            "fuel-shortage", "Date pumps less", "A quarter of what Date needs to pump and refine is lost.",
            source="assumed", changes=(shortage,),
        ),
        "sanctions": cw.Scenario(
            "sanctions", "Sanctions on Fig",
            "No other region buys anything from Fig. Others make up for it: nobody is held to old suppliers.",
            source="assumed", changes=(released_buyers, closed),
        ),
    }  # fmt: skip


def write_source(world: World, folder: Path) -> None:
    """The table in the plain layout, and beside it the files that say how an economy is built of it."""
    files = table_files(world)
    table, choices = folder / "table", folder / "choices"
    for place in (table, choices):
        place.mkdir(parents=True, exist_ok=True)
    for name, frame in files.items():
        frame.write_csv(table / f"{name}.csv")
    for name, frame in (
        ("needs", needs(world)),
        ("groups", groups(world)),
        ("techniques", techniques(world, files)),
    ):
        frame.write_csv(choices / f"{name}.csv")
    about = {"name": "A made-up world", "year": world.said["year"], "currency": "USD", "scale": 1000.0,
             "prices": "basic", "source": SOURCE, "licence": "Apache 2.0"}  # fmt: skip
    (table / "table.toml").write_text(tomli_w.dumps(about), encoding="utf-8")


def build(source: Path, target: Path) -> None:
    """Import the table as anyone would, then add a limit and scenarios to the economy."""
    words = ["import", "plain", str(source / "table"), "--out", str(target)]
    for name in ("needs", "groups", "techniques"):
        words += [f"--{name}", str(source / "choices" / f"{name}.csv")]
    if app(words, standalone_mode=False):
        raise SystemExit("The import failed; see above.")
    carbon = cw.table_of(target).satellites.at([0])
    released = float(carbon.by_industry.sum() + carbon.by_final.sum())
    limit = {"limit": "carbon", "at_most": float(f"{1.2 * released:.6g}"), "per": "horizon", "source": SOURCE}
    term = {"limit": "carbon", "selector": "supply: good=CO2", "coefficient": 1.0, "source": SOURCE}
    economy = cw.read(target).with_settings(name="A made-up world", description=DESCRIPTION)
    economy = economy.with_table("limits", pl.DataFrame([limit]))
    economy = economy.with_table("limit_terms", pl.DataFrame([term]))
    cw.write(replace(economy, scenarios=scenarios(economy, released)), target, format="parquet")


def main() -> None:
    """Write the example anew, or into the folder that is named."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    with tempfile.TemporaryDirectory() as folder:
        write_source(read_figures(), Path(folder))
        build(Path(folder), Path(folder) / "world")
        shutil.copytree(Path(folder) / "world", target, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
