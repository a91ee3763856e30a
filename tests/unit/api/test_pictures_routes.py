"""Plans as they are drawn, boundaries, and what there is to fill in, over the API."""

from __future__ import annotations

import itertools
from functools import cache

import pytest
from starlette.requests import Request

import commonweal as cw
from commonweal.api.packed import takes_gzip
from commonweal.model import TABLES
from commonweal.model.words import WORDS
from commonweal.plan.export import plan_files
from commonweal.show.picture import PICTURE, picture_bytes
from commonweal.store.economies import version
from commonweal.store.results import Outcome, add_result
from commonweal.store.scope import of_project
from commonweal.wire.descriptions import TablesDescribed, WordsDescribed
from commonweal.wire.pictures import Picture
from commonweal.wire.sankeys import Sankey
from commonweal.wire.shapes import Shapes
from unit.api.embedded import Served


@cache
def planned() -> cw.Plan:
    return cw.plan(cw.read("village"))


def kept(served: Served, **more: bytes) -> str:
    """The path of a plan that was kept, with further files."""
    economy = served.village().split("/")[-1]
    files = {f"plan/{name}": content for name, content in plan_files(planned(), "parquet").items()}
    manifest, contents = served.store.contents.put_all(files | more)
    with served.store.database.writing(of_project(served.project)) as connection:
        found = Outcome(
            key=economy.rjust(64, "0"), kind="plan", manifest=manifest, options={"language": "en"},
            program_version="0.1.0", economy=economy,
            version=version(connection, served.project, economy).number, contents=tuple(contents),
        )  # fmt: skip
        return f"~/results/{add_result(connection, served.store, served.project, found, who='0' * 32).id}"


def test_a_picture_that_was_kept_is_sent_as_it_is(served):
    content = picture_bytes(planned()).replace(b'"scenario":""', b'"scenario":"kept"')
    answer = served("GET", f"{kept(served, **{PICTURE: content})}/picture")
    assert answer.json()["scenario"] == "kept"
    Picture.model_validate_json(answer.content)


@pytest.mark.parametrize("files", [{}, {PICTURE: b'{"form":0,"other":1}'}, {PICTURE: b"[]"}])
def test_a_plan_without_a_picture_of_this_form_has_it_drawn(served, files):
    path = kept(served, **files)
    assert served("GET", f"{path}/picture").content == picture_bytes(planned())
    told = served("GET", path).json()["files"]
    assert told == sorted(files)  # and not kept


def test_a_picture_is_sent_once(served):
    path = f"{kept(served)}/picture"
    packed = served("GET", path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    plain = served("GET", path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content == picture_bytes(planned())  # the client unpacks
    assert plain.headers["etag"] != packed.headers["etag"]
    for answer, coding in ((packed, "gzip"), (plain, "identity")):
        again = {"If-None-Match": answer.headers["etag"], "Accept-Encoding": coding}
        known = served("GET", path, headers=again)
        assert known.status_code == 304
        assert "Accept-Encoding" in known.headers["vary"]


@pytest.mark.parametrize(
    ("asked", "takes"),
    [
        ("gzip", True), ("GZIP;q=0.5", True), ("br, *", True), ("gzip;q=0, *", False), ("gzip; q=0", False),
        ("identity", False), ("", False), ("gzip;q=much", False),
    ],
)  # fmt: skip
def test_gzip_is_sent_where_it_is_asked_for(asked, takes):
    request = Request({"type": "http", "headers": [(b"accept-encoding", asked.encode())]})
    assert takes_gzip(request) is takes


def test_a_result_that_is_no_plan_has_no_picture(served):
    economy = served.village().split("/")[-1]
    manifest, contents = served.store.contents.put_all({"text.txt": b"as printed"})
    with served.store.database.writing(of_project(served.project)) as connection:
        found = Outcome(
            key="0" * 64, kind="rules", manifest=manifest, options={}, program_version="0.1.0",
            economy=economy, version=1, contents=tuple(contents),
        )  # fmt: skip
        result = add_result(connection, served.store, served.project, found, who="0" * 32).id
    answer = served("GET", f"~/results/{result}/picture")
    assert answer.status_code == 404
    assert "no plan" in answer.json()["detail"]


def test_the_governorates_have_boundaries_and_the_village_has_none(served):
    village = Shapes.model_validate_json(served("GET", f"{served.village()}/shapes").content)
    assert village.features == ()
    made = served("POST", "~/economies?example=syria&name=syria").json()["economy"]["id"]
    answer = served("GET", f"~/economies/{made}/shapes")
    shapes = Shapes.model_validate_json(answer.content)
    assert {"SY-DI", "SY-HL"} <= {shape.properties["code"] for shape in shapes.features}
    assert {shape.properties["code_system"] for shape in shapes.features} == {"ISO 3166-2"}
    assert "position" in shapes.note
    ring = shapes.features[0].geometry.coordinates[0]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
    assert area < 0  # clockwise
    again = served("GET", f"~/economies/{made}/shapes", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_every_table_and_column_is_described_in_both_languages(served):
    told = TablesDescribed.model_validate_json(served("GET", "/tables").content)
    assert [table.name for table in told.tables] == list(TABLES)
    for table in told.tables:
        assert [column.name for column in table.columns] == list(TABLES[table.name].column_names)
        assert set(table.meanings) == {"en", "ar"}
        for column in table.columns:
            assert set(column.meanings) == {"en", "ar"}
            assert set(column.units) in (set(), {"en", "ar"})


def test_every_word_is_described_with_what_it_takes(served):
    told = WordsDescribed.model_validate_json(served("GET", "/words").content)
    words = {word.name: word for word in told.words}
    assert list(words) == list(WORDS)
    assert words["close"].dates["places"] == "both"
    assert words["seize"].dates == {"stocks": "day"}
    assert words["set"].columns is None
    assert words["set"].dates["goods"] == "none"
    assert words["crash"].at_most == 0.99
    assert words["tariff"].meanings["ar"]
    assert told.blank == "(blank)"


def test_the_way_of_a_good_is_told_from_source_to_mouth(served):
    path = f"{kept(served)}/sankey"
    answer = served("GET", path)
    told = Sankey.model_validate_json(answer.content)
    assert told.good in told.goods
    assert {node.kind for node in told.nodes} >= {"made", "place"}
    assert told.total == pytest.approx(sum(node.amount for node in told.nodes if node.column == 0))
    assert {link.source for link in told.links} | {link.target for link in told.links} == set(
        range(len(told.nodes))
    )
    headers = {"If-None-Match": answer.headers["etag"]}
    assert served("GET", path, headers=headers).status_code == 304


def test_the_way_of_a_good_in_one_period(served):
    path = f"{kept(served)}/sankey?good=flour"
    told = Sankey.model_validate_json(served("GET", f"{path}&period=2031-03-10").content)
    assert (told.start.isoformat(), told.until.isoformat()) == ("2031-03-10", "2031-03-17")
    assert "arriving" in {node.kind for node in told.nodes}
    assert told.total < served("GET", path).json()["total"]
    assert "begin on" in served("GET", f"{path}&period=2031-03-11").json()["detail"]
    assert served("GET", path.replace("flour", "gold")).status_code == 422
