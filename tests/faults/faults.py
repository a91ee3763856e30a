"""The faults: what a hurried hand could get wrong in the formulation, family by family."""

from __future__ import annotations

from faults.planting import Fault

__all__ = ["FAULTS"]

TIME = [
    Fault("delays are forgotten", "time", "active_periods(begin + delay, end + delay, calendar)",
          "active_periods(begin, end, calendar)"),
    Fault("what is split arrives whole in each period", "time", "arriving.days / length",
          "arriving.days / arriving.days"),
    Fault("rows hold from the start of their first period", "time",
          "begin=np.maximum(begin[row], edges[period])", "begin=edges[period]"),
    Fault("rows hold one day longer", "time", "_days(rows[\"until\"], calendar)",
          "(_days(rows[\"until\"], calendar) + 1.0)"),
    Fault("rows hold one day late", "time", "_days(rows[\"from\"], calendar)",
          "(_days(rows[\"from\"], calendar) + 1.0)"),
]  # fmt: skip

ACTIVITIES = [
    Fault("capacity is per period, not per day", "activities", "capacity[active.row] * active.days",
          "capacity[active.row]"),
    Fault("inputs come out", "activities", "goods[\"amount\"].to_numpy()",
          "np.abs(goods[\"amount\"].to_numpy())"),
    Fault("outputs stay where the activity is", "activities",
          "np.where(at[term] >= 0, at[term], levels.place[member])", "levels.place[member]"),
    Fault("delayed outputs are not split", "activities", "amount[late] * share", "amount[late]"),
    Fault("delayed outputs come early", "activities", "held.begin, held.end, delay[late]",
          "held.begin, held.end, -delay[late]"),
    Fault("minima are per period, not per day", "activities",
          "minimum[levels.active.row] * levels.active.days", "minimum[levels.active.row]"),
]  # fmt: skip

TRANSPORT = [
    Fault("nothing is lost on the way", "transport", "(1.0 - flows.loss[row]) * share", "share"),
    Fault("only the loss arrives", "transport", "(1.0 - flows.loss[row]) * share", "flows.loss[row] * share"),
    Fault("what is sent comes back to its start", "transport", "flows.good[row], flows.target[row]",
          "flows.good[row], flows.origin[row]"),
    Fault("nothing leaves where a route starts", "transport", "flows.active.period, flows.column, -1.0",
          "flows.active.period, flows.column, 0.0"),
    Fault("goods leave in the first period", "transport", "flows.origin, flows.active.period, flows.column",
          "flows.origin, 0 * flows.active.period, flows.column"),
    Fault("roads are per period, not per day", "transport",
          "capacity[way[member]] * flows.active.days[member]", "capacity[way[member]]"),
    Fault("a road is also a way back", "transport",
          "routes.filter(pl.col(\"both_ways\").fill_null(value=False))", "routes"),
    Fault("what driving uses comes out", "transport", "-rows[\"amount\"][line]", "rows[\"amount\"][line]"),
    Fault("driving uses as much for any weight", "transport",
          "-rows[\"amount\"][line] * index.mass[flows.good[chosen]]", "-rows[\"amount\"][line]"),
    Fault("what driving uses is drawn at the end", "transport", "flows.origin[chosen],",
          "flows.target[chosen],"),
    Fault("a road takes any weight as one", "transport",
          "flows.column[limited], weight[limited]", "flows.column[limited], 0.001"),
    Fault("routes carry goods, not families", "reach", " | goods[\"family\"].eq_missing(name)", ""),
    Fault("a tonne is a kilogram", "index", ".fill_null(0.0).to_numpy() / 1000.0",
          ".fill_null(0.0).to_numpy()"),
]  # fmt: skip

