"""Eora26, GLORIA and ICIO: what is special to each, with files made here."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from commonweal.errors import DataError, ModelError
from commonweal.importing.magnitude import magnitudes, out_of_scale
from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from unit.importing.mrio_tables import write_eora26

HOME = slice(0, 4)


def test_the_rest_of_the_world_of_eora26_keeps_the_books_balanced(tmp_path: Path) -> None:
    blocks = write_eora26(tmp_path)
    table = read_table("eora26", tmp_path)
    assert table.regions == ("AA", "BB")
    output = blocks["T"][HOME].sum(axis=1) + blocks["FD"][HOME].sum(axis=1)
    np.testing.assert_allclose(table.industry_output, output)
    spent = table.use.sum(axis=0) + table.value_added.by_industry.sum(axis=0)
    np.testing.assert_allclose(spent, table.industry_output)
    np.testing.assert_allclose(table.value_added.of_kind("imports").by_industry[0], blocks["T"][4, HOME])


def test_what_the_rest_of_the_world_buys_is_other_final_demand(tmp_path: Path) -> None:
    blocks = write_eora26(tmp_path)
    table = read_table("eora26", tmp_path)
    others = [index for index, kind in enumerate(table.final_kinds) if kind == "other"]
    assert [table.final.texts[index] for index in others] == ["AA.ROW", "BB.ROW"]
    bought = blocks["T"][HOME, 4] + blocks["FD"][HOME, 4:].sum(axis=1)
    np.testing.assert_allclose(table.final_demand[:, others].sum(axis=1), bought)
    assert any("rest of the world" in note for note in table.provenance.notes)


def test_rows_of_eora26_have_readable_units(tmp_path: Path) -> None:
    blocks = write_eora26(tmp_path)
    table = read_table("eora26", tmp_path)
    assert (table.labour.names, table.labour.units) == (("Total employment - ILO",), ("person",))
    np.testing.assert_allclose(table.labour.by_industry[0], 1e3 * blocks["Q"][0, HOME])
    np.testing.assert_allclose(table.satellites.by_final.sum(), blocks["QY"][1].sum())
    assert table.value_added.kinds == ("compensation", "surplus", "imports")


def test_eora26_is_read_from_an_archive_with_labels_beside_it(tmp_path: Path) -> None:
    write_eora26(tmp_path / "unpacked")
    with (
        zipfile.ZipFile(tmp_path / "Eora26_2015_bp.zip", "w") as packed,
        zipfile.ZipFile(tmp_path / "indices.zip", "w") as indices,
    ):
        for file in (tmp_path / "unpacked").iterdir():
            (indices if file.name.startswith("labels") else packed).write(file, file.name)
    shutil.move(tmp_path / "unpacked", tmp_path.parent / f"{tmp_path.name}-unpacked")
    table = read_table("eora26", tmp_path)
    assert (table.provenance.year, table.provenance.scale) == (2015, 1e3)


def test_eora26_of_several_years_needs_the_year(tmp_path: Path) -> None:
    write_eora26(tmp_path / "2014", 2014)
    write_eora26(tmp_path / "2015", 2015)
    assert read_table("eora26", tmp_path, ReadingOptions(year=2014)).provenance.year == 2014
    with pytest.raises(DataError, match="Several tables fit"):
        read_table("eora26", tmp_path)
    with pytest.raises(DataError, match=r"A05 error: .*'1999'"):
        read_table("eora26", tmp_path, ReadingOptions(year=1999))


def test_a_text_in_the_flows_of_eora26_is_told_with_its_place(tmp_path: Path) -> None:
    write_eora26(tmp_path)
    file = tmp_path / "Eora26_2015_bp_T.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[2] = "\t".join(["n.a.", *lines[2].split("\t")[1:]])
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError, match=r"B01 error: Eora26_2015_bp_T\.txt, row 3, column 1: 'n\.a\.'"):
        read_table("eora26", tmp_path)


def test_a_file_of_eora26_with_too_few_rows_is_told(tmp_path: Path) -> None:
    write_eora26(tmp_path)
    file = tmp_path / "Eora26_2015_bp_FD.txt"
    file.write_text("\n".join(file.read_text(encoding="utf-8").splitlines()[:-1]), encoding="utf-8")
    with pytest.raises(DataError, match=r"A08 error: Eora26_2015_bp_FD\.txt: It has 4 rows"):
        read_table("eora26", tmp_path)


HEADS = {"AA": 1e8, "BB": 1e8}


def test_eora26_in_thousands_has_the_size_of_countries(tmp_path: Path) -> None:
    write_eora26(tmp_path, size=1e8)  # about 40,000 USD of consumption a head
    table = read_table("eora26", tmp_path)
    assert out_of_scale(table, magnitudes(table, HEADS)) == []


def test_eora26_taken_as_millions_is_refused_with_the_factor(tmp_path: Path) -> None:
    write_eora26(tmp_path, size=1e8)
    table = read_table("eora26", tmp_path, ReadingOptions(scale=1e6))
    (slip,) = out_of_scale(table, magnitudes(table, HEADS))
    assert (slip.code, slip.severity) == ("T10", "error")
    assert "0.001" in str(slip) or "1,000" in str(slip)


GLORIA_SECTORS = 2
GLORIA_REGIONS = ("AA", "DYE", "BB")


def write_gloria(folder: Path) -> np.ndarray:
    """A GLORIA of three regions, the second empty, with two sectors; returns the file of flows."""
    import openpyxl  # noqa: PLC0415 - only this layout has a workbook

    n = len(GLORIA_REGIONS) * 2 * GLORIA_SECTORS
    rng = np.random.default_rng(3)
    product = np.tile(np.repeat([False, True], GLORIA_SECTORS), len(GLORIA_REGIONS))
    region = np.repeat(np.arange(len(GLORIA_REGIONS)), 2 * GLORIA_SECTORS)
    flows = np.zeros((n, n))
    flows[np.ix_(product, ~product)] = rng.uniform(1.0, 9.0, (n // 2, n // 2))
    flows[np.ix_(~product, product)] = np.diag(rng.uniform(50.0, 90.0, n // 2))
    flows[region == 1] = flows[:, region == 1] = 0.0
    demand = np.where(product[:, None] & (region != 1)[:, None], rng.uniform(1.0, 9.0, (n, 3)), 0.0)
    tables, satellites = folder / "GLORIA_MRIOs_59_2020", folder / "GLORIA_SatelliteAccounts_059_2020"
    tables.mkdir(parents=True)
    satellites.mkdir()
    figures = {
        tables: {"T": flows, "Y": demand, "V": np.ones((3, n))},
        satellites: {"TQ": np.full((1, n), 2.0), "YQ": np.full((1, 3), 4.0)},
    }
    for place, parts in figures.items():
        for part, block in parts.items():
            name = f"20230101_120secMother_AllCountries_002_{part}-Results_2020_059_Markup001(full).csv"
            np.savetxt(place / name, block, delimiter=",", fmt="%.17g")
    book = openpyxl.Workbook()
    sheets = {
        "Regions": [("Lfd_Nr", "Region_acronyms"), *enumerate(GLORIA_REGIONS)],
        "Sectors": [("Lfd_Nr", "Sector_names"), (1, "Growing wheat"), (2, "Steel")],
        "Value added and final demand": [
            ("Lfd_Nr", "Value_added_names", "Final_demand_names"),
            (1, "Compensation of employees D.1", "Household final consumption P.3h"),
        ],
        "Satellites": [
            ("Lfd_Nr", "Sat_head_indicator", "Sat_indicator", "Sat_unit"),
            (1, "Employment", "Male", "1000 persons"),
        ],
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "GLORIA_ReadMe_059.xlsx")
    return flows


def test_gloria_leaves_out_regions_without_flows(tmp_path: Path) -> None:
    flows = write_gloria(tmp_path)
    table = read_table("gloria", tmp_path)
    assert table.regions == ("AA", "BB")
    assert table.use.sum() + table.supply.sum() == pytest.approx(flows.sum())
    assert any("DYE" in note for note in table.provenance.notes)
    assert table.labour.by_industry.tolist() == [[2e3] * 4]


def test_gloria_without_its_read_me_says_so(tmp_path: Path) -> None:
    write_gloria(tmp_path)
    (tmp_path / "GLORIA_ReadMe_059.xlsx").unlink()
    with pytest.raises(DataError, match=r"A05 error: .*GLORIA_ReadMe_059\.xlsx"):
        read_table("gloria", tmp_path)


def write_icio(path: Path) -> None:
    """Two countries, two industries, with the discrepancy that has no region, and totals."""
    columns = ["AUS_A", "AUS_B", "NZL_A", "NZL_B", "AUS_HFCE", "NZL_HFCE", "DISC", "TOTAL"]
    lines = [",".join(["", *columns])]
    for number, row in enumerate(("AUS_A", "AUS_B", "NZL_A", "NZL_B")):
        figures = [1.0, 2.0, 3.0, 4.0, 50.0, 60.0, float(number) - 1.0]
        lines.append(",".join([row, *map(str, figures), str(sum(figures))]))
    lines.append("VALU,100,90,80,70,0,0,0,0")
    lines.append("AUS_TAXSUB,1,1,1,1,5,6,0,0")
    lines.append("OUTPUT,0,0,0,0,0,0,0,0")
    path.write_text("\n".join(lines), encoding="utf-8")


def test_the_discrepancy_of_icio_stands_in_the_regions_that_sell_it(tmp_path: Path) -> None:
    pytest.importorskip("pymrio")
    write_icio(tmp_path / "ICIO2018_2005.CSV")
    table = read_table("icio", tmp_path)
    places = [index for index, name in enumerate(table.final.names) if name == "DISC"]
    assert [table.final.regions[index] for index in places] == ["AUS", "NZL"]
    np.testing.assert_array_equal(
        table.final_demand[:, places], [[-1.0, 0.0], [0.0, 0.0], [0.0, 1.0], [0.0, 2.0]]
    )
    assert table.value_added.kinds == ("value_added", "taxes")
    np.testing.assert_array_equal(table.value_added.by_final[1], [5.0, 6.0, 0.0, 0.0])
    assert (table.provenance.name, table.provenance.year) == ("OECD ICIO 2018", 2005)


def test_a_layout_through_pymrio_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_icio(tmp_path / "ICIO2018_2005.CSV")
    monkeypatch.setitem(sys.modules, "pymrio", None)
    with pytest.raises(ModelError, match=r"pip install 'commonweal\[io\]'"):
        read_table("icio", tmp_path)


def test_readers_load_pymrio_only_when_they_read() -> None:
    code = (
        "import sys, commonweal.importing.layouts, commonweal.importing.reading\n"
        "import commonweal.importing.pymrio_layouts, commonweal.importing.pymrio_saved\n"
        "import commonweal.importing.wiod2013, commonweal.importing.mrio_gloria\n"
        "import commonweal.importing.mrio_eora26, commonweal.importing.exporting_pymrio\n"
        "print(sorted({'pymrio', 'pandas', 'xarray'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
