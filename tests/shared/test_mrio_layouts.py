"""Every layout of a multi-regional table that pymrio parses gives the figures that pymrio has."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from commonweal.errors import DataError
from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from commonweal.inputoutput.tables import FINAL_KINDS, ROW_KINDS, Labels, Rows, SupplyUse

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "mrio_mock_formats"
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]
pymrio = pytest.importorskip("pymrio")


@dataclass(frozen=True)
class Mock:
    """One mock table: how it is read here, and how pymrio parses it."""

    layout: str
    path: str
    parse: Callable[[Path], Any]
    currency: str
    scale: float
    year: int = 0
    asked: int = 0


MOCKS = {
    "exiobase1": Mock("exiobase1", "exio1_mock", pymrio.parse_exiobase1, "EUR", 1e6, 2000),
    "exiobase2": Mock(
        "exiobase2",
        "exio2_mock/mrIOT_PxP_ita_coefficient_version2.2.2.zip",
        lambda path: pymrio.parse_exiobase2(path, charact=False, popvector=None),
        "EUR",
        1e6,
        2007,
    ),
    "exiobase3": Mock("exiobase3", "exio3_mock", pymrio.parse_exiobase3, "USD", 1e6),
    "wiod2013": Mock(
        "wiod2013", "wiod_mock", lambda path: pymrio.parse_wiod(path, year=2009), "USD", 1e6, 2009
    ),
    "icio2016": Mock("icio", "oecd_mock/ICIO2016_2003.csv", pymrio.parse_oecd, "USD", 1e6, 2003),
    "icio2018": Mock(
        "icio", "oecd_mock", lambda path: pymrio.parse_oecd(path, year=2010), "USD", 1e6, 2010, asked=2010
    ),
    "eora26": Mock(
        "eora26", "eora26_mock", lambda path: pymrio.parse_eora26(path, year=2010), "USD", 1e3, 2010
    ),
    "gloria": Mock(
        "gloria", "gloria_mock", lambda path: pymrio.parse_gloria(path, year=2022), "USD", 1e3, 2022
    ),
}


@pytest.fixture(params=MOCKS, scope="module")
def mock(request: pytest.FixtureRequest) -> Mock:
    return MOCKS[request.param]


@pytest.fixture(scope="module")
def table(mock: Mock) -> SupplyUse:
    return read_table(mock.layout, FOLDER / mock.path, ReadingOptions(year=mock.asked))


@pytest.fixture(scope="module")
def system(mock: Mock) -> Iterator[Any]:
    logging.disable(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = mock.parse(FOLDER / mock.path)
        parsed.calc_all()
    yield parsed
    logging.disable(logging.NOTSET)


def order(labels: Labels, index: Any) -> list[int]:
    """Where pymrio's labels stand in ours."""
    positions = labels.positions
    return [positions[str(region), str(name)] for region, name in index]


