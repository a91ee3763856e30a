import io
import zipfile

import pytest

import commonweal as cw
from commonweal.client.archives import files_in
from commonweal.client.uploads import ZIP, file_of, upload_of
from commonweal.errors import DataError
from commonweal.examples import path


def inside(upload):
    with zipfile.ZipFile(io.BytesIO(upload.body.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(upload, folder):
    packed = folder / "sent.zip"
    packed.write_bytes(upload.body.content)
    return cw.read(packed)


def test_a_folder_is_sent_with_its_files_as_they_are(tmp_path):
    upload = upload_of("village")
    assert upload.name == "village.zip"
    assert upload.body.media_type == ZIP
    assert inside(upload)["needs.csv"] == (path("village") / "needs.csv").read_bytes()
    sent, kept = opened(upload, tmp_path), cw.read("village")
    assert (sent.hash, sent.scenarios) == (kept.hash, kept.scenarios)


def test_a_folder_of_parquet_is_sent_as_csv(tmp_path):
    cw.write(cw.read("village"), tmp_path / "mine", format="parquet")
    upload = upload_of(tmp_path / "mine")
    assert not any(name.endswith(".parquet") for name in inside(upload))
    assert opened(upload, tmp_path).hash == cw.read("village").hash


def test_the_table_that_an_economy_was_built_from_goes_along():
    assert "table/table.toml" in inside(upload_of("world"))


def test_an_economy_is_sent_as_it_would_be_written(tmp_path):
    economy = cw.read("village")
    assert opened(upload_of(economy), tmp_path).hash == economy.hash


def test_a_workbook_is_sent_as_it_is(tmp_path):
    cw.write(cw.read("leontief"), tmp_path / "mine.xlsx")
    upload = upload_of(tmp_path / "mine.xlsx")
    assert (upload.name, upload.body.content) == ("mine.xlsx", (tmp_path / "mine.xlsx").read_bytes())


@pytest.mark.parametrize("name", ["nowhere", "notes.txt"])
def test_what_is_no_economy_is_refused_before_it_is_sent(tmp_path, name):
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(DataError, match=name):
        upload_of(tmp_path / name)


def test_a_folder_of_files_is_attached_as_an_archive(tmp_path):
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / "use.csv").write_text("1")
    upload = file_of(tmp_path / "table")
    assert upload.name == "table.zip"
    assert inside(upload) == {"use.csv": b"1"}


def test_an_archive_whose_paths_leave_it_is_not_unpacked():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../evil.csv", "1")
    with pytest.raises(DataError, match="leaves the archive"):
        files_in(packed.getvalue(), "economy.zip")
