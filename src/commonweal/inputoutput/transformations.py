"""Symmetric input–output tables from supply and use tables, by the four textbook models.

With V the make matrix (industries × products), U the use matrix, Y final demand, W a row beside the table,
``q`` and ``g`` the outputs of products and of industries, every model is one matrix T (industries ×
products) and where it is applied:

===== ================== ============================== ======================= ==================
model table              assumption                     T                       flows, Y, W become
===== ================== ============================== ======================= ==================
A     product × product  product technology             ``(Vᵀ)⁻¹ diag(q)``      ``U T, Y, W T``
B     product × product  industry technology            ``diag(g)⁻¹ V``         ``U T, Y, W T``
C     industry × industry fixed industry sales structure ``diag(g) (Vᵀ)⁻¹``      ``T U, T Y, W``
D     industry × industry fixed product sales structure  ``V diag(q)⁻¹``         ``T U, T Y, W``
===== ================== ============================== ======================= ==================

A and C need as many industries as products (those without output apart) and can give negative flows;
B and D need neither and give none that weren't there.

References
----------
Eurostat, *Manual of Supply, Use and Input-Output Tables*, 2008, ch. 11; United Nations, *Handbook on Supply
and Use Tables and Input-Output Tables with Extensions and Applications*, 2018, ch. 12.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import linalg

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import per_output
from commonweal.inputoutput.tables import Floats, InputOutput, Labels, Rows, SupplyUse
from commonweal.inputoutput.valuation import at_basic_prices

__all__ = ["Model", "symmetric"]

Model = Literal["A", "B", "C", "D"]

Positions = npt.NDArray[np.intp]
Sharing = Callable[[Floats], Floats]
"""Rows by industry in, the same rows by product out: shape (k, n_industries), then (k, n_products)."""

_UNMADE = "products that nobody makes here"
_SOLVED = 1e-9  # share by which totals may be missed where T is had by solving


def symmetric(table: SupplyUse, model: Model = "D") -> InputOutput:
    """A symmetric table from supply and use, by model A, B, C or D.

    Margins and taxes on products are taken out of the uses first (``at_basic_prices``). Imports stay a
    column: ``output + imports = flows.sum(1) + final_demand.sum(1)``, up to the residuals of the table
    given. In C and D, products that nobody makes have no industry to go to: their uses become a row of
    value added of the kind ``imports``. A table that is symmetric already is passed through: its flows
    are not copied.

    Parameters
    ----------
    table
        Supply and use, balanced or nearly so.
    model
        ``A`` product technology, ``B`` industry technology (both product × product), ``C`` fixed
        industry sales structure, ``D`` fixed product sales structure (both industry × industry).

    Returns
    -------
    The symmetric table, in the money of the one given; outputs, final demand, value added and every
    row beside the table have the same totals.

    Raises
    ------
    ModelError
        If the model is not one of the four; if A or C is asked for and industries and products with output
        are not as many, or can't be told apart by what they make; if an industry uses products and
        makes none.
    """
    if model not in get_args(Model):
        raise ModelError(f"There is no model '{model}': choose A, B, C or D.")
    table = at_basic_prices(table)
    if table.is_symmetric:
        return _passed_through(table)
    _check_industries(table)
    return _by_product(table, model) if model in {"A", "B"} else _by_industry(table, model)


def _passed_through(table: SupplyUse) -> InputOutput:
    return _joined(
        table, table.industries, table.use, table.final_demand, table.industry_output, table.imports
    )


def _by_product(table: SupplyUse, model: Model) -> InputOutput:
    """Models A and B: what industries use and employ is shared out among the products they make."""
    share = _shares_by_technology(table) if model == "A" else _shares_by_make(table)
    return InputOutput(
        sectors=table.products,
        final=table.final,
        final_kinds=table.final_kinds,
        flows=share(table.use),
        final_demand=table.final_demand,
        output=table.product_output,
        imports=table.imports,
        value_added=_shared_rows(table.value_added, share),
        labour=_shared_rows(table.labour, share),
        capital=_shared_rows(table.capital, share),
        satellites=_shared_rows(table.satellites, share),
        provenance=table.provenance,
        people=table.people,
    )


def _by_industry(table: SupplyUse, model: Model) -> InputOutput:
    """Models C and D: what is used of products is used of the industries that make them."""
    made = table.product_output != 0.0
    stack = np.hstack([table.final_demand, table.imports[:, None]])
    if model == "C":
        flows, others = _sold_by_industry(table, table.use), _sold_by_industry(table, stack)
    else:
        per_product = per_output(np.ones(len(made)), table.product_output)
        shares = sparse.csr_array(table.supply @ sparse.diags_array(per_product))
        flows, others = shares @ table.use, shares @ stack
    return _joined(
        table,
        table.industries,
        flows,
        np.ascontiguousarray(others[:, :-1]),
        table.industry_output,
        others[:, -1].copy(),
        _with_unmade(table, made),
    )


def _joined(
    table: SupplyUse,
    sectors: Labels,
    flows: Floats,
    final_demand: Floats,
    output: Floats,
    imports: Floats,
    value_added: Rows | None = None,
) -> InputOutput:
    """A table by industry: rows beside it are what they were."""
    return InputOutput(
        sectors=sectors,
        final=table.final,
        final_kinds=table.final_kinds,
        flows=flows,
        final_demand=final_demand,
        output=output,
        imports=imports,
        value_added=table.value_added if value_added is None else value_added,
        labour=table.labour,
        capital=table.capital,
        satellites=table.satellites,
        provenance=table.provenance,
        people=table.people,
    )


def _shares_by_make(table: SupplyUse) -> Sharing:
    """Model B: ``R diag(g)⁻¹ V`` for rows R by industry."""
    per_industry = per_output(np.ones(len(table.industries)), table.industry_output)
    shares = sparse.csr_array(sparse.diags_array(per_industry) @ table.supply)

    def shared(rows: Floats) -> Floats:
        return np.asarray(rows @ shares, dtype=np.float64)

    return shared


def _shares_by_technology(table: SupplyUse) -> Sharing:
    """Model A: ``R (Vᵀ)⁻¹ diag(q)`` for rows R by industry, had from ``V X = Rᵀ``."""
    made, making = _made_and_making(table)
    factors = _factored(table.supply[making][:, made], table.industry_output[making])
    output = table.product_output

    def shared(rows: Floats) -> Floats:
        answer = np.zeros((len(rows), len(output)))
        if len(rows):
            solved = factors.solve(np.ascontiguousarray(rows[:, making].T))
            answer[:, made] = solved.T * output[made]
        return answer

    return shared


def _sold_by_industry(table: SupplyUse, columns: Floats) -> Floats:
    """Model C: ``diag(g) (Vᵀ)⁻¹ R`` for columns of R by product."""
    made, making = _made_and_making(table)
    factors = _factored(table.supply[making][:, made].T, table.product_output[made])
    sold = np.zeros((len(table.industries), columns.shape[1]))
    sold[making] = table.industry_output[making, None] * factors.solve(np.ascontiguousarray(columns[made]))
    return sold


def _made_and_making(table: SupplyUse) -> tuple[Positions, Positions]:
    """Positions of products that are made and of industries that make something, as many of each."""
    made = np.flatnonzero(table.product_output != 0.0)
    making = np.flatnonzero(table.industry_output != 0.0)
    if len(made) != len(making):
        raise ModelError(
            f"{len(making)} industries make {len(made)} products: models A and C need as many of one as of "
            "the other. Aggregate the table, or take model B or D."
        )
    return made, making


def _factored(matrix: sparse.sparray, sums: Floats) -> linalg.SuperLU:
    """V or its transpose, factorised; its rows add to ``sums``, which the factors have to find again."""
    try:
        factors = linalg.splu(sparse.csc_array(matrix))
    except RuntimeError as error:  # scipy's word for a zero pivot
        raise _alike() from error
    if not np.all(np.abs(factors.solve(sums) - 1.0) <= _SOLVED):
        raise _alike()
    return factors


def _alike() -> ModelError:
    return ModelError(
        "Models A and C can't tell some industries apart: what they make, they make in the same "
        "proportions. Aggregate them, or take model B or D."
    )


def _check_industries(table: SupplyUse) -> None:
    idle = table.industry_output == 0.0
    using = np.abs(table.use).sum(axis=0) > 0.0 if np.any(idle) else idle
    found = np.flatnonzero(idle & using)
    if len(found):
        named = ", ".join(table.industries.texts[index] for index in found[:10])
        raise ModelError(
            f"Industries use products and make none: {named}. Book what they use as final demand, or "
            "aggregate them with industries that make something."
        )


def _with_unmade(table: SupplyUse, made: npt.NDArray[np.bool_]) -> Rows:
    """Value added, with what is used of products that nobody makes as a row of imports."""
    rows = table.value_added
    by_industry = table.use[~made].sum(axis=0)
    by_final = table.final_demand[~made].sum(axis=0)
    if not np.any(by_industry) and not np.any(by_final):
        return rows
    unit = rows.units[0] if len(rows) else table.provenance.currency
    return Rows(
        (*rows.names, _UNMADE),
        (*rows.units, unit),
        (*rows.kinds, "imports"),
        np.vstack([rows.by_industry, by_industry]),
        np.vstack([rows.by_final, by_final]),
    )


def _shared_rows(rows: Rows, share: Sharing) -> Rows:
    return Rows(rows.names, rows.units, rows.kinds, share(rows.by_industry), rows.by_final)
