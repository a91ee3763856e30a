"""Small CSV files beside an economy: every fault is told with its row."""

import pytest

from commonweal.data.records import Field, numbered_records, read_records
from commonweal.errors import DataError

COLUMNS = {"region": Field(), "people": Field(number=True), "tier": Field(number=True, required=False)}


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def faults(path):
    with pytest.raises(DataError) as caught:
        read_records(path, COLUMNS)
    return [(found.code, found.row, found.column) for found in caught.value.findings]


def test_rows_become_text_and_numbers(file):
    rows = read_records(file("region,people,source\nnorth,12.5,census\n\nsouth,3,\n"), COLUMNS)
    assert rows[0] == {"region": "north", "people": 12.5, "tier": None, "source": "census"}
    assert rows[1]["people"] == 3.0


def test_semicolons_part_cells_too(file):
    assert read_records(file("region;people\nnorth;1\n"), COLUMNS)[0]["region"] == "north"


def test_every_fault_is_told_with_its_row(file):
    path = file("region,people\n,1\nsouth,many\neast,1,2\nwest,inf\n")
    assert faults(path) == [
        ("B02", 2, "region"),
        ("B01", 3, "people"),
        ("A08", 4, ""),
        ("B01", 5, "people"),
    ]


@pytest.mark.parametrize(
    "heading, code", [("region", "A05"), ("region,people,peple", "A06"), ("region,people,people", "A07")]
)
def test_headings_are_checked(file, heading, code):
    assert [found[0] for found in faults(file(f"{heading}\n"))] == [code]


def test_an_empty_file_is_told(file):
    assert faults(file("\n"))[0][0] == "A09"


def test_a_missing_file_is_told(tmp_path):
    assert faults(tmp_path / "nowhere.csv")[0][0] == "A01"


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / "people.csv").write_bytes(b"\xff\xfe\x00r")
    assert faults(tmp_path / "people.csv")[0][0] == "A04"


def test_rows_keep_their_numbers_past_blank_ones(file):
    rows = numbered_records(file("region,people\n\nnorth,1\n,\nsouth,2\n"), COLUMNS)
    assert [number for number, _ in rows] == [3, 5]


def test_whole_numbers_and_words_are_checked(file):
    columns = {"tier": Field(number=True, whole=True), "by": Field(words=("territory", "consumption"))}
    path = file("tier,by\n1.5,territory\n2,teritory\n")
    with pytest.raises(DataError, match="Did you mean 'territory'") as caught:
        read_records(path, columns)
    assert [(found.code, found.row) for found in caught.value.findings] == [("B01", 2), ("C01", 3)]


def test_a_folder_is_told(tmp_path):
    assert faults(tmp_path)[0][0] == "A01"
