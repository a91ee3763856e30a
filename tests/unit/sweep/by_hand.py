"""Economies in which something is closed by hand, in the tables."""

import polars as pl

import commonweal as cw


def without(economy, kind, name):
    """The economy with the rows of one thing left out."""
    if kind in {"routes", "places"}:
        own = pl.col("route") == name
        if kind == "places":
            own = (pl.col("from_place") == name) | (pl.col("to_place") == name)
        return economy.with_table("routes", economy["routes"].filter(~own))
    if kind == "suppliers":
        rows = economy["supplies"].filter(~(pl.col("supplier") == name).fill_null(value=False))
        return economy.with_table("supplies", rows)
    if kind == "supplies":
        supply, good, *place = name.split(", ")
        own = (pl.col("supply") == supply) & (pl.col("good") == good)
        return _with_placed(economy, "supplies", own, place[0] if place else None)
    activity, place = name.split(", ")
    return _with_placed(economy, "activities", pl.col("activity") == activity, place)


def _with_placed(economy, table, own, place):
    """The economy without some rows at a place; rows for every place stay for the others."""
    places = economy["places"]["place"].to_list()
    kept = []
    for row in economy[table].with_columns(own=own).iter_rows(named=True):
        mine, everywhere = row.pop("own"), row["place"] in {None, "*"}
        if not mine or (place is not None and not everywhere and row["place"] != place):
            kept.append(row)
        elif everywhere and place is not None:
            kept += [row | {"place": other} for other in places if other != place]
    return economy.with_table(table, pl.DataFrame(kept, schema=economy[table].schema))


def coverage_of(plan):
    """Coverage of each cell of a plan, by its names."""
    rows = plan["coverage"].select("tier", "place", "group", "good", "period", "coverage").iter_rows()
    return {tuple(row[:-1]): row[-1] for row in rows}


def planned(economy):
    """Coverage of each cell in the plan of an economy."""
    return coverage_of(cw.plan(economy))