SUPPLIES = [
    Fault("daily supplies are per period", "supplies",
          "np.where(per[first] == \"day\", supplied.active.days[first], 1.0)", "np.ones(len(first))"),
    Fault("supplies per period are for all periods together", "supplies",
          "np.where(per == \"horizon\"", "np.where(per != \"day\""),
    Fault("all of a price is paid in each period", "supplies", "-supplied.price[member] * share",
          "-supplied.price[member]"),
    Fault("sellers pay", "supplies", "-supplied.price[member] * share", "supplied.price[member] * share"),
    Fault("payment is due after the lead time", "supplies", "-lead[paid]", "lead[paid]"),
    Fault("the first deliveries need no payment in time", "supplies", "np.maximum(begin, lead)", "begin"),
    Fault("supplies at each place share one limit", "supplies",
          ".then(rows.height + pl.int_range(pl.len()))", ".then(pl.col(\"pool\").cast(pl.Int64))"),
    Fault("a shared supply is as much at each place", "supplies", "pl.col(\"asked\").eq_missing(STAR)",
          "pl.lit(value=True)"),
    Fault("least supplies are ten times as much", "supplies",
          "rows[\"at_least\"].fill_null(0.0).to_numpy()[row] * days",
          "rows[\"at_least\"].fill_null(0.0).to_numpy()[row] * days * 10"),
]  # fmt: skip

STORES = [
    Fault("a stock loses a day's share in a period", "stores",
          ") ** index.calendar.days[None, :]", ") ** np.ones_like(index.calendar.days)[None, :]"),
    Fault("stocks lose by the days of the period before", "stores",
          "column[store, period], keep[store, period + 1]", "column[store, period], keep[store, period]"),
    Fault("the opening stock keeps through the first period", "stores", "keep[:, 0] * opening[own]",
          "opening[own]"),
    Fault("the opening stock comes at the end", "stores",
          "builder.add_constant(good, place, np.zeros(len(good), np.int64)",
          "builder.add_constant(good, place, np.full(len(good), column.shape[1] - 1)"),
    Fault("storing costs nothing of the good", "stores",
          "period, column[store, period], -1.0)", "period, column[store, period], 0.0)"),
    Fault("stores have no end", "stores", "rows[\"capacity\"].fill_null(np.inf).to_numpy()",
          "rows[\"capacity\"].fill_null(np.inf).to_numpy() + np.inf"),
    Fault("money does not keep", "stores", "if index.is_currency[code]", "if index.is_durable[code]"),
    Fault("opening stocks are owed", "builder", "lower = 0.0 - there[used]", "lower = 0.0 + there[used]"),
    Fault("losses come a period late", "stores", "period[row]] *= 1.0 - rows[\"share\"]",
          "(period[row] + 1) % keep.shape[1]] *= 1.0 - rows[\"share\"]"),
    Fault("what is lost is what stays", "stores", "*= 1.0 - rows[\"share\"][int(row)]",
          "*= rows[\"share\"][int(row)]"),
    Fault("losses take only from places that are named", "stores",
          "if where[row] >= 0 else place < index.pool", "if where[row] >= 0 else place < 0"),
    Fault("closing stocks count double", "stores",
          "last_column[last_column >= 0], 1.0)", "last_column[last_column >= 0], 2.0)"),
]  # fmt: skip

