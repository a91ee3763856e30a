"""Explanations as data of sentences, in every language, whose parts name what they are about.

The sentences are those of the terminal and the report; the workbench sets links on their parts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from commonweal.explain.export import changes_data
from commonweal.language import LANGUAGES
from commonweal.model import TABLES, Economy
from commonweal.plan.export import finite
from commonweal.show.explaining import Teller
from commonweal.show.relief_table import relief_columns, relief_remarks
from commonweal.show.saying import Linked, Piece, Said, Several, Target
from commonweal.show.serving import Serving

if TYPE_CHECKING:
    from commonweal.explain.records import Explanation, Relief, ReliefLine, ReliefList
    from commonweal.explain.tracing import Why
    from commonweal.model import Change
    from commonweal.plan.plan import Plan

__all__ = ["FORM", "SAID", "explanations_said", "why_said"]

SAID = "said.json"
"""Name of the file, beside the numbers in ``document.json``."""

FORM = 1
"""Number of its form."""

Data = dict[str, Any]


def explanations_said(
    plan: Plan, explanations: Sequence[Explanation] = (), relief: ReliefList | None = None
) -> bytes:
    """Why needs are short, and what would help most where that was asked, as a file."""

    def told(language: str) -> Data:
        teller = _Sentences(Teller.of(plan.economy, language))
        most = None if relief is None else teller.most(relief)
        return {"explanations": teller.explanations(explanations), "relief": most, "why": None}

    return _in_every_language(told)


def why_said(plan: Plan, answer: Why) -> bytes:
    """What something in a plan is for, as a file."""

    def told(language: str) -> Data:
        serving = Serving.of(plan, answer, language)
        return {"explanations": [], "relief": None, "why": _Sentences(serving.teller).serving(serving)}

    return _in_every_language(told)


def _in_every_language(told: Callable[[str], Data]) -> bytes:
    found = {"form": FORM} | {language: told(language) for language in LANGUAGES}
    return json.dumps(finite(found), ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class _Sentences:
    """Sentences of one language as data."""

    teller: Teller

    def explanations(self, explanations: Sequence[Explanation]) -> list[Data]:
        """Each need: what it gets, why it can't rise, and what would help."""
        return [self._one(one, explanations[:number]) for number, one in enumerate(explanations)]

    def _one(self, explanation: Explanation, earlier: Sequence[Explanation]) -> Data:
        sentence, reasons = self.teller.why(explanation, earlier)
        because = self.teller.because(explanation.cell).text(self.teller.words)
        return {
            "cell": asdict(explanation.cell),
            "headline": self.sentence(self.teller.cell(explanation.cell)),
            "why": self.sentence(sentence),
            "reasons": self._all(reasons),
            "notes": self._all(self.teller.notes(explanation)),
            "highest": explanation.highest,
            "reliefs": [self._relief(explanation, relief, because) for relief in explanation.reliefs],
        }

    def _relief(self, explanation: Explanation, relief: Relief, because: str) -> Data:
        return {
            "sentence": self.sentence(self.teller.relief(explanation, relief)),
            "steps": self.sentence(self.teller.steps(relief.steps)),
            "coverage": relief.coverage,
            "person_days": relief.person_days,
            "changes": _changes(relief.changes, because),
        }

    def most(self, relief: ReliefList) -> Data:
        """What would help most, line by line."""
        because = self.teller.words("relief.heading")
        return {
            "remarks": self._all(relief_remarks(self.teller, relief)),
            "cells": len(relief.cells),
            "lacking": relief.lacking,
            "lines": [self._line(line, because) for line in relief.lines],
        }

    def _line(self, line: ReliefLine, because: str) -> Data:
        names = ("steps", "where", "before", "after")
        columns = zip(names, relief_columns(self.teller, line), strict=True)
        return {
            **{name: self.sentence(column) for name, column in columns},
            "person_days": line.person_days,
            "changes": _changes(line.changes, because),
        }

    def serving(self, serving: Serving) -> Data:
        """What something is for, and what makes up its price."""
        why = serving.why
        return {
            "kind": why.kind,
            "name": why.name,
            "amount": why.amount,
            "unit": why.unit,
            "headline": self.sentence(serving.headline()),
            "sums": self._all(serving.sums()),
            "shares": [
                {
                    "share": row["share"],
                    "amount": row["amount"],
                    "end": row["end"],
                    "purpose": self.sentence(purpose),
                    "whom": self.sentence(whom),
                }
                for row, (_, _, purpose, whom) in zip(
                    why.shares.iter_rows(named=True), serving.lines(), strict=True
                )
            ],
            "method": self._all(serving.method()),
            "prices": self._all(serving.prices()),
        }

    def _all(self, said: Iterable[Said | Several | Linked]) -> list[Data]:
        return [self.sentence(one) for one in said]

    def sentence(self, said: Said | Several | Linked) -> Data:
        """A sentence as plain text, and in pieces that name what they are about."""
        words = self.teller.words
        pieces = said.pieces(words)
        targets = list(dict.fromkeys(piece.target for piece in pieces if piece.target is not None))
        return {
            "text": said.text(words),
            "pieces": [_piece(piece, targets) for piece in pieces],
            "links": [_link(target, self.teller.economy) for target in targets],
        }


def _piece(piece: Piece, targets: Sequence[Target]) -> Data:
    link = None if piece.target is None else targets.index(piece.target)
    return {"text": piece.text, "apart": piece.apart, "link": link}


def _link(target: Target, economy: Economy) -> Data:
    """What a part of a sentence is about; a row also by the cells that tell it from others."""
    told = asdict(target) | {"row": None, "key": {}}
    if target.kind != "row":
        return told
    names = (*TABLES[target.table].key, *(("from", "until") if TABLES[target.table].dated else ()))
    cells: Mapping[str, object] = economy[target.table].row(target.row, named=True)
    key = {name: None if cells[name] is None else str(cells[name]) for name in names}
    return told | {"key": key}


def _changes(changes: Iterable[Change], because: str) -> list[Data]:
    """Changes that say in the readers' language what they are for."""
    return changes_data([replace(change, because=because) for change in changes])
