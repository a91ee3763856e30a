"""English: comparisons of plans, and the price of a rule."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    "compare.as.is": "as it is",
    "compare.with": "{plan}, compared with: {base}",
    "compare.list.between": "; ",
    # first sentences
    "compare.same": "Nobody gains and nobody loses: every need is covered as before.",
    "compare.nobody.loses": "Nobody loses.",
    "compare.nobody.gains": "Nobody gains.",
    "compare.lost": "{days} person-days of needs of tier {tier} are lost: {places}.",
    "compare.lost.later": "In less urgent tiers, {days} more person-days are lost.",
    "compare.gained": "{days} person-days of needs of tier {tier} are gained: {places}.",
    "compare.gained.later": "In less urgent tiers, {days} more person-days are gained.",
    "compare.where": "{good} in {place} ({days})",
    "compare.people": "People who have all of tier {tier}, all the time: {after} of {people} (before: "
    "{before} of {were}).",
    "compare.route.more": "{tonnes} t more go by {route} ({start} → {end}).",
    "compare.route.less": "{tonnes} t less go by {route} ({start} → {end}).",
    "compare.effort": "Effort ({what}): {after}, before {before} ({change}).",
    "compare.effort.same": "Effort ({what}): {after}, as before.",
    "compare.money": "Paid in {currency}: {after}, before {before} ({change}).",
    "compare.limits.began": "Now used to the last: {limits}.",
    "compare.limits.stopped": "No longer used to the last: {limits}.",
    "compare.limit": "{kind} {what}",
    # what can't be compared
    "compare.remarks.heading": "What to bear in mind",
    "compare.remark.calendar": "{plan}: the calendars differ. Compared are the {n} periods that both "
    "plans have, from {first} to {last}; efforts and other aims are for all periods of a plan, and "
    "their difference is left out.",
    "compare.remark.rule": "{plan}: the rules differ ({base} and {here}), so some aims are not the same.",
    "compare.remark.effort": "{plan}: the efforts differ ({base} and {here}) and can't be compared.",
    "compare.remark.quality": "{plan}: one of the two plans is approximate. Don't lean on small differences.",
    "compare.remark.cells": "{plan}: some needs are only in one plan, and are left out: {base} "
    "person-days only in the first, {here} only in this one.",
    "compare.remark.people": "{plan}: the number of people differs in {places}. Gains and losses are "
    "those of the people whom both plans count.",
    "compare.because": "Because",
    "compare.claimed": "Claimed by",
    "compare.confidence": "Confidence",
    # tables
    "compare.people.heading": "Who gains and who loses",
    "compare.people.lead": "Whoever loses most of the most urgent tier comes first. A person-day is "
    "lost where one person has nothing of a need for a day, or two have half of it, which they had "
    "before; each need is counted by itself. One week's gain does not make up for another's loss: "
    "both are counted.",
    "compare.lost.days": "Person-days lost",
    "compare.lost.short": "Lost",
    "compare.gained.short": "Gained",
    "compare.place.group": "{place}, {group}",
    "compare.gained.days": "Person-days gained",
    "compare.average": "Average: {plan}",
    "compare.lowest": "Lowest: {plan}",
    "compare.plan": "Plan",
    "compare.change": "Change",
    "compare.tiers.heading": "Tier by tier",
    "compare.aims.heading": "Aims side by side",
    "compare.aims.lead": "What each plan reached, in the order of its aims.",
    "compare.done.heading": "What is done otherwise",
    "compare.flows.heading": "Carried along routes",
    "compare.supplies.heading": "Bought and received",
    "compare.cost": "Cost: change",
    "compare.money.heading": "Paid",
    "compare.activities.heading": "Made and done",
    "compare.activities.lead": "Levels of activities: how much each is run.",
    "compare.stocks.heading": "In store at the end",
    "compare.nothing": "Nothing of this changes.",
    "compare.limits.heading": "What began or ceased to stand in the way",
    "compare.limits.lead": "Limits that are used to the last in one plan and not in the other, or in "
    "more or fewer periods.",
    "compare.state": "What happened",
    "compare.state.began": "began to bind",
    "compare.state.stopped": "stopped binding",
    "compare.state.more": "binds longer",
    "compare.state.less": "binds less long",
    "compare.prices.heading": "Prices that moved most",
    "compare.prices.lead": "What one more unit would be worth to an aim, on average over the days "
    "both plans have.",
    # maps
    "compare.maps.lead": "Average coverage of tier {tier} in each plan, on one scale of colours and "
    "one width of lines.",
    "compare.map.title": "{plan}: places by coverage, with the routes that are used",
    "compare.map.change": "Change: {plan}",
    "compare.map.change.title": "Change of coverage by place, in points of percent: {plan}",
    "compare.map.change.note": "Under the names stands the change of the average coverage of tier "
    "{tier}, in points of percent.",
    "compare.map.place": "{place}: {before} before, {after} now",
    "compare.points": "{number} points",
    "compare.legend.change": "Change, in points",
    "compare.legend.same": "none",
    # the way of a good
    "flow.heading": "The way of a good: {good}",
    "flow.lead": "From where it comes, on the left, by way of the places to what becomes of it, on "
    "the right. Bands are as wide as the amounts, on one scale for all plans; small ones are put "
    "together, and of what goes there and comes back only the difference is drawn. The table has all.",
    "flow.title": "{plan}: the way of {good}",
    "flow.summary": "{total} in all. What becomes of it: {ends}.",
    "flow.part": "{what} {amount}",
    "flow.band": "{start} → {end}: {amount}",
    "flow.band.routes": "{start} → {end}: {amount} ({routes})",
    "flow.stock": "in store at the start",
    "flow.made": "made: {what}",
    "flow.eaten": "to {what}",
    "flow.used": "used: {what}",
    "flow.carrying": "used in carrying",
    "flow.paid": "paid for: {what}",
    "flow.kept": "in store at the end",
    "flow.under.way": "under way at the end",
    "flow.lost": "lost",
    "flow.over": "left over",
    "flow.everywhere": "all places together",
    "flow.other.sources": "other sources",
    "flow.other.places": "other places",
    "flow.other.ends": "other uses",
    "flow.nothing": "Nothing with mass is carried in these plans, so there is no such picture.",
    # method
    "compare.method.heading": "How these plans were made and compared",
    "compare.method": "Each plan was made and proved by itself. Everything here is computed again "
    "from their tables; differences below a millionth count as none. Of several plans that are "
    "equally good, the program takes one by a fixed rule: a change in what is carried or bought need "
    "not mean that it had to change.",
    # the price of a rule
    "rules.heading": "What a rule costs",
    "rules.lead": "One economy, planned under each rule of sharing.",
    "rules.name.leximin": "the worst off first",
    "rules.name.total": "the greatest total",
    "rules.name.equal": "equal shares",
    "rules.name.money": "who can pay",
    "rules.rule": "Rule",
    "rules.people": "People fully covered",
    "rules.days": "Person-days covered",
    "rules.effort": "Effort",
    "rules.even.costs": "To see to the worst off first takes {days} person-days from tier {tier}, "
    "compared with the greatest total ({share} of all it covers).",
    "rules.even.free": "In tier {tier}, to see to the worst off first covers as many person-days as "
    "the greatest total does: it costs nothing.",
    "rules.even.more": "In tier {tier}, to see to the worst off first covers {days} person-days more "
    "than the greatest total does.",
    "rules.even.lowest": "Its lowest coverage in tier {tier} is {even}, under the greatest total {total}.",
    "rules.even.effort": "Its effort is {even}, that of the greatest total {total} ({change}).",
    "rules.money.none": "If needs counted by what people can pay, nobody would have less of any tier.",
    "rules.money.out": "If needs counted by what people can pay, {people} people would have less of "
    "tier {tier}, though they need it as urgently; {days} person-days would be lost. Most: {groups}.",
    "rules.money.who": "{group} in {place}, with {income} per person and day ({after} on average "
    "instead of {before})",
    "rules.money.unknown": "Nobody's income is known (people.income is blank), so that nothing can be "
    "said of who could pay.",
    "rules.money.absent": "The rule of who can pay was not planned.",
    "rules.tables.heading": "Rules side by side",
    "rules.left.heading": "Whom the market leaves out",
    "rules.left.lead": "Groups with less under the rule of who can pay than under the worst off "
    "first, and their incomes in {currency} per person and day.",
    "rules.income": "Income",
    "rules.places.heading": "Places and groups",
    "rules.places.lead": "Average coverage of tier {tier} under each rule; in brackets, the lowest of "
    "any need and period.",
}
