"""Concordances that people write."""

from __future__ import annotations

import pytest

from commonweal.classify.concordance import continents, read_concordance, sections, with_sections
from commonweal.classify.purposes import classifications, tiers_of
from commonweal.classify.shipped import FOLDER, rows
from commonweal.errors import DataError, ModelError
from commonweal.inputoutput.aggregation import aggregated
from commonweal.inputoutput.tables import Labels
from unit.inputoutput.two_regions import two_regions


def written(folder, text):
    file = folder / "sectors.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_concordance_maps_names_with_titles_and_shares(tmp_path):
    found = read_concordance(
        written(
            tmp_path, "from,to,title,share\nfarm,crops,Crops,0.6\nfarm,animals,,0.4\nmill,mill,Flour mills,\n"
        )
    )
    assert found.map == {"farm": {"crops": 0.6, "animals": 0.4}, "mill": "mill"}
    assert found.titles == {"crops": "Crops", "mill": "Flour mills"}
    table = aggregated(two_regions(), products=found.map, titles=found.titles)
    assert table.products.titles[:3] == ("Crops", "", "Flour mills")


def test_two_columns_are_enough(tmp_path):
    assert read_concordance(written(tmp_path, "from,to\nDEU,Europe\nFRA,Europe\n")).map == {
        "DEU": "Europe",
        "FRA": "Europe",
    }


@pytest.mark.parametrize(
    ("text", "code", "row", "match"),
    [
        ("from,to,share\nfarm,a,0.6\nfarm,b,0.3\n", "B06", 3, "add to 0.9"),
        ("from,to\nfarm,a\nfarm,b\n", "B06", 3, "add to 2"),
        ("from,to\nfarm,a\nfarm,a\n", "B12", 3, "in two rows"),
        ("from,to,share\nfarm,a,-1\n", "B06", 2, "above 0"),
        ("from,to,title\nfarm,a,One\nmill,a,Two\n", "B12", 3, "called 'One'"),
        ("from,too\nfarm,a\n", "A05", None, "missing"),
    ],
)
def test_faults_are_told_with_their_row(tmp_path, text, code, row, match):
    with pytest.raises(DataError, match=match) as caught:
        read_concordance(written(tmp_path, text))
    assert (caught.value.findings[0].code, caught.value.findings[0].row) == (code, row)


@pytest.mark.parametrize("name", with_sections())
def test_every_sector_of_a_classification_has_a_section_with_a_purpose(name):
    assert name in classifications()
    found = read_concordance(FOLDER / "sections" / f"{name}.csv")
    assert list(found.map) == [row["product"] for row in rows(f"purposes/{name}.csv")]
    to = tuple(found.titles)
    purposes = tiers_of(Labels(("X",) * len(to), to, tuple(found.titles.values())))
    assert all(each.known for each in purposes)


def test_sections_are_found_by_the_products_of_a_table():
    names = tuple(row["product"] for row in rows("purposes/icio2021.csv"))
    found = sections(Labels(("X",) * 45, names))
    assert found.map["D10T12"] == "C"
    assert found.titles["C"] == "Manufacturing"
    spelt = Labels(("X",) * 2, ("CPA_C10-12", "CPA_G47"))
    assert sections(spelt, "figaro").map == {"CPA_C10-12": "C", "CPA_G47": "G"}


def test_a_table_without_known_sections_is_refused():
    with pytest.raises(ModelError, match="this table are not known"):
        sections(two_regions().products)


def test_regions_go_to_continents():
    found = continents(["DEU", "EGY", "WL", "RoW", "JPN"]).map
    assert list(found.values()) == [
        "Europe",
        "Middle East",
        "America",
        "Rest of the world",
        "Asia and Pacific",
    ]
    with pytest.raises(ModelError, match="'North' is not known"):
        continents(["North"])
    with pytest.raises(ModelError, match="'XAS' is not known"):
        continents(["XAS"])
