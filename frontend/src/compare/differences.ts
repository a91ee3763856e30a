// What differs between whole plans, as the server's comparison found and verified it (its `document.json`).

/** Coverage of a need of a group at a place, over the days that both plans have; gained, lost: person-days. */
export interface CoverageRow {
  readonly tier: number;
  readonly place: string;
  readonly group: string;
  readonly good: string;
  readonly person_days: number;
  readonly base: number;
  readonly here: number;
  readonly base_lowest: number;
  readonly here_lowest: number;
  readonly gained: number;
  readonly lost: number;
}

/** People of a group who have all of a tier, all the time. */
export interface PeopleRow {
  readonly tier: number;
  readonly place: string;
  readonly group: string;
  readonly base_people: number;
  readonly here_people: number;
  readonly base: number;
  readonly here: number;
}

/** Two amounts beside each other. */
export interface Both {
  readonly base: number;
  readonly here: number;
  readonly change: number;
}

/** A good sent along a route, in its unit and in tonnes. */
export interface FlowRow extends Both {
  readonly route: string;
  readonly from_place: string;
  readonly to_place: string;
  readonly good: string;
  readonly base_tonnes: number;
  readonly here_tonnes: number;
  readonly change_tonnes: number;
}

/** A supply of a good, in its unit and in money. */
export interface SupplyRow extends Both {
  readonly supply: string;
  readonly good: string;
  readonly place: string;
  readonly paid_in: string | null;
  readonly base_cost: number;
  readonly here_cost: number;
  readonly change_cost: number;
}

/** The level of an activity at a place. */
export interface ActivityRow extends Both {
  readonly activity: string;
  readonly place: string;
}

/** What is in store at the end. */
export interface StockRow extends Both {
  readonly good: string;
  readonly place: string;
}

/** What is paid in a currency. */
export interface MoneyRow extends Both {
  readonly paid_in: string;
}

/** What an aim came to; blank where a plan has no such aim, or the two can't be compared. */
export interface AimRow {
  readonly aim: string;
  readonly unit: string;
  readonly base: number | null;
  readonly here: number | null;
  readonly change: number | null;
}

/** A limit that binds in either plan, in how many periods. */
export interface LimitRow {
  readonly limit: string;
  readonly what: string;
  readonly place: string;
  readonly base_periods: number;
  readonly here_periods: number;
  readonly state: string;
}

/** All that differs between a plan and the first, table by table; only what changed. */
export interface Changes {
  readonly coverage: readonly CoverageRow[];
  readonly people: readonly PeopleRow[];
  readonly flows: readonly FlowRow[];
  readonly supplies: readonly SupplyRow[];
  readonly activities: readonly ActivityRow[];
  readonly stocks: readonly StockRow[];
  readonly money: readonly MoneyRow[];
  readonly aims: readonly AimRow[];
  readonly limits: readonly LimitRow[];
}

/** What can't be compared, or only with care. */
export interface Remark {
  readonly kind: string;
  readonly plan: string;
  readonly [value: string]: unknown;
}

/** A comparison as the server tells it: by the names that the plans were given in the request. */
export interface Told {
  readonly base: string;
  readonly changes: Readonly<Record<string, Changes>>;
  readonly remarks: readonly Remark[];
}

/** Person-days that somebody gains and loses. */
export interface Moved {
  readonly gained: number;
  readonly lost: number;
}

/** What people of a group at a place, or a need, gain and lose in a tier. */
export interface Turn extends Moved {
  readonly key: string;
  readonly tier: number;
  readonly place: string;
  readonly group: string;
  readonly good: string;
  readonly base: number;
  readonly here: number;
}

export type TurnBy = "people" | "need" | "each";

const TURN_KEYS: Record<TurnBy, (row: CoverageRow) => Pick<Turn, "place" | "group" | "good">> = {
  people: ({ place, group }) => ({ place, group, good: "" }),
  need: ({ good }) => ({ place: "", group: "", good }),
  each: ({ place, group, good }) => ({ place, group, good }),
};

