"""Who keeps a SQLite file whole: checkpoints it, seals its pages, and looks after crashes.

After each commit, ``store.mark`` says how much of the write-ahead log was committed. It does not wait
for the disk, but outlives the process; so what is acknowledged and missing after a crash is noticed.
A checkpoint first writes the seal that will hold afterwards (``store.seal.next``), then lets SQLite put
the log into the file, then gives the seal its name. At every moment in between, each page of the file is
one of those that the seals or the log have.

The descriptors of the file and of SQLite's shared memory stay open as long as SQLite has them open: on POSIX,
closing any descriptor of a file drops all locks that the process has on it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import struct
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from commonweal.errors import Damaged, StoreAway
from commonweal.store.moment import now
from commonweal.store.pages import (
    Seal,
    filled,
    put_in_place,
    read_seal,
    seal_after,
    seal_of,
    write_seal,
    wrong_pages,
)
from commonweal.store.wal import PAGE, Log, read_log

__all__ = ["LOST", "Found", "Keeper", "Places", "look", "look_beside", "quoted"]

LOST = "quarantine"
"""The folder of logs that could not be read to their end."""

_ENOUGH = 1000  # frames in the log, about 4 MB, before it is put into the file
_TRIES = 10  # looks at a database that another process may be checkpointing
_AGAIN = 1.25  # how much larger it must grow before that is tried again, if a reader was in the way
_MARK = struct.Struct(">8s8sI12x")
_MARK_MAGIC = b"cwmark1\n"
_SHARED = struct.Struct("=IIIBBHII8s8s")  # SQLite's header of the log's index, walformat.html §2.1

_log = logging.getLogger("commonweal.store")


@dataclass(frozen=True)
class Places:
    """Where the files of a SQLite database lie.

    Attributes
    ----------
    main
        The database itself.
    """

    main: Path

    @property
    def log(self) -> Path:
        """SQLite's write-ahead log."""
        return self.main.with_name(self.main.name + "-wal")

    @property
    def shared(self) -> Path:
        """SQLite's index of the log, shared between connections."""
        return self.main.with_name(self.main.name + "-shm")

    @property
    def seal(self) -> Path:
        """What each page must be."""
        return self.main.with_suffix(".seal")

    @property
    def following(self) -> Path:
        """What each page must be after the checkpoint under way."""
        return self.main.with_suffix(".seal.next")

    @property
    def mark(self) -> Path:
        """How much of the log was committed."""
        return self.main.with_suffix(".mark")

    @property
    def lost(self) -> Path:
        """Where logs are put that could not be read to their end."""
        return self.main.parent / LOST

    @property
    def missing_seal(self) -> str:
        """What is to be said where there is no seal."""
        return (
            f"{self.seal.name} is missing, which says what each page of the database must be. If all else "
            "holds, 'commonweal admin verify --reseal' makes it anew."
        )


@dataclass(frozen=True)
class Found:
    """What the files of a database are before SQLite opens them.

    Attributes
    ----------
    new
        Whether there is no database yet.
    wrong
        Pages that are not what was written.
    troubles
        What is wrong with the seals, in sentences.
    lost
        What was acknowledged and is missing, in a sentence; blank if nothing is.
    """

    new: bool
    log: Log
    seal: Seal | None
    following: Seal | None
    wrong: tuple[int, ...] = ()
    troubles: tuple[str, ...] = ()
    lost: str = ""

    @property
    def damage(self) -> str:
        """Why the database should not be used; blank if it is as it was written."""
        pages = ", ".join(str(page) for page in self.wrong[:10]) + (", …" if len(self.wrong) > 10 else "")
        told = [*self.troubles]
        if self.wrong:
            told.append(
                f"The database file is damaged: page {pages} of {PAGE} bytes each is not what was written. "
                "'commonweal admin verify' says what is affected; restore a backup."
            )
        return " ".join(told)


