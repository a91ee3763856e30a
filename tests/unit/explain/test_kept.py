"""Explanations that were kept as JSON are the same records again."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import commonweal as cw
from commonweal.explain.export import explanations_json, relief_json
from commonweal.explain.kept import explanations_of, relief_of
from printed import landslide, relieved


def test_what_would_help_comes_back_without_the_changes_of_scenarios():
    lines = tuple(replace(line, changes=()) for line in relieved().lines)
    assert relief_of(json.loads(relief_json(relieved()))) == replace(relieved(), lines=lines)


def test_explanations_come_back():
    explained = cw.explain(landslide(), most=2)
    plain = tuple(
        replace(one, reliefs=tuple(replace(relief, changes=()) for relief in one.reliefs))
        for one in explained
    )
    assert explanations_of(json.loads(explanations_json(explained))) == plain


def test_what_has_no_size_is_without_limit_again():
    step = replace(relieved().lines[0].steps[0], more=math.inf)
    line = replace(relieved().lines[0], steps=(step,))
    kept = relief_of(json.loads(relief_json(replace(relieved(), lines=(line,)))))
    assert kept.lines[0].steps[0].more == math.inf
