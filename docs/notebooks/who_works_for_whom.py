"""Who works for whom, and could there be enough for everybody? A notebook from table to figure.

Open it with ``marimo edit docs/notebooks/who_works_for_whom.py``, or run it as a script. It uses the made-up
``world`` that ships; with WIOD on the machine, ``COMMONWEAL_WIOD=FOLDER`` (a folder in the layout
``symmetric``, such as the WIOD of bquast/wiod, year 2011) makes it answer for the real one; that has no hours,
so value added is followed instead, and the plans count persons, by continent.
"""

import marimo

app = marimo.App(app_title="Who works for whom?")


@app.cell
def _():
    import os
    from dataclasses import replace

    import marimo as mo
    import polars as pl

    import commonweal as cw
    from commonweal.building.options import BuildOptions, Purpose
    from commonweal.classify.concordance import continents
    from commonweal.classify.people import people_of
    from commonweal.importing.options import ReadingOptions
    from commonweal.inputoutput.aggregation import aggregated
    from commonweal.show.bars import Bar, draw_bars
    from commonweal.show.chord import Ring, draw_ring, pooled

    return (
        Bar,
        BuildOptions,
        Purpose,
        ReadingOptions,
        Ring,
        aggregated,
        continents,
        cw,
        draw_bars,
        draw_ring,
        mo,
        os,
        people_of,
        pl,
        pooled,
        replace,
    )


@app.cell
def _(mo):
    mo.md(
        """
        # Who works for whom?

        What people in one region buy was made, at some remove, by people in others. A table of who supplies
        whom tells how many hours stand behind it. Two questions:

        1. **Who works for whom?** How many hours does each region work for the others, and they for it?
        2. **Could there be enough for everybody?** What would it take, of the work there is, for everybody to
           have half of what the person in the middle of the world has of the necessary things?
        """
    )


@app.cell
def _(ReadingOptions, cw, os, people_of, replace):
    wiod = os.environ.get("COMMONWEAL_WIOD", "")
    if wiod:
        said = ReadingOptions(name="WIOD", year=2011, currency="USD", scale=1e6)
        table = cw.read_table("symmetric", wiod, said)
        table = replace(table, people=people_of(table.regions, said.year))
    else:
        table = cw.table_of("world")
    return table, wiod


@app.cell
def _(cw, table):
    books = cw.accounts(table)
    regions = books["regions"]
    regions
    return books, regions


@app.cell
def _(books, draw_ring, mo, pl, pooled, regions, Ring):
    names = regions["region"].to_list()
    pairs = books["embodied"].pivot(on="to_region", index="from_region", values="amount").fill_null(0.0)
    order = pl.DataFrame({"from_region": names})
    amounts, arcs = pooled(
        order.join(pairs, on="from_region", how="left").select(names).to_numpy(), names, 12, "all others"
    )
    ring = draw_ring(
        Ring(
            amounts,
            arcs,
            "Who works for whom",
            "An arc is as long as the work a region does for others and others do for it.",
            lambda name, given, taken: f"{name}: gives {given:,.3g}, takes {taken:,.3g} {books.unit}",
            lambda a, b, there, back: f"{a} for {b}: {there:,.3g}; {b} for {a}: {back:,.3g} {books.unit}",
        )
    )
    hues = "".join(f".ring .c{k} {{ fill: hsl({k * 47 % 360}, 45%, 48%) }}" for k in range(12))
    mo.Html(
        f"<style>{hues} .ring .ribbon {{ fill-opacity: 0.6 }} .ring text {{ font: 12px sans-serif }}</style>{ring}"
    )
    return (ring,)


@app.cell
def _(Bar, books, draw_bars, mo, regions):
    per_head = draw_bars(
        f"Done for others less done by others, {books.unit} per inhabitant and year",
        [
            Bar(
                row["region"],
                row["balance_per_head"],
                f"{row['balance_per_head']:,.0f}",
                f"{row['region']}: {row['balance']:,.4g} {books.unit} a year in all",
            )
            for row in regions.sort("balance_per_head", descending=True).iter_rows(named=True)
        ],
    )
    mo.Html(
        "<style>.bars text { font: 12px sans-serif } .bars .end { text-anchor: end } "
        ".bars .over { fill: #2a6f97 } .bars .under { fill: #c8553d } .bars .base { stroke: #444 }</style>"
        f"{per_head}"
    )
    return (per_head,)


@app.cell
def _(books, mo, regions):
    giver, taker = (regions.sort("balance_per_head").row(place, named=True) for place in (-1, 0))
    mo.md(
        f"""
        An inhabitant of **{giver["region"]}** does {giver["balance_per_head"]:,.0f} {books.unit} of {books.of} a year
        more for people elsewhere than they for her; for one of **{taker["region"]}** others do
        {-taker["balance_per_head"]:,.0f} {books.unit} more than he for them.

        ## Could there be enough for everybody?

        *Necessary* are here the products of tiers 1 and 2 (food, water, health, dwellings, energy, clothing …).
        *Enough* of each is half of what an average person has in the region where the person in the middle
        lives, when all people stand in a row by what they consume: half of the median, as poverty lines are
        often drawn. Nobody has to agree: change `share` below.
        """
    )