def look(places: Places) -> Found:
    """Look at the files of a database that nobody has open, and change nothing."""
    log = read_log(places.log)
    if not places.main.exists():
        there = [place.name for place in (places.seal, places.following) if place.exists()]
        missing = f"The database file {places.main.name} is missing ({there[0]} is there)." if there else ""
        return Found(not there, log, None, None, troubles=(missing + " Restore a backup.",) if there else ())
    seal, following, troubles = _seals(places)
    if seal is None and not troubles and places.main.stat().st_size <= PAGE and not log.size:
        return Found(True, log, None, None)  # a crash before anything was kept
    if seal is None:
        told = troubles or (places.missing_seal,)
        return Found(False, log, None, following, troubles=told)
    if following is not None and not log.n_frames:
        return _between(places, log, seal, following)
    wrong = _wrong(places.main, seal, following, log)
    return Found(False, log, seal, following, wrong, troubles, _lost(places, log, seal))


def _between(places: Places, log: Log, seal: Seal, following: Seal) -> Found:
    """What is there if the process ended in a checkpoint: it was finished, or the log is missing."""
    before = _wrong(places.main, seal)
    after = _wrong(places.main, following)
    if len(after) <= len(before):
        return Found(False, log, seal, following, after, (), _lost(places, log, following))
    return Found(False, log, seal, None, before, (), _lost(places, log, seal))


def _seals(places: Places) -> tuple[Seal | None, Seal | None, tuple[str, ...]]:
    """The two seals, and what is wrong with them."""
    found: list[Seal | None] = []
    troubles = []
    for place in (places.seal, places.following):
        try:
            found.append(read_seal(place))
        except Damaged as error:
            found.append(None)
            troubles.append(str(error))
    return found[0], found[1], tuple(troubles)


def _wrong(main: Path, seal: Seal, following: Seal | None = None, log: Log | None = None) -> tuple[int, ...]:
    """The pages of a file that nobody has open that are not what they must be."""
    file = os.open(main, os.O_RDONLY)
    try:
        if following is None or log is None:
            return tuple(wrong_pages(file, seal))
        whole = following.salt == log.salt and following.n_frames <= log.n_frames
        return tuple(wrong_pages(file, seal, log, following if whole else None))
    finally:
        os.close(file)


def _lost(places: Places, log: Log, seal: Seal) -> str:
    """What was acknowledged and is missing, in a sentence.

    Frames after those that the mark counts were never acknowledged, whatever they are: a transaction that was
    undone leaves such.
    """
    if not log.size and not (places.mark.exists() and places.mark.stat().st_size):
        return ""
    mark = read_mark(places.mark)
    if mark is None:
        return (
            f"{places.mark.name}, which says how much was committed, is damaged or missing: whether the last "
            "changes of the last process are there is not known."
        )
    salt, n_frames = mark
    if not n_frames or any(
        salt == one and n_frames <= there
        for one, there in ((log.salt, log.n_frames), (seal.salt, seal.n_frames))
    ):
        return ""
    how = "missing" if not log.size else "cut off" if log.broken is None else f"damaged at {log.broken}"
    return (
        f"The write-ahead log of the database is {how}: what was changed shortly before the end of the last "
        "process is lost."
    )


