"""Whatever is given, a command ends in findings: no traceback, no partial output."""

import zipfile

import pytest

from commonweal import examples


def village(folder, **changed):
    """The village with some files changed; None takes a file away."""
    target = folder / "given"
    target.mkdir()
    for file in (file for file in examples.path("village").iterdir() if file.is_file()):
        content = changed.get(file.stem, file.read_bytes())
        if content is not None:
            (target / file.name).write_bytes(content)
    return target


def an_archive(folder, *names):
    with zipfile.ZipFile(folder / "given.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return folder / "given.zip"


def a_file(folder, name, content):
    (folder / name).write_bytes(content)
    return folder / name


BROKEN = {
    "nothing there": lambda folder: folder / "nowhere",
    "an empty folder": lambda folder: village(folder, **dict.fromkeys(
        [file.stem for file in examples.path("village").iterdir()])),
    "another kind of file": lambda folder: a_file(folder, "given.txt", b"hello"),
    "text called a workbook": lambda folder: a_file(folder, "given.xlsx", b"hello"),
    "a cut archive": lambda folder: a_file(folder, "given.zip", b"PK\x03\x04 and then nothing"),
    "an archive that leaves": lambda folder: an_archive(folder, "../economy.toml"),
    "an archive called a workbook": lambda folder: an_archive(folder, "a.txt").rename(folder / "given.xlsx"),
    "no settings": lambda folder: village(folder, economy=None),
    "settings that are not TOML": lambda folder: village(folder, economy=b"name = = 1"),
    "settings without a calendar": lambda folder: village(folder, economy=b'name = "x"'),
    "no needs": lambda folder: village(folder, needs=None),
    "an empty table": lambda folder: village(folder, needs=b""),
    "bytes for text": lambda folder: village(folder, needs=bytes(range(256))),
    "a quotation mark left open": lambda folder: village(folder, needs=b'good,amount\n"energy,2100\n'),
    "a row too long": lambda folder: village(folder, needs=b"good,amount\nenergy,2100,1,2\n"),
    "letters for numbers": lambda folder: village(folder, needs=b"good,amount\nenergy,many\n"),
    "numbers without end": lambda folder: village(folder, needs=b"good,amount\nenergy,inf\n"),
    "control characters": lambda folder: village(folder, needs=b"good,amount\n\x1b[31menergy,1\n"),
    "no heading known": lambda folder: village(folder, needs=b"a,b\n1,2\n"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize(
    "command",
    [
        ("check", "GIVEN"),
        ("show", "GIVEN"),
        ("plan", "GIVEN", "--out", "result", "--report", "result.html", "--lists", "result-lists"),
        ("convert", "GIVEN", "result.xlsx"),
    ],
    ids=lambda command: command[0],
)
def test_a_broken_input_ends_in_findings(run, folder, tmp_path_factory, kind, command):
    given = BROKEN[kind](tmp_path_factory.mktemp("broken"))
    result = run(*(given if word == "GIVEN" else word for word in command))
    assert result.exit_code == 1
    assert "error" in result.output
    assert "Traceback" not in result.output
    assert "\x1b[31m" not in result.output
    assert list(folder.iterdir()) == []