@app.cell
def _(BuildOptions, Purpose, aggregated, continents, cw, pl, table, wiod):
    # The accounts are of every country; plans of forty-one of them, with this much short, take an hour.
    planned = aggregated(table, continents(table.regions).map) if wiod else table
    # What products are for: the maps that ship know WIOD's; the made-up world says it in its needs.
    purposes = {}
    if not wiod:
        needs = cw.read("world")["needs"].select("good", "tier").unique()
        purposes = {good.removesuffix(".any"): Purpose("", int(tier)) for good, tier in needs.iter_rows()}
    as_it_is = cw.build_economy(planned, BuildOptions(sourcing="free", purposes=purposes)).economy
    new_plant = cw.build_economy(planned, BuildOptions(sourcing="free", purposes=purposes, slack=9.0)).economy

    spent = as_it_is["needs"].group_by("place").agg(spent=pl.col("amount").sum() * 365)
    row = as_it_is["people"].select("place", "people").join(spent, on="place").sort("spent")
    row = row.with_columns(up_to=pl.col("people").cum_sum() / pl.col("people").sum())
    middle = row.filter(pl.col("up_to") >= 0.5)["place"][0]
    row
    return as_it_is, middle, new_plant, row


@app.cell
def _(as_it_is, cw, middle, new_plant, pl):
    share = 0.5  # of what one person in the middle has of the necessary products
    enough = (
        as_it_is["needs"]
        .filter((pl.col("place") == middle) & (pl.col("tier") <= 2))
        .select(
            "good",
            pl.col("amount") * share,
            "tier",
            source=pl.lit(f"assumed: {share:.0%} of what a person in {middle} has"),
        )
    )
    today = cw.plan(as_it_is.with_table("needs", enough))
    later = cw.plan(new_plant.with_table("needs", enough))
    return enough, later, share, today


@app.cell
def _(as_it_is, later, pl, today):
    def hours(plan):
        """Work done in each place, per year."""
        work = plan.economy["supplies"].filter(pl.col("kind") == "labour")["supply"].unique()
        done = plan["supplies"].filter(pl.col("supply").is_in(work.to_list()))
        return done.group_by("place").agg(hours=pl.col("supplied").sum())

    def covered(plan):
        """Share of what is enough that people have, in the mean of all needs and in the worst."""
        return plan.coverage_by("place").select("place", "mean", "lowest")

    answer = (
        as_it_is["people"]
        .select("place", "people")
        .join(covered(today), on="place")
        .join(covered(later), on="place", suffix="_later")
        .join(hours(later), on="place")
        .with_columns(hours_per_head=pl.col("hours") / pl.col("people"))
        .drop("hours")
    )
    answer
    return answer, hours


@app.cell
def _(Bar, answer, draw_bars, mo):
    coverage = draw_bars(
        "The need that is met least, as a share of enough: with the plant there is",
        [
            Bar(place, lowest, f"{lowest:.0%}", f"{place}: {mean:.0%} in the mean of all needs")
            for place, mean, lowest in answer.select("place", "mean", "lowest").sort("mean").iter_rows()
        ],
    )
    mo.Html(
        "<style>.bars text { font: 12px sans-serif } .bars .end { text-anchor: end } "
        f".bars .over {{ fill: #2a6f97 }} .bars .base {{ stroke: #444 }}</style>{coverage}"
    )
    return (coverage,)


@app.cell
def _(BuildOptions, as_it_is, hours, later, middle, mo, pl, share, today):
    there_is = as_it_is["supplies"].filter(pl.col("kind") == "labour")
    worked = there_is["at_most"].sum() / (1.0 + BuildOptions().labour_slack)
    unit = as_it_is["goods"].filter(pl.col("kind") == "labour")["unit"][0]
    needed = hours(later)["hours"].sum()
    titles = dict(today.economy["goods"].select("good", "name").iter_rows())

    def short(plan):
        """Who is short of what, in words."""
        missing = plan["coverage"].filter(pl.col("coverage") < 1.0 - 1e-6)
        if not missing.height:
            return "everybody has it"
        places = missing["place"].unique(maintain_order=True).to_list()
        goods = [
            titles[good].removesuffix(", from anywhere")
            for good in missing["good"].unique(maintain_order=True)
        ]
        return f"people in {', '.join(places)} go short ({'; '.join(goods)})"

    conclusion = (
        f"Enough is {share:.0%} of what a person in **{middle}** has. With the plant there is, and a tenth more, "
        f"{short(today)}. With as much plant as it takes and the same people at work, {short(later)}. "
        "With all that government and investment take kept as it is, and nothing beyond the necessary, it takes "
        f"{needed:,.0f} {unit} a year: **{needed / worked:.0%}** of what is worked today, since work is "
        "then done where it takes the least. "
        f"The plans are {today.certificate.quality} and {later.certificate.quality}."
    )
    mo.md(
        f"""
        {conclusion}

        What this leaves out: the prices of the table's year, and everything that a product called "health"
        hides; see `docs/explanation/input-output.md`.
        """
    )
    return conclusion, needed, worked


if __name__ == "__main__":
    app.run()
