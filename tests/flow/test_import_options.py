"""Options of ``commonweal import`` that say how the economy is built, from files to the plan."""

import datetime as dt

import polars as pl
import pytest

import commonweal as cw
from commonweal import examples
from flow.tables_on_disk import written

BRIDGES = "need,division,amount,unit,price,currency,year,to_table,product,share,tier,source\n"
BREAD = "bread,01,{amount},kg,2,USD,2011,1,mills,0.6,1,a survey\n"
SATELLITES = (
    "name,unit,kind,north.farms,north.mills,north.services,south.farms,south.mills,south.services\n"
    "carbon,t,emission,12,40,6,9,25,3\n"
)


@pytest.fixture
def table(folder):
    made = written(folder / "table")
    (made / "satellites.csv").write_text(SATELLITES)
    return made


@pytest.fixture
def imported(run, table, folder):
    """Import the table with further words, and read the economy."""

    def make(*words):
        result = run("import", "symmetric", table, "--out", "mine", "--scale", "1e3", *words)
        assert result.exit_code == 0, result.output
        return cw.read(folder / "mine")

    return make


def written_as(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_caps_become_limits(imported, folder):
    caps = written_as(folder, "caps.csv", "row,region,share,by,source\ncarbon,north,0.9,,a treaty\n")
    limits = imported("--caps", caps)["limits"]
    assert limits["at_most"].to_list() == pytest.approx([0.9 * (12 + 40 + 6)])
    assert limits["source"].to_list() == ["a treaty"]


def test_trade_costs_draw_on_services_of_the_origin(imported, folder):
    without = imported()["activity_goods"]
    costs = written_as(
        folder, "costs.csv", "product,origin,to,service,share\nfarms,north,south,services,0.1\n"
    )
    with_costs = imported("--trade-costs", costs)["activity_goods"]
    assert (
        with_costs.filter(good="services", at="north").height
        > without.filter(good="services", at="north").height
    )


def test_bridges_alone_say_what_is_needed(imported, folder):
    bridges = written_as(folder, "bridges.csv", BRIDGES + BREAD.format(amount=100))
    economy = imported("--bridges", bridges, "--floors-only")
    needs = economy["needs"]
    assert set(needs["good"]) == {"mills.any"}
    assert needs["amount"].to_list() == pytest.approx([100 * 2 * 0.6 / 365] * 2)
    assert cw.plan(economy).certificate.quality == "verified"


def test_commitments_may_wait_for_needs(imported):
    def tiers(economy):
        return economy["activities"].filter(kind="investment")["tier"].unique().to_list()

    assert tiers(imported()) == [None]
    assert tiers(imported("--commitments-tier", "2")) == [2.0]


def test_the_first_day_may_be_another(imported):
    assert imported("--start", "2012-07-01").settings.calendar.start == dt.date(2012, 7, 1)


def test_hardly_traded_products_keep_their_origins(imported):
    free = imported("--sourcing", "free")["activities"].height
    assert imported("--sourcing", "free", "--tradable", "100")["activities"].height != free


def test_capital_can_be_left_out(imported, table):
    header = SATELLITES.splitlines()[0]
    (table / "capital.csv").write_text(f"{header}\nmachines,USD,capital,50,90,40,60,70,30\n")
    assert imported()["equipment"].height > 0
    assert imported("--no-capital")["equipment"].height == 0


def test_a_classification_can_be_named(run, table):
    words = ("import", "symmetric", table, "--out", "mine", "--scale", "1e3", "--classification")
    result = run(*words, "isic4")
    assert result.exit_code == 0
    assert "the map of isic4; 3 without a known purpose" in " ".join(result.stdout.split())
    assert run(*words, "isic44").exit_code == 1


def test_a_misspelt_name_is_told_with_file_and_row(run, table, folder):
    needs = written_as(folder, "needs.csv", "product,division,tier\nfarms,01,1\n\nmils,01,1\n")
    caps = written_as(folder, "caps.csv", "row\ncarbn\n")
    bridges = written_as(folder, "b.csv", BRIDGES + BREAD.format(amount=1).replace("mills", "mlls"))
    words = ("--needs", needs, "--caps", caps, "--bridges", bridges)
    result = run("import", "symmetric", table, "--out", "mine", "--scale", "1e3", *words)
    told = " ".join(result.stderr.split())
    assert result.exit_code == 1
    for place in ("needs.csv", "'mils'", "row 4", "caps.csv", "Did you mean 'carbon'", "b.csv", "'mlls'"):
        assert place in told
    assert not (folder / "mine").exists()


def test_a_floor_and_a_bridge_to_one_product_are_refused(run, table, folder):
    bridges = written_as(folder, "bridges.csv", BRIDGES + BREAD.format(amount=1))
    floors = written_as(folder, "floors.csv", "product,amount\nmills,5\n")
    words = ("--bridges", bridges, "--floors", floors)
    result = run("import", "symmetric", table, "--out", "mine", "--scale", "1e3", *words)
    assert result.exit_code == 1
    assert "bridges.csv" in result.stderr
    assert "has a floor of this product already" in " ".join(result.stderr.split())


def test_faults_of_files_are_told_before_the_table_is_read(run, folder):
    caps = written_as(folder, "caps.csv", "row,at_most\ncarbon,-1\n")
    result = run("import", "symmetric", "nowhere", "--out", "mine", "--caps", caps)
    assert result.exit_code == 1
    assert "caps.csv" in result.stderr


def test_an_economy_is_built_again_of_its_own_table(imported, run, folder):
    economy = imported()
    result = run("import", "economy", "mine", "--out", "again", "--slack", "50")
    assert result.exit_code == 0
    again = cw.read(folder / "again")
    assert again["activities"]["capacity"].sum() > economy["activities"]["capacity"].sum()
    assert cw.table_of(folder / "again").products == cw.table_of(folder / "mine").products


def decent(run, folder, *words):
    """The made-up world with nothing but a decent living wanted."""
    home = examples.path("world")
    said = ("--bridges", home / "choices" / "decent-living.csv", "--floors-only", *words)
    assert run("import", "economy", home, "--out", "decent", *said).exit_code == 0
    return cw.read(folder / "decent")


def short(economy):
    """What is short, and where, in a verified plan."""
    plan = cw.plan(economy)
    assert plan.certificate.quality == "verified"
    coverage = plan.tables["coverage"]
    return set(coverage.filter(pl.col("coverage") < 1.0 - 1e-6).select("place", "good").iter_rows())


def test_the_made_up_world_could_live_decently_but_for_one_region(run, folder):
    found = short(decent(run, folder))
    assert {place for place, _ in found} == {"Hazel"}


def test_with_free_trade_only_care_is_short_for_want_of_equipment(run, folder):
    economy = decent(run, folder, "--sourcing", "free")
    assert short(economy) == {("Hazel", "health.any")}
    more = pl.when(pl.col("equipment") == "capital.Hazel.health").then(2.0).otherwise(1.0)
    equipment = economy["equipment"].with_columns(pl.col("opening") * more)
    assert short(economy.with_table("equipment", equipment)) == set()
