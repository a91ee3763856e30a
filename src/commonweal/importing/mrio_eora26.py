"""Reader of Eora26: 190 regions × 26 sectors, from the text files as they are downloaded.

They are read here without pymrio, for two reasons:

- **The rest of the world.** Eora closes its balances with a region ``ROW`` that has one sector. pymrio
  deletes its row and its columns and keeps the loss in its notes, after which inputs no longer add up to
  outputs. Here the row stays as imported inputs below the table (kind ``imports``), and the columns as one
  column of final demand for each selling region (kind ``other``).
- **The unit.** Figures are **thousands** of current US dollars: the FAQ of Eora says so
  (https://www.eora.org/documentation/faq), and the world's value added of 2017 comes to 75.8 million
  million USD that way (pymrio issue 175, with the reckoning). pymrio labelled them ``Mill USD`` up to 0.6;
  0.7.0 says ``000 USD``. The scale is fixed here at 1e3, whatever pymrio's version.

Files: ``Eora26_YEAR_PRICE_T.txt`` (flows), ``_FD`` (final demand), ``_VA`` (primary inputs), ``_Q`` and
``_QY`` (satellites, tab-separated, without headings) and ``labels_T``, ``labels_FD``, ``labels_VA``,
``labels_Q``; unpacked or in a .zip, with the labels there or in an ``indices.zip`` beside it. PRICE is
``bp`` (basic) or ``pp`` (purchasers').

Sources: Lenzen et al. (2012), doi 10.1021/es300171x; Lenzen et al. (2013), doi
10.1080/09535314.2013.769938. Free for academic use, licensed otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np

from commonweal.importing.mrio import Account, Parts, assembled, wrong
from commonweal.importing.mrio_store import Store
from commonweal.importing.mrio_text import Form, figures, texts
from commonweal.importing.options import ReadingOptions
from commonweal.inputoutput.tables import Floats, Labels, Provenance, SupplyUse

__all__ = ["read_eora26"]

_FLOWS = re.compile(r"Eora26_(?P<year>\d{4})_(?P<price>bp|pp)_T\.txt$")
_ARCHIVE = re.compile(r"Eora26_(?P<year>\d{4})_(?P<price>bp|pp)\.zip$")
_EXPECTS = "Open Eora26_2015_bp.zip or the folder with its files, and say the year where there are several."
_PRICES = {"basic": "bp", "purchasers": "pp"}
_REST = "ROW"
_MOVED = (
    f"What the rest of the world ({_REST}) sells is booked as imported inputs below the table, what it buys "
    "as other final demand."
)
_UNIT = re.compile(r"\s*\(([^()]*)\)\s*$")


@dataclass(frozen=True)
class _Files:
    """The files of one year at one price."""

    store: Store
    labels: Store
    year: str
    price: str

    def name(self, part: str) -> str:
        """Name of a file of figures."""
        return f"Eora26_{self.year}_{self.price}_{part}.txt"

    def figures(self, part: str, height: int, width: int) -> Floats:
        """All figures of a file."""
        file = self.name(part)
        with self.store.open(file) as stream:
            return figures(iter(stream), Form(file), width, height)[1]

    def list(self, part: str) -> list[list[str]]:
        """The labels in a file."""
        file = f"labels_{part}.txt"
        with self.labels.open(file) as stream:
            rows = texts(stream, file)
        least = 4 if part in ("T", "FD") else 2
        if not rows or min(len(row) for row in rows) < least:
            raise wrong(file, f"Each row needs {least} cells.", _EXPECTS, code="A08")
        return rows


@dataclass(frozen=True, eq=False)
class _Blocks:
    """The blocks of a table with the labels of their rows and columns."""

    sectors: list[list[str]]
    finals: list[list[str]]
    flows: Floats
    final_demand: Floats
    accounts: list[Account]


def read_eora26(path: Path, options: ReadingOptions) -> SupplyUse:
    """Eora26 of one year: its .zip, the unpacked folder, or a folder of folders or archives by year.

    Raises
    ------
    DataError
        If a file is missing, a cell holds no number, or several years are there and none is asked for.
    """
    files = _found(path, options)
    sectors, finals = files.list("T"), files.list("FD")
    read = _Blocks(
        sectors,
        finals,
        files.figures("T", len(sectors), len(sectors)),
        files.figures("FD", len(sectors), len(finals)),
        _accounts(files, len(sectors), len(finals)),
    )
    closed = _closed(read)
    parts = Parts(
        products=_labels(closed.sectors),
        final=_labels(closed.finals),
        flows=closed.flows,
        final_demand=closed.final_demand,
        accounts=closed.accounts,
        origin=_origin(files, (_MOVED,) if closed is not read else ()),
    )
    return assembled(parts, options)


def _labels(rows: list[list[str]]) -> Labels:
    """Regions and names; what the rest of the world buys has one name, whatever for."""
    return Labels(tuple(row[1] for row in rows), tuple(row[3] if row[1] != _REST else _REST for row in rows))


def _origin(files: _Files, notes: tuple[str, ...]) -> Provenance:
    return Provenance(
        "Eora26",
        int(files.year),
        "USD",
        1e3,
        "basic" if files.price == "bp" else "purchasers",
        "Lenzen et al. (2012), doi 10.1021/es300171x, and (2013), doi 10.1080/09535314.2013.769938",
        "free for academic use, licensed otherwise (eora.org)",
        "eora26",
        notes,
    )


def _closed(read: _Blocks) -> _Blocks:
    """The blocks without the rest of the world as a producer: it sells imports and is a final user."""
    home = np.array([row[1] != _REST for row in read.sectors])
    if home.all():
        return read
    buyers = [row for row, kept in zip(read.sectors, home, strict=True) if not kept]
    accounts = [
        Account(each.name, each.names, each.units, each.by_industry[:, home], each.by_final)
        for each in read.accounts
    ]
    imports = Account(
        "VA",
        ("Imports from the rest of the world",),
        ("000 USD",),
        read.flows[np.ix_(~home, home)].sum(axis=0)[None, :],
        read.final_demand[~home].sum(axis=0)[None, :],
    )
    return _Blocks(
        [row for row, kept in zip(read.sectors, home, strict=True) if kept],
        [*read.finals, *buyers],
        np.ascontiguousarray(read.flows[np.ix_(home, home)]),
        np.concatenate([read.final_demand[home], read.flows[np.ix_(home, ~home)]], axis=1),
        [_wider(account, len(buyers)) for account in (*accounts, imports)],
    )


def _accounts(files: _Files, n_sectors: int, n_finals: int) -> list[Account]:
    """Primary inputs and satellites."""
    inputs, stressors = files.list("VA"), files.list("Q")
    value = files.figures("VA", len(inputs), n_sectors)
    by_industry = files.figures("Q", len(stressors), n_sectors)
    by_final = files.figures("QY", len(stressors), n_finals)
    names, units = [], []
    for row in stressors:
        unit = _UNIT.search(row[0])
        name = " - ".join(part for part in (_UNIT.sub("", row[0]), row[1]) if part)
        names.append(name)
        units.append(unit[1] if unit else "undefined")
    return [
        Account(
            "VA",
            tuple(" - ".join(part for part in row[:2] if part) for row in inputs),
            ("000 USD",) * len(inputs),
            value,
            np.zeros((len(inputs), n_finals)),
        ),
        Account("Q", tuple(names), tuple(units), by_industry, by_final),
    ]


def _wider(account: Account, more: int) -> Account:
    """An account with columns of zeros for final users that were added."""
    zeros = np.zeros((len(account.names), more))
    by_final = np.concatenate([account.by_final, zeros], axis=1)
    return Account(account.name, account.names, account.units, account.by_industry, by_final)


def _found(path: Path, options: ReadingOptions) -> _Files:
    """The files that are asked for."""
    price = _PRICES.get(options.prices, "")
    store = Store.at(path)
    if store.is_archive:
        return _in_store(store, options.year, price, path.name)
    year_folder = path / str(options.year)
    if options.year and year_folder.is_dir():
        return _found(year_folder, options)
    archives = [
        entry
        for entry in sorted(path.iterdir() if path.is_dir() else [])
        if (match := _ARCHIVE.fullmatch(entry.name))
        and (not options.year or int(match["year"]) == options.year)
        and match["price"] == (price or match["price"])
    ]
    flows = [name for name in store.names() if _FLOWS.search(name)]
    if len(archives) == 1 and not flows:
        return _in_store(Store(archives[0]), options.year, price, archives[0].name)
    if archives and not flows:
        several = ", ".join(entry.name for entry in archives)
        raise wrong(path.name, f"Several tables fit: {several}.", _EXPECTS, code="A05")
    return _in_store(store, options.year, price, path.name)


def _in_store(store: Store, year: int, price: str, file: str) -> _Files:
    """The files of one table in a folder or archive."""
    names = store.names()
    found = {name: match for name in names if (match := _FLOWS.search(name))}
    fitting = [
        (PurePosixPath(name).parent.as_posix(), match)
        for name, match in found.items()
        if (not year or int(match["year"]) == year) and match["price"] == (price or match["price"])
    ]
    if len(fitting) > 1 and not price:  # basic prices, where both are there
        fitting = [entry for entry in fitting if entry[1]["price"] == "bp"]
    if len(fitting) != 1:
        here = ", ".join(found) or ", ".join(names[:8]) or "nothing"
        why = (
            f"Several tables fit: {here}."
            if fitting
            else f"There is no Eora26_YEAR_bp_T.txt that fits here; there is {here}."
        )
        raise wrong(file, why, _EXPECTS, code="A05", value=year or "")
    folder, match = fitting[0]
    inner = store.under(folder)
    beside = store.path.parent / "indices.zip"
    has_labels = "labels_T.txt" in inner.names()
    labels = inner if has_labels or not (store.is_archive and beside.is_file()) else Store(beside)
    return _Files(inner, labels, match["year"], match["price"])