def test_flows_and_output_are_those_of_pymrio(table: SupplyUse, system: Any, mock: Mock) -> None:
    if mock.layout == "gloria":
        return  # made symmetric there, supply and use here; see below
    rows, columns = order(table.products, system.Z.index), order(table.industries, system.Z.columns)
    assert table.use.shape == system.Z.shape
    np.testing.assert_allclose(table.use[np.ix_(rows, columns)], system.Z.to_numpy(), rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(table.industry_output[columns], system.x.to_numpy()[:, 0], rtol=1e-9)


def test_final_demand_is_that_of_pymrio(table: SupplyUse, system: Any) -> None:
    inside = [entry for entry in system.Y.columns if entry in table.final.positions]
    rows, columns = order(table.products, system.Y.index), order(table.final, inside)
    np.testing.assert_allclose(table.final_demand[np.ix_(rows, columns)], system.Y[inside].to_numpy())
    np.testing.assert_allclose(table.final_demand.sum(axis=1)[rows], system.Y.sum(axis=1).to_numpy())


def test_rows_of_extensions_are_all_there(table: SupplyUse, system: Any, mock: Mock) -> None:
    columns = order(table.industries, system.Z.columns)
    elsewhere = {"Value added at basic prices"}  # split by the socio-economic accounts; see below
    for extension in system.get_extensions(data=True):
        if mock.layout == "gloria" and extension.name == "VA":
            continue  # a row for each region there, one for all here; see below
        for name, written in rows_of(extension.F[list(system.Z.columns)]):
            if name not in elsewhere:
                assert_proportional(row(table, name)[columns], written)


def rows_of(frame: Any) -> list[tuple[str, np.ndarray]]:
    """Name and figures of each row of a frame."""
    return [(text(entry), figures) for entry, figures in zip(frame.index, frame.to_numpy(), strict=True)]


def text(entry: object) -> str:
    levels = entry if isinstance(entry, tuple) else (entry,)
    return " - ".join(str(level).strip() for level in levels)


def row(table: SupplyUse, name: str) -> np.ndarray:
    """The only row with a name, wherever it stands."""
    tables = (table.value_added, table.labour, table.capital, table.satellites)
    found = [
        rows.by_industry[place]
        for rows in tables
        for place, ours in enumerate(rows.names)
        if ours == name.replace("'", "")
    ]
    assert len(found) == 1, name
    return found[0]


def assert_proportional(ours: np.ndarray, theirs: np.ndarray) -> None:
    """Equal up to the factor of the unit: 1, 1,000 or a million."""
    if not theirs.any():
        assert not ours.any()
        return
    factor = float(ours.sum() / theirs.sum())
    assert min(abs(np.log10(factor) - power) for power in (0, 3, 6)) < 1e-9
    np.testing.assert_allclose(ours, factor * theirs, rtol=1e-9)


def test_households_own_use_is_kept(table: SupplyUse, system: Any, mock: Mock) -> None:
    for extension in system.get_extensions(data=True):
        if extension.F_Y is None or not np.nan_to_num(extension.F_Y.to_numpy()).any():
            continue
        if mock.layout == "exiobase2" and extension.name == "materials":
            continue  # per unit of spending there, an amount here; see below
        totals = dict(zip(table.satellites.names, table.satellites.by_final.sum(axis=1), strict=True))
        for name, figures in rows_of(extension.F_Y):
            if name in totals:
                assert totals[name] == pytest.approx(np.nan_to_num(figures).sum())


def test_unit_and_year_are_known(table: SupplyUse, mock: Mock) -> None:
    found = table.provenance
    assert (found.currency, found.scale, found.year) == (mock.currency, mock.scale, mock.year)
    assert found.source
    assert found.layout == mock.layout


def test_kinds_are_those_of_tables(table: SupplyUse) -> None:
    assert set(table.final_kinds) <= set(FINAL_KINDS)
    assert "household" in table.final_kinds
    for rows in (table.value_added, table.labour, table.capital, table.satellites):
        assert set(rows.kinds) <= set(ROW_KINDS)
        assert rows.by_final.shape == (len(rows), len(table.final))


def test_final_users_are_in_regions_of_the_table(table: SupplyUse) -> None:
    assert set(table.final.regions) <= set(table.products.regions)


# one layout each ------------------------------------------------------------------------------------------


def test_eora26_is_in_thousands_of_dollars() -> None:
    table = read_table("eora26", FOLDER / "eora26_mock")
    assert table.provenance.scale == 1e3


def test_what_a_person_says_of_the_unit_goes_first() -> None:
    options = ReadingOptions(scale=1e3, currency="XXX", name="Mine")
    table = read_table("exiobase3", FOLDER / "exio3_mock", options)
    found = table.provenance
    assert (found.scale, found.currency, found.name) == (1e3, "XXX", "Mine")


def test_households_use_per_spending_becomes_an_amount() -> None:
    table = read_table("exiobase2", FOLDER / MOCKS["exiobase2"].path)
    spent = float(table.final_demand[:, 0].sum())
    place = table.satellites.names.index("Water Consumption Blue")
    assert table.satellites.units[place] == "m3"
    assert table.satellites.by_final[place, 0] == pytest.approx(0.020691687794956 * spent * 1e6)
    assert any("mrFDMaterials" in note for note in table.provenance.notes)


def test_value_added_of_wiod_is_split_and_sums_to_the_whole() -> None:
    table = read_table("wiod2013", FOLDER / "wiod_mock")
    rows = table.value_added
    parts = {
        kind: rows.of_kind(kind).by_industry.sum(axis=0)
        for kind in ("compensation", "surplus", "value_added")
    }
    whole = wiod_row("Value added at basic prices")
    np.testing.assert_allclose(sum(parts.values()), whole, rtol=1e-12)
    rest = np.array([region == "RoW" for region in table.industries.regions])
    np.testing.assert_array_equal(parts["value_added"][rest], whole[rest])
    assert not parts["compensation"][rest].any()
    assert any("RoW" in note for note in table.provenance.notes)


def wiod_row(name: str) -> np.ndarray:
    """A row below the world table, read cell by cell."""
    import openpyxl  # noqa: PLC0415 - a second, plain way to the same cells

    book = openpyxl.load_workbook(FOLDER / "wiod_mock" / "wiot09_row_sep12.xlsx", data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    return np.array(next(row for row in rows if row[1] == name)[4:52], dtype=float)


def test_accounts_of_wiod_come_from_the_sheet() -> None:
    import openpyxl  # noqa: PLC0415 - a second, plain way to the same cells

    table = read_table("wiod2013", FOLDER / "wiod_mock")
    book = openpyxl.load_workbook(FOLDER / "wiod_mock" / "WIOD_SEA_July14.xlsx", data_only=True)
    cells = {(row[0], row[1], row[3]): row[5] for row in book["DATA"].iter_rows(values_only=True)}
    place = table.industries.positions["BEL", "19"]
    assert table.labour.by_industry[0, place] == pytest.approx(1e3 * cells["BEL", "EMP", "19"])
    assert table.labour.by_industry[1, place] == pytest.approx(1e6 * cells["BEL", "H_EMP", "19"])
    stock = cells["BEL", "K_GFCF", "19"] * number(cells["BEL", "GFCF_P", "19"], 100.0) / 100.0
    expected = stock / cells["BEL", "GO", "19"] * table.industry_output[place]
    assert table.capital.by_industry[0, place] == pytest.approx(expected)


def number(cell: object, otherwise: float) -> float:
    return float(cell) if isinstance(cell, (int, float)) else otherwise


def test_nitrogen_oxides_of_wiod_are_in_tonnes() -> None:
    rows: Rows = read_table("wiod2013", FOLDER / "wiod_mock").satellites
    units = dict(zip(rows.names, rows.units, strict=True))
    assert (units["NOX"], units["SOX"], units["CO2"]) == ("t", "t", "Gg")


def test_gloria_is_supply_and_use_as_published() -> None:
    table = read_table("gloria", FOLDER / "gloria_mock")
    published, _ = pymrio.parse_gloria_sut(FOLDER / "gloria_mock", 2022)
    np.testing.assert_array_equal(table.supply.toarray(), published["V"].to_numpy())
    np.testing.assert_array_equal(table.use, published["U"].to_numpy())
    np.testing.assert_array_equal(table.final_demand, published["Y"].to_numpy())


def test_gloria_keeps_what_each_kind_of_value_added_sums_to() -> None:
    table = read_table("gloria", FOLDER / "gloria_mock")
    total = dict(zip(table.value_added.kinds, table.value_added.by_industry.sum(axis=1), strict=True))
    wages = (
        (1138700.0 + 821570.0 + 550510.0) + (225180.0 + 38824.0 + 900.4) + (4291.5 + 117660.0 + 1.7413e-06)
    )
    assert total["compensation"] == pytest.approx(wages)


def test_several_years_have_to_be_told_apart() -> None:
    with pytest.raises(DataError, match=r"ICIO2016_2003.csv, ICIO2018_2010.CSV.*say the year"):
        read_table("icio", FOLDER / "oecd_mock")


@pytest.mark.parametrize(
    "layout", ["exiobase1", "exiobase2", "exiobase3", "wiod2013", "icio", "eora26", "gloria", "pymrio"]
)
def test_another_table_is_refused_with_what_to_open(layout: str) -> None:
    other = FOLDER / ("exio1_mock" if layout != "exiobase1" else "oecd_mock")
    if layout == "exiobase2":
        other = FOLDER / "oecd_mock"
    with pytest.raises(DataError, match=r"A0[15] error: .*(Open|Download)"):
        read_table(layout, other)
