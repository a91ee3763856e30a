"""From an economy to a linear program: the order of the families, on one screen."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.formulate.activities import MINIMUM_LEVEL, Levels, add_levels
from commonweal.formulate.builder import Builder
from commonweal.formulate.delivery import INTAKE, INTAKE_CAP, Deliveries, add_deliveries
from commonweal.formulate.disposal import Leftovers, add_disposal
from commonweal.formulate.equipment import (
    CLOSING_EQUIPMENT,
    EQUIPMENT_BALANCE,
    EQUIPMENT_USE,
    Equipment,
    add_equipment,
)
from commonweal.formulate.families import RowFamily
from commonweal.formulate.floors import Floors
from commonweal.formulate.index import Index
from commonweal.formulate.limits import CAP_FLOOR, LIMIT, LIMIT_FLOOR, add_limits
from commonweal.formulate.material_balance import MATERIAL_BALANCE, close_material_balances
from commonweal.formulate.nearness import MOVED
from commonweal.formulate.presence import find_presence
from commonweal.formulate.program import Integers, LinearProgram
from commonweal.formulate.rations import RATION_TIE, add_rations
from commonweal.formulate.reach import Reach, find_reach
from commonweal.formulate.stores import CLOSING_STOCK, SHARED_STORE, Stores, add_stores
from commonweal.formulate.sums import sum_terms
from commonweal.formulate.supplies import SUPPLY_FLOOR, SUPPLY_LIMIT, Supplied, add_supplies
from commonweal.formulate.transport import ROUTE_CAPACITY, Flows, add_flows
from commonweal.model import Economy

__all__ = ["ROW_FAMILIES", "Formulation", "formulate"]

ROW_FAMILIES: tuple[RowFamily, ...] = (
    MATERIAL_BALANCE,
    MINIMUM_LEVEL,
    EQUIPMENT_BALANCE,
    EQUIPMENT_USE,
    CLOSING_EQUIPMENT,
    CLOSING_STOCK,
    SHARED_STORE,
    ROUTE_CAPACITY,
    SUPPLY_LIMIT,
    SUPPLY_FLOOR,
    INTAKE,
    INTAKE_CAP,
    RATION_TIE,
    LIMIT,
    LIMIT_FLOOR,
    CAP_FLOOR,
    MOVED,
)
"""Every family of rows. Capacities of activities and stores are bounds of their columns."""


@dataclass(frozen=True)
class Formulation:
    """A program, and what its columns stand for.

    Attributes
    ----------
    index
        The dimensions.
    program
        The rows and columns.
    levels, equipment, flows, supplied, stores, deliveries
        The columns, family by family.
    floors
        Share-kept columns, their tiers and what they ask for.
    leftovers
        What had to be left over of goods that should not be.
    reach
        Where goods can be at all, by open rows.
    held
        Columns of closed rows, which are held at 0.
    """

    index: Index
    program: LinearProgram
    levels: Levels
    equipment: Equipment
    flows: Flows
    supplied: Supplied
    stores: Stores
    deliveries: Deliveries
    floors: Floors
    leftovers: Leftovers
    reach: Reach
    held: Integers


def formulate(economy: Economy, *, keep_closed: bool = False) -> Formulation:
    """Formulate an economy as a linear program (equations E1–E8, MODEL §2).

    Doing nothing is always feasible: needs and floors are variables, never hard rows.

    Parameters
    ----------
    economy
        A checked economy.
    keep_closed
        Whether closed rows keep their columns, and what could be reached through them has columns too.
        They are held at 0 by what an explanation may loosen: levels by their upper bounds, what is
        sent by ``route_capacity`` and what is supplied by ``supply_limit``. The optimum is the same.
    """
    index = Index(economy, keep_closed)
    planned = find_reach(index)
    reach = find_reach(index, through_closed=True) if keep_closed else planned
    builder = Builder(index)
    floors = Floors(builder)
    levels = add_levels(builder, floors, reach)
    equipment = add_equipment(builder, floors, levels)
    flows = add_flows(builder, reach)
    supplied = add_supplies(builder, floors)
    stores = add_stores(builder, floors, reach, flows)
    presence = find_presence(index)
    deliveries = add_deliveries(builder, reach, presence, planned)
    add_rations(builder, deliveries)
    leftovers = add_disposal(builder)
    terms = sum_terms(index, levels, flows, supplied, stores, deliveries)
    add_limits(builder, floors, terms, presence)
    close_material_balances(builder)
    held, program = builder.held, builder.close()
    return Formulation(
        index=index,
        program=program,
        levels=levels,
        equipment=equipment,
        flows=flows,
        supplied=supplied,
        stores=stores,
        deliveries=deliveries,
        floors=floors,
        leftovers=leftovers,
        reach=planned,
        held=held,
    )
