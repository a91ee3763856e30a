"""English: sweeps over what is not known."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    "sweeps.heading": "{economy}: {n} plans for what is not known",
    "sweeps.lead": "The same economy was planned at {n} points: for each a plan that meets needs first, "
    "with what is known there foreseen. Design: {design}.",
    "sweeps.counts": "{done} planned, {failed} without a plan, {missing} still to come.",
    "sweeps.missing": "This is not all: {missing} points are still to come, and what is said here may "
    "change.",
    "sweeps.nothing": "No point is planned yet.",
    "sweeps.quality": "Proved: {verified} of {done} plans are verified.",
    "sweeps.approximate": "Approximate: {n}. Don't lean on small differences there.",
    "sweeps.how": "{again} of them were planned again from the plan in force, {anew} from nothing.",
    "sweeps.failed.heading": "Points without a plan",
    "sweeps.failed.why": "Why",
    "sweeps.point": "Point",
    "sweeps.told.tier": "Tier {tier}: half of all points cover between {low} and {high} of needs on "
    "average; the worst {least}.",
    "sweeps.told.tornado": "What moves tier {tier} most is {parameter}: {low} at {at_low}, {high} at "
    "{at_high}.",
    "sweeps.told.regret": "The choice that stays least behind the best in any future, by tier {tier}: {way} "
    "(at most {most}, best in {share} of futures).",
    "sweeps.outcomes.heading": "How outcomes spread",
    "sweeps.outcomes.lead": "Over all points, each counting the same.",
    "sweeps.outcome": "Outcome",
    "sweeps.outcome.mean": "Average coverage, tier {tier}",
    "sweeps.outcome.people_fully_covered": "People fully covered, tier {tier}",
    "sweeps.outcome.effort": "Effort",
    "sweeps.least": "Least",
    "sweeps.q05": "5 %",
    "sweeps.q25": "25 %",
    "sweeps.median": "Half",
    "sweeps.q75": "75 %",
    "sweeps.q95": "95 %",
    "sweeps.most": "Most",
    "sweeps.coverage.heading": "Who is covered how far",
    "sweeps.coverage.lead": "The light line reaches from the point with the least coverage to the one with "
    "the most; nine tenths of points lie on the wide line, half of them in the box, and the mark in it "
    "parts them evenly.",
    "sweeps.coverage.row": "{name}: half of points between {q25} and {q75}, nine tenths between {q05} and "
    "{q95}, least {least}",
    "sweeps.by.place": "By place",
    "sweeps.by.good": "By need",
    "sweeps.by.group": "By group",
    "sweeps.what.place": "Place",
    "sweeps.what.good": "Need",
    "sweeps.what.group": "Group",
    "sweeps.time.heading": "Over time",
    "sweeps.time.lead": "Average coverage in each period: the line parts all points evenly, half of them "
    "lie in the dark band, nine tenths in the light one.",
    "sweeps.time.title": "Coverage of tier {tier} by period, with bands of points",
    "sweeps.period": "Period",
    "sweeps.regret.heading": "What to choose",
    "sweeps.regret.lead": "Regret is how far a choice stays behind the best choice in the same future, once "
    "that future is known. Coverage is in percentage points, people in people.",
    "sweeps.regret.points.heading": "Behind the best point",
    "sweeps.regret.points.lead": "Nothing is there to choose. This is how far points stay behind the best "
    "point known. Coverage is in percentage points, people in people.",
    "sweeps.regret.way": "Choice",
    "sweeps.regret.best_in": "Best in",
    "sweeps.regret.mean": "Regret: average",
    "sweeps.regret.most": "at most",
    "sweeps.points_of": "{number} points",
    "sweeps.tornado.heading": "What moves it most",
    "sweeps.tornado.lead": "Average coverage of tier {tier} with each at its low end and at its high end "
    "(of many values: the lowest and the highest fifth), whatever the others are. The line is the average "
    "of all points.",
    "sweeps.tornado.row": "{parameter}: {at_low} at {low}, {at_high} at {high}",
    "sweeps.tornado.low": "at its low end",
    "sweeps.tornado.high": "at its high end",
    "sweeps.parameter": "What varies",
    "sweeps.low": "Low end",
    "sweeps.high": "High end",
    "sweeps.at_low": "There",
    "sweeps.at_high": "there",
    "sweeps.sensitivity.heading": "How much each of them matters",
    "sweeps.sensitivity.sobol": "Sobol indices (Saltelli's sample): the share of variance that each makes "
    "by itself, and with all that it does together with others.",
    "sweeps.sensitivity.morris": "Morris: the mean of its elementary effects, which may cancel out, and of "
    "their sizes, in units of the outcome.",
    "sweeps.sensitivity.delta": "The share of variance that each makes by itself, and Borgonovo's delta: "
    "how far knowing it moves the whole distribution (0: not at all; 1: entirely).",
    "sweeps.sensitivity.first": "By itself",
    "sweeps.sensitivity.total": "In all",
    "sweeps.sensitivity.delta.total": "Delta",
    "sweeps.sensitivity.morris.first": "Mean effect",
    "sweeps.sensitivity.morris.total": "Mean size",
    "sweeps.sensitivity.sure": "± (95 %)",
    "sweeps.method.heading": "How this was made",
    "sweeps.method.plans": "Each point is a plan of its own, with a certificate of its own; a plan knows "
    "all of its future from the first day, so coverage here is what could be reached, not what would be.",
    "sweeps.method.weights": "Points are no forecast: a share of points is a probability only as far as the "
    "ranges and distributions that were given are.",
    "sweeps.design": "Design",
    "sweeps.hash": "Economy",
    "sweeps.more": "… and {n} more (commonweal sweep summary writes all)",
}
