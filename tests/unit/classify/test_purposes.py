"""What products are for, by the shipped maps and by a person's own."""

from __future__ import annotations

import pytest

from commonweal.classify.purposes import (
    classifications,
    divisions,
    guessed_classification,
    read_purposes,
    tiers_of,
)
from commonweal.classify.shipped import rows
from commonweal.errors import DataError, ModelError
from commonweal.inputoutput.tables import Labels

SIZES = {
    "bea_summary": 73,
    "cpc21": 71,
    "cpc21_sections": 10,
    "eora26": 26,
    "eurostat6": 6,
    "exiobase_industries": 163,
    "exiobase_products": 200,
    "figaro": 64,
    "gloria": 120,
    "icio2016": 34,
    "icio2018": 36,
    "icio2021": 45,
    "icio2023": 45,
    "isic4": 88,
    "isic4_sections": 26,
    "nace1_sections": 18,
    "wiod2013": 35,
    "wiod2013_nace": 35,
    "wiod2016": 56,
}

BARE = {"cpc21", "cpc21_sections", "isic4", "isic4_sections", "nace1_sections"}


def labels(*names: str, titles: tuple[str, ...] = ()) -> Labels:
    return Labels(("X",) * len(names), names, titles)


def test_every_classification_ships_whole():
    assert {name: len(rows(f"purposes/{name}.csv")) for name in classifications()} == SIZES


@pytest.mark.parametrize("name", SIZES)
def test_rows_of_a_map_name_a_division_a_tier_and_a_reason(name):
    table = rows(f"purposes/{name}.csv")
    assert len({row["product"] for row in table}) == len(table)
    for row in table:
        assert row["division"] in {"", *divisions()}
        assert row["tier"] in {"1", "2", "3"}
        assert row["because"]


@pytest.mark.parametrize("name", sorted(SIZES.keys() - BARE))
def test_a_classification_is_known_by_its_codes(name):
    products = tuple(row["product"] for row in rows(f"purposes/{name}.csv"))
    assert guessed_classification(labels(*products)) == name


@pytest.mark.parametrize("name", sorted(BARE))
def test_numbers_and_letters_are_known_only_by_their_titles(name):
    products = tuple(row["product"] for row in rows(f"purposes/{name}.csv"))
    titles = tuple(row["title"] for row in rows(f"purposes/{name}.csv"))
    assert guessed_classification(labels(*products)) is None
    assert guessed_classification(labels(*products, titles=titles)) == name


def test_codes_of_a_small_table_tell_nothing():
    assert guessed_classification(labels("c1", "c2", "c3")) is None
    assert guessed_classification(labels("20", "23", "24", "25")) is None
    assert guessed_classification(labels("A", "B")) is None


def test_divisions_are_those_of_coicop_2018():
    assert list(divisions()) == [f"{number:02d}" for number in range(1, 16)]
    assert divisions()["13"].name.startswith("Personal care, social protection")
    assert {number: divisions()[number].tier for number in ("01", "04", "06", "11")} == {
        "01": 1,
        "04": 2,
        "06": 1,
        "11": 3,
    }


@pytest.mark.parametrize(
    ("name", "product", "division", "tier"),
    [
        ("wiod2013", "c3", "01", 1),
        ("wiod2013_nace", "AtB", "01", 1),
        ("wiod2016", "C10-C12", "01", 1),
        ("figaro", "CPA_C10-12", "01", 1),
        ("icio2021", "D10T12", "01", 1),
        ("icio2018", "10T12", "01", 1),
        ("isic4", "36", "04", 1),
        ("cpc21", "93", "06", 1),
        ("eora26", "Food & Beverages", "01", 1),
        ("gloria", "Growing wheat", "01", 1),
        ("exiobase_products", "Paddy rice", "01", 1),
        ("exiobase_products", "Electricity by biomass and waste", "04", 2),
        ("exiobase_industries", "Health and social work (85)", "06", 1),
        ("bea_summary", "311FT", "01", 1),
        ("bea_summary", "HS", "04", 2),
        ("eurostat6", "agriculture_group", "01", 1),
        ("wiod2013", "c21", "", 2),
    ],
)
def test_products_have_their_purpose(name, product, division, tier):
    (found,) = tiers_of(labels(product), name)
    assert (found.division, found.tier) == (division, tier)


def test_products_are_known_by_title_too():
    products = labels("1", "2", titles=("Food & Beverages", "Retail Trade"))
    assert guessed_classification(products) == "eora26"
    assert [each.tier for each in tiers_of(products)] == [1, 2]


def test_what_no_map_has_comes_last_and_says_so():
    (found,) = tiers_of(labels("widgets"))
    assert (found.division, found.tier, found.known) == ("", 3, False)
    assert tiers_of(labels("c21"), "wiod2013")[0].known  # trade: no one division, and still known
    assert guessed_classification(labels("widgets", "gadgets")) is None


def test_an_unknown_classification_is_refused_with_the_nearest():
    with pytest.raises(ModelError, match="Did you mean 'exiobase_products'"):
        tiers_of(labels("c1"), "exiobase_product")


def test_what_a_person_says_goes_before_the_map(tmp_path):
    file = tmp_path / "needs.csv"
    file.write_text("product,division,tier\nc3,02,3\nc5,3,\nc9,,2\n", encoding="utf-8")
    own = read_purposes(file)
    found = tiers_of(labels("c1", "c3", "c5", "c9"), "wiod2013", own)
    assert [(each.division, each.tier) for each in found] == [("01", 1), ("02", 3), ("03", 2), ("", 2)]


def test_faults_of_a_persons_file_are_told_together(tmp_path):
    file = tmp_path / "needs.csv"
    file.write_text("product,division,tier\nc1,77,1\nc2,01,1.5\nc3,01,1\nc3,01,2\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_purposes(file)
    assert [(each.code, each.row) for each in caught.value.findings] == [("C01", 2), ("B06", 3), ("B12", 5)]