def read_mark(path: Path) -> tuple[bytes, int] | None:
    """Salt of the log and how many of its frames were committed; None where it can't be read."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    body, digest = content[: _MARK.size], content[_MARK.size :]
    if len(body) < _MARK.size or hashlib.sha256(body).digest() != digest or body[:8] != _MARK_MAGIC:
        return None
    _, salt, n_frames = _MARK.unpack(body)
    return salt, n_frames


def look_beside(places: Places) -> tuple[list[int], Log, int]:
    """Pages that are wrong, the log, and how many of its frames must be there, while another process works.

    If that process checkpoints meanwhile, its seals change, and the look is taken again.

    Raises
    ------
    Damaged
        If a seal is missing or not what was written.
    StoreAway
        If it never holds still.
    """
    for _ in range(_TRIES):
        before = _seals_as_written(places)
        salt, n_frames = read_mark(places.mark) or (b"", 0)
        log = read_log(places.log)
        seal, following = read_seal(places.seal), read_seal(places.following)
        if seal is not None:
            file = os.open(places.main, os.O_RDONLY)
            try:
                under_way = log if following is not None else None
                wrong = wrong_pages(file, seal, under_way, following)
            finally:
                os.close(file)
        if before == _seals_as_written(places):
            if seal is None:
                raise Damaged(places.missing_seal)
            return wrong, log, n_frames if salt == log.salt else 0
    raise StoreAway("The database is checkpointed too often to look at its pages. Try again in a moment.")


def _seals_as_written(places: Places) -> tuple[bytes, ...]:
    """The bytes of both seals; blank for one that is not there."""
    found = []
    for path in (places.seal, places.following):
        try:
            found.append(path.read_bytes())
        except FileNotFoundError:
            found.append(b"")
    return tuple(found)


class Keeper:
    """Keeps one SQLite file whole while this process has it open.

    Parameters
    ----------
    path
        The file.
    damaged
        Whether to open it though it is damaged, to read what can be read.

    Attributes
    ----------
    warnings
        What was found lost on opening, in sentences.
    at_first
        What the files were before SQLite opened them.

    Raises
    ------
    Damaged
        If a page or a seal is not what was written.
    """

    def __init__(self, path: Path, *, damaged: bool = False) -> None:
        self.places = Places(path)
        found = look(self.places)
        if found.damage and not (damaged and path.exists()):
            raise Damaged(found.damage)
        self.at_first = found
        self.warnings = self._put_right(found)
        self._seal = found.seal
        if found.new:
            path.touch(mode=0o600)  # hashes of passwords are in it; SQLite gives its other files the same
        self._try_at = _ENOUGH
        self._files: list[int] = []
        with ExitStack() as opened:  # undone from the end: see close
            opened.callback(self._close_files)
            self.file = self._held(path, os.O_RDONLY)
            self._marked = self._held(self.places.mark, os.O_RDWR | os.O_CREAT)
            self._anchor = _connected(path, "ro")
            opened.callback(self._anchor.close)
            self._connection = _connected(path, "rw")
            opened.callback(self._connection.close)
            self._prepare()
            self._shared = self._held(self.places.shared, os.O_RDONLY)
            if found.new:
                self._seal = seal_of(self.file)
                write_seal(self.places.seal, self._seal)
            self.tidied()
            self._opened = opened.pop_all()

    def _held(self, path: Path, how: int) -> int:
        """A descriptor that stays open to the end."""
        self._files.append(os.open(path, how, 0o600))
        return self._files[-1]

    def _close_files(self) -> None:
        for file in self._files:
            os.close(file)

    def _put_right(self, found: Found) -> tuple[str, ...]:
        """Finish what a crash interrupted, before SQLite opens the file."""
        places = self.places
        if found.lost:
            self._set_aside(found.lost)
        if found.following is None:
            places.following.unlink(missing_ok=True)
        if found.log.size > found.log.end:  # what was not committed, or can't be read
            with places.log.open("r+b") as file:
                file.truncate(found.log.end)
        return (found.lost,) if found.lost else ()

    def _set_aside(self, why: str) -> None:
        """Keep a log that can't be read to its end, with the reason."""
        places = self.places
        places.lost.mkdir(exist_ok=True, mode=0o700)
        when = now().strftime("%Y-%m-%dT%H%M%S.%fZ")
        if places.log.exists():
            (places.lost / f"{when}.wal").write_bytes(places.log.read_bytes())
        (places.lost / f"{when}.txt").write_text(f"{why}\n", encoding="utf-8")
        os.sync()  # before the log is cut
        _log.warning("%s The log was put into %s; restore a backup if what is lost matters.", why, LOST)

    def _prepare(self) -> None:
        """Have SQLite look at its log, and wait only shortly for readers."""
        for line in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA wal_autocheckpoint = 0",
            "PRAGMA busy_timeout = 200",
            "BEGIN IMMEDIATE",
            "ROLLBACK",
        ):
            self._connection.execute(line)
        self._anchor.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def committed(self) -> None:
        """Mark that a transaction was committed; put the log into the file when it has grown.

        Nothing here undoes the transaction: what fails is told in the log and tried again later.
        """
        salt, n_frames = self._committed()
        try:
            self._mark(salt, n_frames)
            if n_frames < self._try_at:
                return
            done = self.checkpoint()
        except (OSError, sqlite3.Error) as error:
            done = False
            _log.warning("The database could not be checkpointed: %s", error)
        self._try_at = _ENOUGH if done else int(n_frames * _AGAIN)

    def tidied(self) -> None:
        """Checkpoint if there is room for it; a store on a full disk still opens and closes."""
        try:
            self.checkpoint()
            self._mark(*self._committed())
        except (OSError, sqlite3.Error) as error:
            _log.warning("The database could not be checkpointed: %s", error)

    def checkpoint(self) -> bool:
        """Put the log into the file and seal its pages; False where a reader or damage was in the way.

        Nobody may write meanwhile.
        """
        log = read_log(self.places.log)
        if log.n_frames < self._committed()[1]:
            _log.error("The write-ahead log is damaged from its change %s on. Make a backup now.", log.broken)
            return False
        if self._seal is None or self.at_first.damage:  # opened only to look at the damage
            return False
        if log.n_frames:
            following = seal_after(self._seal, log)
            write_seal(self.places.following, following)
        elif (following := read_seal(self.places.following)) is None:  # type: ignore[assignment]
            return True
        _, there, done = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if there != done:
            return False
        self._promote(following)
        return True

    def _promote(self, following: Seal) -> None:
        """Let the seal that follows hold."""
        whole = filled(following, self.file)
        if whole is not following:
            write_seal(self.places.following, whole)
        put_in_place(self.places.following, self.places.seal)
        self._seal = whole

    def _committed(self) -> tuple[bytes, int]:
        """Salt of the log, and how many of its frames are committed, as SQLite's shared memory has it."""
        fields = _SHARED.unpack(os.pread(self._shared, _SHARED.size, 0))
        return fields[9], fields[6]

    def _mark(self, salt: bytes, n_frames: int) -> None:
        """Say how much of the log was committed."""
        body = _MARK.pack(_MARK_MAGIC, salt, n_frames)
        os.pwrite(self._marked, body + hashlib.sha256(body).digest(), 0)

    def look(self) -> tuple[list[int], Log, int]:
        """Pages that are wrong, the log, and how many of its frames must be there.

        Nobody may write meanwhile.
        """
        log, n_frames = read_log(self.places.log), self._committed()[1]
        seal, following = read_seal(self.places.seal), read_seal(self.places.following)
        if seal is None:
            raise Damaged(self.places.missing_seal)
        if following is None:
            return wrong_pages(self.file, seal), log, n_frames
        return wrong_pages(self.file, seal, log, following), log, n_frames

    @property
    def sealed(self) -> tuple[bytes, ...]:
        """What each page of the file must be; empty where that is not known."""
        return self._seal.hashes if self._seal is not None else ()

    def reseal(self) -> None:
        """Take the pages as they stand; nobody may write meanwhile."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.places.following.unlink(missing_ok=True)
        self._seal = seal_of(self.file, *self._committed())
        write_seal(self.places.seal, self._seal)

    def close(self, *, alone: bool) -> None:
        """Checkpoint, and let go of the file.

        Parameters
        ----------
        alone
            Whether no connection of anybody else is open: the log and its index are removed then.

        Of the connections the read-only one goes last: SQLite would checkpoint once more, unsealed, if one
        that may write did.
        """
        self.tidied()
        self._opened.close()
        if alone and not self.places.log.stat().st_size:
            self.places.log.unlink()
            self.places.shared.unlink()


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that leaves transactions to us; it touches the file when it is first used."""
    address = f"file:{quoted(path)}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def quoted(path: Path) -> str:
    """A path as part of a file: URI."""
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
