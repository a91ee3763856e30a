"""Fewer regions, products and industries: a table summed by a concordance."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from scipy import sparse

from commonweal.errors import ModelError
from commonweal.inputoutput.tables import Floats, Labels, Rows, SupplyUse

__all__ = ["Concordance", "Grouping", "aggregated", "grouping", "summed"]

Concordance: TypeAlias = Mapping[str, str | Mapping[str, float]]
"""Old name to new name, or to several new names with a share each (they add to 1)."""

_BLOCK = 1024  # rows summed at a time, so that a large table is never copied whole
_NAMED = 8  # names that a message lists before it counts the rest


@dataclass(frozen=True, eq=False)
class Grouping:
    """Which old entries make up which new ones.

    Attributes
    ----------
    labels
        The new entries, in the order in which they first come up.
    share : sparse, shape (n_old, n_new), share of the old entry
        Every row adds to 1.
    """

    labels: Labels
    share: sparse.csr_array


def aggregated(
    table: SupplyUse,
    regions: Concordance | None = None,
    products: Concordance | None = None,
    industries: Concordance | None = None,
    *,
    titles: Mapping[str, str] | None = None,
) -> SupplyUse:
    """A table with fewer regions, products and industries: sums of the old figures.

    With shares ``P`` (old products × new) and ``G`` (old industries × new): ``V' = Gᵀ V P``,
    ``U' = Pᵀ U G``. Where every industry makes just its own product it goes on doing so. Flows
    between entries that become one are kept (they stand on the diagonal).

    Parameters
    ----------
    table
        The table; not changed.
    regions, products, industries
        Old name to new name (or to new names with shares); None leaves them as they are. In a
        symmetric table one of the last two does for both.
    titles
        What people call new products and industries; otherwise an entry that is made of one keeps
        its title.

    Returns
    -------
    A table with the same totals, in the same unit. The people of a new region are known where they
    are known for all its parts. Final users of a region are summed by name; where such a sum holds
    users of several kinds its kind is ``other``.

    Raises
    ------
    ModelError
        If a region, product or industry of the table has no new name (they are named), or if shares
        are below 0 or do not add to 1.

    References
    ----------
    Miller and Blair, *Input-Output Analysis*, 2nd ed., 2009, section 4.9.

    Examples
    --------
    ``aggregated(table, regions={"DEU": "Europe", "FRA": "Europe", "USA": "USA"})``
    """
    if table.is_symmetric and table.products.names == table.industries.names:
        products, industries = products or industries, industries or products
    if not (regions or products or industries):
        return table
    rows = grouping(table.products, regions, products, "product", titles)
    columns = grouping(table.industries, regions, industries, "industry", titles)
    users = grouping(table.final, regions, None, "final user")
    return replace(
        table,
        products=rows.labels,
        industries=columns.labels,
        final=users.labels,
        final_kinds=_kinds(table.final_kinds, users),
        supply=_supply(table, rows, columns),
        use=summed(table.use, rows.share, columns.share),
        final_demand=summed(table.final_demand, rows.share, users.share),
        value_added=_rows(table.value_added, columns, users),
        labour=_rows(table.labour, columns, users),
        capital=_rows(table.capital, columns, users),
        satellites=_rows(table.satellites, columns, users),
        imports=rows.share.T @ table.imports,
        margins=rows.share.T @ table.margins,
        taxes=rows.share.T @ table.taxes,
        people=_people(table, regions),
    )


def grouping(
    labels: Labels,
    regions: Concordance | None,
    names: Concordance | None,
    what: str,
    titles: Mapping[str, str] | None = None,
) -> Grouping:
    """Which entries of some labels make up which new ones, by a map of regions and one of names.

    Raises
    ------
    ModelError
        As ``aggregated``; ``what`` says what the names are.
    """
    region_parts = _parts(labels.distinct_regions, regions, "region")
    name_parts = _parts(labels.distinct_names, names, what)
    places: dict[tuple[str, str], int] = {}
    old: list[int] = []
    new: list[int] = []
    shares: list[float] = []
    for index, (region, name) in enumerate(zip(labels.regions, labels.names, strict=True)):
        for to_region, of_region in region_parts[region].items():
            for to_name, of_name in name_parts[name].items():
                old.append(index)
                new.append(places.setdefault((to_region, to_name), len(places)))
                shares.append(of_region * of_name)
    share = sparse.csr_array((shares, (old, new)), shape=(len(labels), len(places)))
    made = Labels(tuple(region for region, _ in places), tuple(name for _, name in places))
    return Grouping(replace(made, titles=_titles(labels, made, name_parts, titles or {})), share)


def summed(matrix: Floats, rows: sparse.csr_array, columns: sparse.csr_array) -> Floats:
    """``rowsᵀ · matrix · columns``, a block of rows at a time.

    Parameters
    ----------
    matrix : shape (n_old_rows, n_old_columns)
    rows : sparse, shape (n_old_rows, n_new_rows)
    columns : sparse, shape (n_old_columns, n_new_columns)

    Returns
    -------
    shape (n_new_rows, n_new_columns), in the unit of the matrix
    """
    total = np.zeros((rows.shape[1], columns.shape[1]))
    across = columns.T.tocsr()
    for start in range(0, matrix.shape[0], _BLOCK):
        block = matrix[start : start + _BLOCK]
        total += rows[start : start + _BLOCK].T @ np.ascontiguousarray((across @ block.T).T)
    return total


def _parts(known: Collection[str], to: Concordance | None, what: str) -> dict[str, dict[str, float]]:
    """For every name the new names with their shares."""
    if to is None:
        return {name: {name: 1.0} for name in known}
    missing = [name for name in known if name not in to]
    if missing:
        raise ModelError(_unmapped(missing, to, what))
    parts = {}
    for name in known:
        target = to[name]
        parts[name] = {target: 1.0} if isinstance(target, str) else dict(target)
        total = sum(parts[name].values())
        if abs(total - 1.0) > 1e-9 or min(parts[name].values()) < 0.0:
            raise ModelError(
                f"The shares of {what} '{name}' add to {total:.12g}, or one is below 0. "
                "Shares lie between 0 and 1, and those of one name add to 1."
            )
    return parts


def _unmapped(missing: list[str], known: Iterable[str], what: str) -> str:
    """Which names have no new one, each with the nearest that the map does have."""
    texts = []
    words = list(known)
    for name in missing[:_NAMED]:
        close = difflib.get_close_matches(name, words, n=1)
        texts.append(f"'{name}'" + (f" (the concordance has '{close[0]}')" if close else ""))
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return (
        f"The concordance has no new name for {what} {', '.join(texts)}{more}. "
        "Give every name of the table a row; one that stays as it is goes to itself."
    )


def _titles(
    labels: Labels, made: Labels, parts: Mapping[str, Mapping[str, float]], given: Mapping[str, str]
) -> tuple[str, ...]:
    """Titles of new entries: the given ones, or that of the only old name behind each."""
    sources: dict[str, list[str]] = {}
    for name, to in parts.items():
        for new_name in to:
            sources.setdefault(new_name, []).append(name)
    old = dict(zip(labels.names, labels.titles, strict=True)) if labels.titles else {}
    kept = {
        name: given.get(name) or (old.get(of[0], "") if len(of) == 1 and len(parts[of[0]]) == 1 else "")
        for name, of in sources.items()
    }
    return tuple(kept[name] for name in made.names) if any(kept.values()) else ()


def _supply(table: SupplyUse, rows: Grouping, columns: Grouping) -> sparse.csr_array:
    """The make matrix, which stays diagonal where products and industries are grouped alike."""
    alike = table.is_symmetric and _same(rows, columns)
    if alike:
        return sparse.csr_array(sparse.diags_array(rows.share.T @ table.product_output))
    return sparse.csr_array(columns.share.T @ table.supply @ rows.share)


def _same(one: Grouping, other: Grouping) -> bool:
    """Whether two groupings are the same."""
    if one.share.shape != other.share.shape or one.labels.texts != other.labels.texts:
        return False
    return bool(abs(one.share - other.share).sum() == 0.0)


def _rows(rows: Rows, columns: Grouping, users: Grouping) -> Rows:
    """Rows beside the table, summed over industries and final users."""
    return replace(
        rows,
        by_industry=np.ascontiguousarray((columns.share.T @ rows.by_industry.T).T),
        by_final=np.ascontiguousarray((users.share.T @ rows.by_final.T).T),
    )


def _kinds(kinds: tuple[str, ...], users: Grouping) -> tuple[str, ...]:
    """Kind of each new final user."""
    behind: list[set[str]] = [set() for _ in range(len(users.labels))]
    parts = users.share.tocoo()
    for old, new in zip(parts.row, parts.col, strict=True):
        behind[new].add(kinds[old])
    return tuple(next(iter(found)) if len(found) == 1 else "other" for found in behind)


def _people(table: SupplyUse, regions: Concordance | None) -> dict[str, float]:
    """Inhabitants of each new region, where they are known for all of the table that is in it."""
    if regions is None:
        return dict(table.people)
    totals: dict[str, float] = {}
    unknown: set[str] = set()
    for region in dict.fromkeys(table.products.regions + table.final.regions):
        target = regions[region]
        parts = {target: 1.0} if isinstance(target, str) else target
        for name, share in parts.items():
            if region in table.people:
                totals[name] = totals.get(name, 0.0) + share * table.people[region]
            else:
                unknown.add(name)
    return {name: total for name, total in totals.items() if name not in unknown}
