"""English: one shock, several methods side by side."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    "methods.heading.lose": "{sector} loses {share} of its output: what each method says",
    "methods.heading.cut": "Deliveries from {region} to {to} are cut by {share}: what each method says",
    "methods.heading.cut_products": "Deliveries of {products} from {region} to {to} are cut by {share}: "
    "what each method says",
    "methods.heading.demand": "Final demand of {region} changes by {share}: what each method says",
    "methods.heading.demand_kind": "Final demand of {region} ({kind}) changes by {share}: what each method "
    "says",
    "methods.lead": "Changes beside what the table has; for the plan, beside the plan without the shock. "
    "Money in {currency} a year.",
    "methods.name.plan": "Plan",
    "methods.name.leontief": "Leontief",
    "methods.name.ghosh": "Ghosh",
    "methods.name.extraction": "Extraction",
    "methods.totals": "In all",
    "methods.what.output": "Output",
    "methods.what.value_added": "Value added",
    "methods.what.work": "Work ({unit})",
    "methods.what.techniques": "By further techniques",
    "methods.before": "Observed",
    "methods.sectors": "Sectors, the largest changes first (unit: {unit})",
    "methods.sector": "Sector",
    "methods.needs": "Who is covered, by the plan alone",
    "methods.needs.covered": "Covered",
    "methods.needs.people": "People fully covered",
    "methods.needs.before": "Before",
    "methods.needs.after": "After",
    "methods.needs.tier": "Needs, tier {tier}",
    "methods.short": "Who is short of what through the shock",
    "methods.needs.commitments": "Commitments",
    "methods.reason.demand": "{method} has nothing to say: it follows what sectors supply, and final demand "
    "moves nothing in it.",
    "methods.reason.nothing": "{method} has nothing to say: nothing is taken away from the table.",
    "methods.reason.sells_nothing": "{method} has nothing to say: the table has none of what the shock is "
    "about.",
    "methods.reason.final": "{method} has nothing to say: only final users lose deliveries, and it knows "
    "none.",
    "methods.reason.below_zero": "{method} has nothing to say: some outputs would fall below zero, so the "
    "shock is too large for shares that stay as they are.",
    "methods.reason.refused": "No plan: {detail}",
    "methods.beyond": "More is lost than final demand for the sector can give up: {amount} of what "
    "industries use is taken by Leontief to come from outside the table.",
    "methods.assumed": "What each holds fixed, and can't see",
    "methods.rule.plan_lose": "Plan: made anew, with the sector at no more than what is left of its "
    "observed output.",
    "methods.rule.plan_cut": "Plan: made anew, with no more delivered than what is left of the observed "
    "deliveries.",
    "methods.rule.plan_demand": "Plan: made anew, with needs and commitments multiplied.",
    "methods.rule.leontief_lose": "Leontief: final demand for sector k falls by s x_k / l_kk, so that x_k "
    "falls by s x_k.",
    "methods.rule.leontief_cut": "Leontief: final demand for the seller's products falls by all that is "
    "lost, Δx = −L s (D 1 + d).",
    "methods.rule.leontief_demand": "Leontief: Δx = L s y_r.",
    "methods.rule.ghosh_lose": "Ghosh: primary inputs of sector k fall by s x_k / g_kk, so that x_k falls "
    "by s x_k.",
    "methods.rule.ghosh_cut": "Ghosh: the buyers' inputs are worth less by what is lost, Δx = −s 1 D G.",
    "methods.rule.extraction_lose": "Extraction: the share s of row k, inputs to others and final demand, "
    "is taken out of the table.",
    "methods.rule.extraction_cut": "Extraction: x = (I − A + s D diag(x)⁻¹)⁻¹ (y − s d).",
    "methods.holds.plan": "It holds fixed the techniques, capacities, labour and how far origins may rise; "
    "in both plans deliveries may fall freely. It covers needs in their order, then saves effort: it says "
    "what could be done, not what markets will do.",
    "methods.holds.leontief": "It holds fixed inputs per unit of output and their origins, and has all made "
    "that is wanted. It can't see capacity, who goes without, or that buyers of what is lost make less.",
    "methods.holds.ghosh": "It holds fixed the shares in which each output is sold, so that inputs stand in "
    "for each other freely. Read as amounts it is a rough guide; it can't see demand, or what could come "
    "instead.",
    "methods.holds.extraction": "It holds fixed inputs per unit of output; what is taken away comes from "
    "outside the table. It measures how much depends on what is gone, and can't see who goes short or "
    "what is done instead.",
    "methods.rates": "Value added and work are those of the table per unit of output, except the work of "
    "the plan, which is what it draws on.",
    "methods.check": "Recomputed: each textbook method keeps its equation to {residual} of the largest "
    "output.",
    "methods.check.plan": "Both plans: balances hold to {balances}, and nothing better is left by more than "
    "{best}.",
    "methods.check.not": "NOT proved: {names}.",
}
