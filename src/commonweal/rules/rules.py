"""Rules of sharing: which aims, in which order (MODEL §3).

``leximin`` raises the worst-off cell first, tier by tier. The others show what a rule costs:
``total`` covers as many person-days as it can, ``equal`` gives every cell of a need one share,
``money`` serves those who can pay. Ties under these are broken by leximin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import ModelError
from commonweal.formulate.aims import Aim, LevelAim, SumAim
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.index import codes_of
from commonweal.formulate.program import Integers
from commonweal.model import Rule
from commonweal.rules.cells import cells_of, even_aim, floor_aims, floors_of_tier, tiers_of
from commonweal.rules.effort import effort_aim

__all__ = ["aims_of"]


def aims_of(
    formulation: Formulation, rule: Rule, effort: str | Mapping[str, float], resolution: float | None = None
) -> tuple[Aim, ...]:
    """All aims of a plan in their order: floors, needs by the rule, then effort.

    Raises
    ------
    ModelError
        If there is no such rule or effort, or the resolution is not a step between 0 and 1.
    """
    if rule not in _RULES:
        known = ", ".join(_RULES)
        raise ModelError(f"There is no rule '{rule}'. Rules are: {known}.")
    if resolution is not None and not 0.0 < resolution <= 1.0:
        raise ModelError(
            f"The resolution {resolution:g} is not a step of coverage: give one above 0, up to 1."
        )
    needs = [
        replace(aim, resolution=resolution) if isinstance(aim, LevelAim) else aim
        for aim in _RULES[rule](formulation)
    ]
    return (*floor_aims(formulation), *needs, effort_aim(formulation, effort))


def _tier_by_tier(formulation: Formulation, shared: Callable[[Formulation, int], list[Aim]]) -> list[Aim]:
    """The aims of each tier in turn: needs by a rule, floors that stand alone by their sum."""
    aims: list[Aim] = []
    for tier in tiers_of(formulation):
        floors = floors_of_tier(formulation, tier)
        aims += [floors] if floors is not None else shared(formulation, tier)
    return aims


def _leximin(formulation: Formulation) -> list[Aim]:
    """The worst-off cell first, tier by tier."""
    return _tier_by_tier(formulation, lambda whole, tier: [even_aim(whole, tier)])


def _total(formulation: Formulation) -> list[Aim]:
    """The most person-days covered, tier by tier."""
    return _tier_by_tier(formulation, _total_of_tier)


def _total_of_tier(formulation: Formulation, tier: int) -> list[Aim]:
    """The most person-days covered in a tier, ties broken by leximin."""
    cells = cells_of(formulation, tier)
    total = SumAim(
        f"total of tier {tier}",
        "person-days",
        cells["column"].to_numpy(),
        cells["person_days"].to_numpy(),
        maximise=True,
    )
    return [total, even_aim(formulation, tier)]


def _equal(formulation: Formulation) -> list[Aim]:
    """One share for all cells of a need that could get any; leximin over needs."""
    return _tier_by_tier(formulation, _equal_in_tier)


def _equal_in_tier(formulation: Formulation, tier: int) -> list[Aim]:
    """Equal shares of each need in a tier, then leximin for what they leave."""
    cells = cells_of(formulation, tier)
    columns = cells["column"].to_numpy()
    some = _could_get_any(formulation, columns)
    if not some.any():
        return [even_aim(formulation, tier)]
    _, item = np.unique(cells["good"].to_numpy()[some], return_inverse=True)
    shares = LevelAim(
        f"equal shares of tier {tier}",
        "share",
        columns[some],
        item,
        cells["person_days"].to_numpy()[some],
    )
    return [shares, even_aim(formulation, tier)]


def _could_get_any(formulation: Formulation, columns: Integers) -> NDArray[np.bool_]:
    """Cells whose row of intake holds what open rows could bring them."""
    matrix = formulation.program.matrix
    deliveries = formulation.deliveries
    near = np.delete(np.arange(matrix.shape[1]), deliveries.column[deliveries.beyond])
    entries = np.diff(matrix[:, near].tocsr().indptr)
    several: NDArray[np.bool_] = entries[matrix.indices[matrix.indptr[columns]]] > 1
    return several


def _money(formulation: Formulation) -> list[Aim]:
    """The most that can be paid for: claims count by income, tiers don't."""
    cells = cells_of(formulation, None)
    weights = cells["person_days"].to_numpy() * _income(formulation)[
        cells["place"].to_numpy(), cells["group"].to_numpy()
    ]  # fmt: skip
    total = SumAim("what people can pay for", "income", cells["column"].to_numpy(), weights, maximise=True)
    return [total, *_leximin(formulation)]


def _income(formulation: Formulation) -> np.ndarray:
    """Income per person and day by place and group, shape (n_places, n_groups)."""
    index = formulation.index
    people = index.economy["people"]
    if people["income"].null_count() == people.height:
        raise ModelError(
            "The rule 'money' weighs claims by income, and people.income is blank throughout. "
            "Give incomes, or choose another rule."
        )
    income = np.zeros((len(index.places), len(index.groups)))
    place, group = index.place_codes(people["place"]), codes_of(people["group"], index.groups)
    income[place, group] = people["income"].fill_null(0.0).to_numpy()
    return income


_RULES: dict[str, Callable[[Formulation], list[Aim]]] = {
    "leximin": _leximin,
    "total": _total,
    "equal": _equal,
    "money": _money,
}
