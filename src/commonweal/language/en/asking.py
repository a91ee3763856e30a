"""English: what breaks first, what is required, and what pooling gains."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    # what is required
    "require.asked": "To cover tier {tier} to {level}: {of}",
    "require.asked.more": "To cover tiers 1 to {tier} to {level}: {of}",
    "require.by": "from {day} on",
    "require.of.money": "the least money",
    "require.of.stock": "the least more in store at the start",
    "require.of.labour": "the least labour",
    "require.of.capacity": "the least capacity",
    "require.of.good": "the least {good}",
    "require.nothing": "Nothing more is needed.",
    "require.in.vain": "More of it would lift nothing that is short.",
    "require.total": "All told: {total}, and not less.",
    "require.total.capacity": "All told {total} times what there is, each counted by its own capacity.",
    "require.when": "From",
    "require.throughout": "throughout",
    "require.start": "at the start",
    "require.where": "Where",
    "require.everywhere": "for all",
    "require.what": "What",
    "require.store": "Store: {good}",
    "require.amount": "How much more",
    "require.lines.more": "… and {n} more lines (--out writes all)",
    "require.cannot.heading": "What no more of it can lift so far",
    "require.cannot.need": "Need",
    "require.cannot.periods": "Periods",
    "require.cannot.highest": "At most",
    "require.cannot.why": "Because",
    "require.cannot.unreached": "nothing can reach them",
    "require.cannot.limited": "something else is in the way",
    "require.cannot.group": "{place}, {group}: {good}",
    "require.cannot.note": "The package lifts these as high as anything could.",
    "require.proof.rule": "Proved: planned anew with this package, all that it can lift is covered "
    "(lowest: {lowest}).",
    "require.proof.kept": "Proved: planned anew with this package, what it can lift is covered (lowest: "
    "{lowest}), if it comes first. Left to itself, the rule would give some of the package to others: to "
    "needs before that day, or to more urgent ones.",
    # what pooling gains
    "pool.heading": "{economy}: each region by itself, and all together",
    "pool.gain": "Together, {days} more person-days of needs of tier {tier} are covered.",
    "pool.loss": "Together, {days} fewer person-days of needs of tier {tier} are covered: the worst off come "
    "first.",
    "pool.same": "Together, as many person-days of needs of tier {tier} are covered.",
    "pool.tier": "Tier {tier}",
    "pool.region": "Region",
    "pool.people": "People",
    "pool.average": "Average: alone",
    "pool.average.together": "together",
    "pool.lowest": "Lowest: alone",
    "pool.lowest.together": "together",
    "pool.gained": "Person-days gained",
    "pool.all": "All",
    "pool.effort": "Effort ({what}): {alone} by themselves, {together} together.",
    "pool.shared": "What has no place (money and goods that all share, supplies and limits of all together) "
    "is shared out by person-days.",
    "pool.proof.verified": "All {n} plans are verified.",
    "pool.proof.approximate": "At least one of the {n} plans is approximate only. Don't lean on small "
    "differences.",
    # what breaks first
    "sweep.heading": "{economy}: what breaks first",
    "sweep.counts": "Of {n} things, the loss of {hurt} is felt: some needs are covered less. Person-days of "
    "needs lost, tier by tier:",
    "sweep.lost": "Lost",
    "sweep.tier": "Tier {tier}",
    "sweep.worst": "Worst-off place",
    "sweep.worst.place": "{place}: {now} (before: {before})",
    "sweep.spared": "Time to survive",
    "sweep.never": "throughout",
    "sweep.days": "{n} days",
    "sweep.kind.routes": "route {name}",
    "sweep.kind.supplies": "supply {name}",
    "sweep.kind.suppliers": "all from {name}",
    "sweep.kind.places": "all ways to and from {name}",
    "sweep.kind.activities": "activity {name}",
    "sweep.both": "{first} and {second}",
    "sweep.more": "… and {n} more (--rows shows them, --out writes all)",
    "sweep.soonest": "Without {n} of these, tier 1 can't be kept as it was for more than {days} days.",
    "sweep.pairs": "Of {pairs} pairs, {settled} are no worse than one of the two alone (the plan without "
    "the one makes no use of the other), {solved} were planned again, and {left} were left out as less "
    "telling.",
    "sweep.proof": "Proved: {n} of {of} re-plans are verified.",
    "sweep.approximate": "Approximate: {n}. Don't lean on small differences there.",
    "sweep.unsolved": "No plan for the loss of {what}: {why}",
}