/** Who gains and who loses; what touches the most urgent tier first, and there whoever loses most. */
export function turns(rows: readonly CoverageRow[], by: TurnBy): Turn[] {
  const found = new Map<string, { turn: Turn; days: number }>();
  for (const row of rows) {
    const named = TURN_KEYS[by](row);
    const key = [row.tier, named.place, named.group, named.good].join("\n");
    const before = found.get(key);
    const days = (before?.days ?? 0) + row.person_days;
    const mean = (old: number | undefined, share: number) =>
      days > 0 ? ((old ?? 0) * (before?.days ?? 0) + share * row.person_days) / days : share;
    const turn = {
      key,
      tier: row.tier,
      ...named,
      base: mean(before?.turn.base, row.base),
      here: mean(before?.turn.here, row.here),
      gained: (before?.turn.gained ?? 0) + row.gained,
      lost: (before?.turn.lost ?? 0) + row.lost,
    };
    found.set(key, { turn, days });
  }
  return [...found.values()]
    .map(({ turn }) => turn)
    .sort((one, other) => one.tier - other.tier || other.lost - one.lost || other.gained - one.gained);
}

/** Person-days gained and lost in each tier, the most urgent first. */
export function movedByTier(rows: readonly CoverageRow[]): (Moved & { readonly tier: number })[] {
  const found = new Map<number, { gained: number; lost: number }>();
  for (const { tier, gained, lost } of rows) {
    const sum = found.get(tier) ?? { gained: 0, lost: 0 };
    found.set(tier, { gained: sum.gained + gained, lost: sum.lost + lost });
  }
  return [...found].map(([tier, moved]) => ({ tier, ...moved })).sort((one, other) => one.tier - other.tier);
}

/** How many more people (fewer: below 0) have all of a tier, all the time, and how many there are. */
export function peopleByTier(rows: readonly PeopleRow[]): { tier: number; before: number; after: number }[] {
  const found = new Map<number, { before: number; after: number }>();
  for (const { tier, base, here } of rows) {
    const sum = found.get(tier) ?? { before: 0, after: 0 };
    found.set(tier, { before: sum.before + base, after: sum.after + here });
  }
  return [...found]
    .map(([tier, people]) => ({ tier, ...people }))
    .sort((one, other) => one.tier - other.tier);
}

/** What goes along a route in one direction: tonnes before and after, and the goods that changed. */
export interface Way extends Both {
  readonly route: string;
  readonly from: string;
  readonly to: string;
  readonly goods: readonly string[];
}

/** Routes by how much more or less goes along them; goods without mass are not in the tonnes. */
export function ways(rows: readonly FlowRow[]): Way[] {
  const found = new Map<string, Way>();
  for (const row of rows) {
    const key = [row.route, row.from_place, row.to_place].join("\n");
    const old = found.get(key);
    found.set(key, {
      route: row.route,
      from: row.from_place,
      to: row.to_place,
      base: (old?.base ?? 0) + row.base_tonnes,
      here: (old?.here ?? 0) + row.here_tonnes,
      change: (old?.change ?? 0) + row.change_tonnes,
      goods: [...(old?.goods ?? []), row.good],
    });
  }
  return [...found.values()].sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
}

const HARDLY = 0.01; // share of the largest change below which one is not worth a sentence

/** The change that is largest and above nothing, and the one that is lowest and below; null where there is none. */
export function extremes<Row extends { readonly change: number }>(
  rows: readonly Row[],
): { more: Row | null; less: Row | null } {
  const most = Math.max(0, ...rows.map(({ change }) => Math.abs(change)));
  const telling = rows.filter(({ change }) => Math.abs(change) > HARDLY * most);
  const sorted = [...telling].sort((one, other) => other.change - one.change);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return {
    more: first && first.change > 0 ? first : null,
    less: last && last.change < 0 ? last : null,
  };
}

/** A difference as a share of what was before; null where that was nothing. */
export function relative({ base, change }: Pick<Both, "base" | "change">): number | null {
  return base === 0 ? null : change / Math.abs(base);
}