NEEDS = [
    Fault("a window that is just full goes on", "needs", "if filled >= every", "if filled > every"),
    Fault("windows count periods, not days", "needs", "filled += days", "filled += 1.0"),
    Fault("people are counted once a period", "presence", "self.people * np.maximum(held, 0.0)",
          "self.people * (held > 0.0)"),
    Fault("caps are for one person", "needs",
          "person * (np.inf if row[\"at_most\"] is None else row[\"at_most\"])",
          "0.0 * person + (np.inf if row[\"at_most\"] is None else row[\"at_most\"])"),
    Fault("foods contain one of each nutrient", "delivery",
          "np.concatenate([rows[\"amount\"].to_numpy(), np.ones(len(every))])",
          "np.ones(rows.height + len(every))"),
    Fault("deliveries come from nowhere", "delivery",
          "builder.add_to_balance(good, place, period, columns, -1.0)",
          "builder.add_to_balance(good, place, period, columns, 0.0)"),
    Fault("deliveries are drawn in the last period", "delivery",
          "builder.add_to_balance(good, place, period, columns, -1.0)",
          "builder.add_to_balance(good, place, period * 0 + len(index.periods) - 1, columns, -1.0)"),
    Fault("what is wanted is half", "delivery", "-cells.wanted)", "-cells.wanted / 2)"),
    Fault("rations are the same for any number of people", "rations", "columns[basket], -days)",
          "columns[basket], -1.0)"),
    Fault("rations are the same at all places", "rations",
          "np.where(everywhere[ration], index.pool, deliveries.place[tied])",
          "np.full(len(tied), index.pool)"),
]  # fmt: skip

EQUIPMENT = [
    Fault("equipment does not wear", "equipment", "(1.0 - wear[:, None]) **",
          "(1.0 - 0.0 * wear[:, None]) **"),
    Fault("equipment wears as much in any period", "equipment", "(index.calendar.days[None, :] / _YEAR)",
          "(0.0 * index.calendar.days[None, :] + 1.0)"),
    Fault("what builds gives nothing", "equipment", "-found[\"each\"].to_numpy() * share", "0.0 * share"),
    Fault("what is built is there whole in each period", "equipment",
          "-found[\"each\"].to_numpy() * share", "-found[\"each\"].to_numpy()"),
    Fault("builders build everywhere", "equipment",
          "(pl.col(\"where\") == builder.index.pool) | (pl.col(\"where\") == pl.col(\"place\"))",
          "pl.col(\"where\") >= 0"),
    Fault("no equipment is lost", "equipment", "1.0 - loss[\"share\"]", "1.0"),
    Fault("equipment counts for a day of each period", "equipment", "-length[on]", "-1.0"),
    Fault("equipment need not stand where it is used", "equipment", "column[pool[on], period[on]]",
          "column[0 * pool[on], period[on]]"),
]  # fmt: skip

LIMITS = [
    Fault("daily limits are per period", "limits", "factors = active.days if", "factors = active.days**0 if"),
    Fault("limits forget their coefficients", "limits", "value=pl.col(\"weight\") * factor",
          "value=pl.col(\"weight\")"),
    Fault("limits at each place count all places", "limits",
          "terms = terms.filter(pl.col(\"place\") == row[\"place\"])", "terms = terms.clone()"),
    Fault("limits on the horizon hold in the first period", "limits",
          "_line(row, place, len(index.periods), 1.0, terms)",
          "_line(row, place, len(index.periods), 1.0, terms.filter(pl.col(\"period\") == 0))"),
    Fault("limits on routes count units, not tonnes", "sums", "weight = index.mass[flows.good]",
          "weight = np.ones(len(flows.good))"),
    Fault("pooled goods stay where they are", "index", "np.where(self.pooled[goods], self.pool, places)",
          "np.asarray(places) + 0 * goods"),
]  # fmt: skip

CLOSED = [
    Fault("rows that do not say so are closed", "closed",
          "filter(~pl.col(\"closed\").fill_null(value=False) | wanted)",
          "filter(~pl.col(\"closed\").fill_null(value=True) | wanted)"),
    Fault("closed rows are used, and open ones left", "closed",
          "filter(~pl.col(\"closed\").fill_null(value=False) | wanted)",
          "filter(pl.col(\"closed\").fill_null(value=False) | wanted)"),
]  # fmt: skip

FAULTS: tuple[Fault, ...] = (
    *TIME,
    *ACTIVITIES,
    *TRANSPORT,
    *SUPPLIES,
    *STORES,
    *NEEDS,
    *EQUIPMENT,
    *LIMITS,
    *CLOSED,
)
