"""E1, the material balance of every good, at every place, in every period."""

from __future__ import annotations

from commonweal.formulate.builder import Builder
from commonweal.formulate.families import RowFamily

__all__ = ["MATERIAL_BALANCE", "close_material_balances"]

MATERIAL_BALANCE = RowFamily(
    name="material_balance",
    formula="Σ amount·level + arrived − sent + supplied − paid + (1−loss)^days·(1−lost)·stock before "
    "− stock − delivered ≥ 0, = 0 where disposal is not free",
    unit="unit of the good",
    price="change of the aim for one more unit of the good there and then",
    golden="material_balance",
)


def close_material_balances(builder: Builder) -> None:
    """Turn what all families put into balances into rows (E1); call it last of all.

    A row is an equality where the good may not be left over for free; what had to be is the column
    ``left_over`` or ``disposed``. Opening stocks stand on the right-hand side.
    """
    builder.close_balances(MATERIAL_BALANCE.name, MATERIAL_BALANCE.unit, builder.index.bound_to_use)
