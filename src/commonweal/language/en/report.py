"""English: reports of a plan."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    "billion": "{number} billion",
    "million": "{number} million",
    "percent": "{number}\u00a0%",
    "tick.days": "{day}\u00a0{month}",
    "tick.years": "{month}\u00a0{year}",
    "list.comma": ", ",
    "of": "{part} of {whole}",
    "place.day": "{place}, {day}",
    "output": "{good} {amount}",
    "unlisted": "{n} more rows are in the tables of the plan.",
    "as.table": "As a table",
    "everywhere": "everywhere",
    # first sentences
    "headline.span": "{start} to {end}, {n} periods",
    "headline.all": "{people} people: everyone has every need of tier {tier} covered, all the time.",
    "headline.covered": "{people} people: {share} have every need of tier {tier} covered, all the time.",
    "headline.worst": "Worst off: {group} in {place}, with {coverage} of the {good} they need in the "
    "period from {day}.",
    "text.more": "and {n} more",
    "text.periods": "{part} of {whole} periods",
    "headline.nobody": "Nobody has a need that could be covered.",
    "card.people": "{covered} of {people} people have all of it, all the time",
    "card.detail": "All of it on {days} of person-days; {average} on average; {lowest} at the lowest",
    "quality.verified": "Verified.",
    "quality.approximate": "Approximate.",
    "quality.none": "Not a plan.",
    "certificate.verified": "Recomputed from the tables, every balance, limit and coverage holds to "
    "{primal}, every price to {dual}; no better plan exists (gap {gap}).",
    "certificate.approximate": "Balances are off by up to {primal}, prices by {dual}; the gap is {gap}, "
    "a need could still rise by {cells}, and an aim lies {aims} below what was reached. Don't lean on "
    "small differences.",
    "certificate.none": "Balances are off by up to {primal}, prices by {dual}; the gap is {gap}, a need "
    "could still rise by {cells}, and an aim lies {aims} below what was reached. Don't act on these "
    "figures.",
    "rule.leximin": "Rule: the worst off first. Within a tier nobody's coverage could be raised without "
    "lowering that of someone who has no more.",
    "rule.total": "Rule: the greatest total coverage, tier after tier, whoever has it.",
    "rule.equal": "Rule: each need is covered to the same share for all who can be reached.",
    "rule.money": "Rule: needs count by what people can pay, as on a market.",
    # coverage
    "tier": "Tier {tier}",
    "coverage.heading": "What people get",
    "coverage.lead": "Tier 1 is the most urgent, and a later tier never takes from an earlier one. "
    "Coverage is the share of a need that is delivered. A person counts as fully covered when no need "
    "of the tier is short in any period.",
    "coverage.full": "Covered in full everywhere and all the time: {goods}.",
    "coverage.matrix": "Average coverage by place",
    "coverage.time": "Coverage over time",
    "coverage.time.lead": "One row a place, one column a period; each shows the group that has the "
    "least there and then. Where a need is covered in full there is only a thin line.",
    "coverage.time.bins": "Each column puts {n} periods together and shows the lowest.",
    "coverage.left": "Shown are the {n} places that are worst covered; {left} more are in the tables of "
    "the plan.",
    "legend.coverage": "Coverage",
    "legend.full": "100\u00a0%, all the time",
    "legend.none": "no need here",
    "need": "Need",
    "place": "Place",
    "group": "Group",
    "people": "People",
    "people.fully.short": "Fully covered",
    "people.fully": "People fully covered",
    "share.fully": "Share",
    "average": "Average",
    "lowest": "Lowest",
    "lowest.where": "Lowest where and when",
    "lowest.when": "Lowest when",
    # who is short
    "short.heading": "Who is short, and by how much",
    "short.lead": "The most urgent tier first, and in it the worst off. Missing is summed over the "
    "periods that are short.",
    "short.nobody": "Nobody is short of anything that was asked for.",
    "short.more": "{n} more shortfalls",
    "short.times": "Periods short",
    "tier.short": "Tier",
    "missing": "Missing",
    "floors.heading": "Other aims that are not met in full",
    "floor.cap": "At most: {what}",
    "floor.closing": "Closing stock: {what}",
    "floor.equipment": "Standing at the end: {what}",
    "floor.limit": "At least: {what}",
    "floor.minimum": "Minimum: {what}",
    "floor.supply": "Supply taken: {what}",
    "floor": "What is wanted",
    "period": "Period",
    "wanted": "Wanted",
    "share": "Share missing",
    # what binds
    "binding.heading": "What stands in the way",
    "binding.lead": "Limits that are used up, what weighs most first. The price says what one more unit "
    "would give to the aim that it holds down; amounts are summed over the periods that bind.",
    "binding.none": "No limit is used up.",
    "prices.heading": "Prices of goods",
    "prices.lead": "What one more unit would give to each aim, at the place and in the period where it "
    "would give most.",
    "limit": "Kind",
    "limit.route": "route",
    "limit.supply": "supply",
    "limit.limit": "limit",
    "limit.cap on intake": "cap on intake",
    "limit.capacity": "capacity",
    "limit.equipment": "equipment",
    "limit.store": "store",
    "limit.what": "Limit",
    "periods": "Periods",
    "used": "Used",
    "allowed": "Allowed",
    "price": "Highest price",
    # map
    "map.heading": "Where",
    "map.title": "Map of the places by coverage, with the routes that are used",
    "map.lead": "Colour is the average coverage of tier {tier} over all needs and periods.",
    "map.no_coordinates": "No place has coordinates or a code with a known boundary, so there is no map.",
    "map.nobody": "{place}: nobody with needs of this tier",
    "map.place": "{place}: {people} people, {average} on average; lowest {lowest} ({good}, {day})",
    "map.route": "{route}: {start} → {end}, {tonnes} t, at most {fullest} of its capacity",
    "map.scale": "{km} km",
    "map.note.labels": "Circles grow with people; a square is a place where nobody has needs.",
    "map.note.routes": "Lines grow with what is carried (the widest: {tonnes} t); black with a bar is a "
    "route that is full in some period, dashed one that is not used.",
    "map.note.scale": "The scale holds at the middle of the map.",
    "map.note.boundaries": "Boundaries: {source}. Showing them takes no position on any of them.",
    "map.note.missing": "Without coordinates, and so not shown: {places}.",
    "map.places.table": "Places as a table",
    "map.routes": "Routes used",
    "map.routes.table": "Routes as a table",
    "route": "Route",
    "route.from": "From",
    "route.to": "To",
    "tonnes": "Tonnes",
    "fullest": "Fullest",
    "periods.full": "Periods full",
    # what is done
    "done.heading": "What is done",
    "supplies.heading": "Supplies drawn on",
    "supplies.none": "Nothing comes from outside the plan.",
    "supply": "Supply",
    "good": "Good",
    "supplied": "Supplied",
    "paid": "Paid",
    "activities.heading": "Activities",
    "activity": "Activity",
    "level": "Level",
    "places": "Places",
    "outputs": "What comes out",
    "leftovers.heading": "Left over",
    "leftovers.lead": "What is thrown away at a cost, or left over though it should not be.",
    "amount": "Amount",
    "stocks.heading": "What is in store",
    "stocks.lead": "All places together, from the opening stock to the end of each period.",
    "stocks.title": "{good} ({unit})",
    "effort.heading": "Effort and money",
    "effort.lead": "The aims of the plan in their order; each is held while the next is sought.",
    "aim": "Aim",
    "aim.tier": "Tier {what}: lowest coverage",
    "aim.total": "Total coverage of tier {what}",
    "aim.equal": "Equal shares in tier {what}",
    "aim.effort": "Effort: {what}",
    "aim.money": "What people can pay for",
    "aim.floors": "Other aims before all tiers",
    "aim.floors_of_tier": "Other aims of tier {what}",
    "aim.held": "Aim held down",
    "aim.value": "Reached",
    "currency": "Currency",
    "money.none": "Nothing is paid for.",
    # sources and method
    "sources.heading": "Sources and notes",
    "sources.lead": "Of {total} rows, {sourced} name a source, {assumed} are assumptions and {blank} "
    "say nothing.",
    "source": "Source",
    "rows": "Rows",
    "notes.heading": "Notes",
    "table": "Table",
    "row": "Row",
    "note": "Note",
    "method.heading": "How this plan was made",
    "method.leximin": "Everything that is done is a column of amounts that go in and come out, at a "
    "place, in a period; a linear program finds the levels. Tier after tier it raises the worst-off "
    "need as far as it can, then the next worst, and so on; then it seeks the least effort.",
    "method.total": "Everything that is done is a column of amounts that go in and come out, at a "
    "place, in a period; a linear program finds the levels. Tier after tier it makes the total coverage "
    "as large as it can; then it seeks the least effort.",
    "method.equal": "Everything that is done is a column of amounts that go in and come out, at a "
    "place, in a period; a linear program finds the levels. Each need is covered to one share for all "
    "who can be reached, and the lowest share is raised first; then it seeks the least effort.",
    "method.money": "Everything that is done is a column of amounts that go in and come out, at a "
    "place, in a period; a linear program finds the levels. It makes coverage, weighed by income, as "
    "large as it can; then it seeks the least effort.",
    "method.proof": "Afterwards all balances, limits and coverages are computed again from the tables, "
    "and the prices of the program prove how far any better plan could go.",
    "economy": "Economy",
    "economy.hash": "Content of the economy",
    "plan.hash": "Plan",
    "version": "Made with",
}
