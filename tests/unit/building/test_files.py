"""Files beside a table: read whole, with a row for every fault."""

from pathlib import Path

import pytest

from commonweal import examples
from commonweal.building.files import BuildFiles, build_options, said_in
from commonweal.building.options import Bridge, Cap, Floor, Group, Purpose, Technique, TradeCost
from commonweal.errors import DataError

ROOT = Path(__file__).parents[3]
BRIDGES = (
    "need,division,amount,unit,price,currency,year,to_table,product,share,tier,source\n"
    "bread,01,100,kg,2,USD,2031,1,mills,0.6,1,a survey\n"
    "bread,01,100,kg,2,USD,2031,1,services,0.3,1,a survey\n"
)


@pytest.fixture
def file(tmp_path):
    def write(text, name="said.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def only(name, path):
    said, origins, findings = said_in({name: path})
    assert not findings
    return said[name], origins[name]


def faults(**files):
    with pytest.raises(DataError) as caught:
        build_options(BuildFiles(**files))
    return [(found.code, found.row, found.column) for found in caught.value.findings]


@pytest.mark.parametrize(
    "name, text, record",
    [
        ("floors", "product,amount\nfarms,20\n", Floor("farms", 20.0)),
        ("floors", "product,amount,tier,region\nfarms,20,2,north\n", Floor("farms", 20.0, 2, "north")),
        ("groups", "region,group,people,consumption\n,poor,0.5,0.3\n", Group("", "poor", 0.5, 0.3)),
        (
            "groups",
            "region,group,people,consumption,division\n,poor,1,1,1\n",
            Group("", "poor", 1.0, 1.0, "01"),
        ),
        ("techniques", "technique,good,amount\ncare,farms,-1\n", Technique("care", "", "farms", -1.0)),
        ("caps", "row,share\ncarbon,0.8\n", Cap("carbon", share=0.8)),
        (
            "caps",
            "row,region,at_most,by,source\ncarbon,north,50,consumption,a law\n",
            Cap("carbon", "north", 50.0, by="consumption", source="a law"),
        ),
        ("trade_costs", "service,share\nservices,0.1\n", TradeCost("", "", "", "services", 0.1)),
        (
            "trade_costs",
            "product,origin,to,service,share,source\nfarms,north,south,services,0.1,assumed\n",
            TradeCost("farms", "north", "south", "services", 0.1),
        ),
    ],
)
def test_a_row_becomes_a_record(file, name, text, record):
    made, origin = only(name, file(text))
    assert made == (record,)
    assert origin.rows == (2,)
    assert origin.file == "said.csv"


def test_bridges_are_read(file):
    made, _ = only("bridges", file(BRIDGES))
    assert made[0] == Bridge(
        "bread", "01", 100.0, "kg", 2.0, "USD", 2031, 1.0, "mills", 0.6, 1, source="a survey"
    )
    assert isinstance(made[0].year, int)
    assert made[1].worth == pytest.approx(60.0)


def test_people_and_needs_are_by_name(file):
    assert only("people", file("region,people\nnorth,5\n"))[0] == {"north": 5.0}
    purposes, origin = only("purposes", file("product,division,tier\n\nfarms,01,\n"))
    assert purposes == {"farms": Purpose("01", 1)}
    assert origin.rows == (3,)


def test_a_region_twice_is_told_with_its_row(file):
    path = file("region,people\nnorth,5\nsouth,6\nnorth,7\n")
    assert faults(people=path) == [("B12", 4, "region")]


def test_faults_of_all_files_are_told_together(file):
    people = file("region,people\nnorth,many\n", "people.csv")
    caps = file("row,by\ncarbon,teritory\n,territory\n", "caps.csv")
    floors = file("product,amount,tier\nfarms,-3,1.5\n", "floors.csv")
    assert faults(people=people, caps=caps, floors=floors) == [
        ("B01", 2, "people"),
        ("B01", 2, "tier"),
        ("C01", 2, "by"),
        ("B02", 3, "row"),
    ]


def test_figures_out_of_range_are_told_with_their_rows(file):
    floors = file("product,amount,tier\nfarms,1,13\n\nmills,-3,1\n", "floors.csv")
    caps = file("row,at_most,share\ncarbon,1,0.5\ncarbon,-2,\n", "caps.csv")
    trade = file("service,share\nservices,-0.1\n", "trade.csv")
    found = faults(floors=floors, caps=caps, trade_costs=trade)
    assert set(found) == {
        ("B06", 2, "tier"),
        ("B05", 4, "amount"),
        ("B12", 2, "share"),
        ("B05", 3, "at_most"),
        ("B05", 2, "share"),
    }


def test_a_technique_that_makes_nothing_or_contradicts_itself_is_told(file):
    text = (
        "technique,region,good,amount,capacity\n"
        "idle,,farms,-1,\n"
        "care,,services,1,10\n"
        "care,,farms,-1,20\n"
        "care,,farms,-2,\n"
    )
    assert faults(techniques=file(text)) == [
        ("B13", 2, "amount"),
        ("B12", 4, "capacity"),
        ("B12", 5, "good"),
    ]


def test_missing_columns_and_misspelt_ones_are_told(file):
    assert faults(caps=file("rwo,share\ncarbon,1\n")) == [("A05", None, "row"), ("A06", None, "rwo")]


def test_a_missing_file_is_told_beside_the_faults_of_others(file, tmp_path):
    found = faults(people=tmp_path / "nowhere.csv", caps=file("row\ncarbon,1\n"))
    assert [code for code, _, _ in found] == ["A01", "A08"]


def test_the_shipped_bridges_say_what_is_assumed() -> None:
    made, _ = only("bridges", examples.path("world") / "choices" / "decent-living.csv")
    assert all("assumed" in bridge.source for bridge in made)
    by_need = {}
    for bridge in made:
        by_need[bridge.need] = by_need.get(bridge.need, 0.0) + bridge.share
    assert all(0.9 <= share <= 1.0 for share in by_need.values())


def test_the_page_shows_rows_of_the_shipped_bridges() -> None:
    page = (ROOT / "docs" / "classifications.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("food energy,")]
    shipped = examples.path("world") / "choices" / "decent-living.csv"
    assert rows
    assert set(rows) <= set(shipped.read_text(encoding="utf-8").splitlines())
