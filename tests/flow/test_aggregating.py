"""``commonweal import --aggregate`` with what ships, and with a concordance of a person's own."""

import json

import commonweal as cw
from unit.importing.layouts_on_disk import laid

SECTORS = ("Agriculture", "Fishing", "Food & Beverages", "Retail Trade")

# Four sectors of Eora26 in Germany and France; the second buys a little of the first's food.
WORLD = {
    "table.toml": 'year = 2015\ncurrency = "USD"\nscale = 1e9\n',
    "flows.csv": "sector,"
    + ",".join(f"{region}.{name}" for region in ("DEU", "FRA") for name in SECTORS)
    + "\n"
    + "".join(
        f"{region}.{name}," + ",".join("20" if place == row else "1" for place in range(8)) + "\n"
        for row, (region, name) in enumerate((r, s) for r in ("DEU", "FRA") for s in SECTORS)
    ),
    "final_demand.csv": "sector,DEU.households,FRA.households\n"
    + "".join(f"{region}.{name},300,200\n" for region in ("DEU", "FRA") for name in SECTORS),
    "gross_output.csv": "sector,gross_output\n"
    + "".join(f"{region}.{name},527\n" for region in ("DEU", "FRA") for name in SECTORS),
}


def test_regions_become_continents_and_sectors_sections(run, folder):
    laid(folder / "world", WORLD)
    words = ("--aggregate", "continents", "sections", "--out", "small", "--json")
    result = run("import", "symmetric", "world", *words)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)
    needs = cw.read("small")["needs"]
    assert dict(zip(needs["good"], needs["tier"], strict=True)) == {"A": 1, "C": 2, "G": 2}
    people = cw.read("small")["people"]
    assert people["people"].sum() > 140e6  # of Germany and France in 2015
    assert set(people["place"]) == {"Europe"}


def test_a_file_may_stand_for_one_and_a_dash_for_the_other(run, folder):
    laid(folder / "world", WORLD)
    (folder / "sectors.csv").write_text(
        "from,to,title\n" + "".join(f"{name},food,Food\n" for name in SECTORS[:3]) + "Retail Trade,retail,\n",
        encoding="utf-8",
    )
    result = run("import", "symmetric", "world", "--aggregate", "-", "sectors.csv", "--out", "small")
    assert result.exit_code == 0, result.output
    assert set(cw.read("small")["places"]["place"]) == {"DEU", "FRA"}


def test_sectors_that_are_not_known_need_a_file(run, folder):
    strange = {
        name: text.replace("Retail Trade", "r").replace("Fishing", "f") for name, text in WORLD.items()
    }
    strange = {
        name: text.replace("Agriculture", "a").replace("Food & Beverages", "b")
        for name, text in strange.items()
    }
    laid(folder / "world", strange)
    result = run("import", "symmetric", "world", "--aggregate", "-", "sections", "--out", "small")
    assert result.exit_code == 2
    assert "columns from and to" in " ".join(result.output.split())
