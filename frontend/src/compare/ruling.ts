// What each rule of sharing costs and whom it serves: the document of a `rules` result, and pictures made of it.
import { EMPTY } from "../plan/empty";
import type { Rows } from "../api/types";
import { type Picture, type Scene, sceneOf } from "../plan/picture";

/** What a tier comes to under a rule. */
export interface Total {
  readonly rule: string;
  readonly tier: number;
  readonly people: number;
  readonly people_fully_covered: number;
  readonly person_days: number;
  readonly person_days_covered: number;
  readonly mean: number;
  readonly lowest: number;
}

/** Coverage of a tier of a group at a place under a rule; `missing`: person-days. */
export interface RuleCoverage {
  readonly rule: string;
  readonly tier: number;
  readonly place: string;
  readonly group: string;
  readonly people: number;
  readonly mean: number;
  readonly lowest: number;
  readonly person_days: number;
  readonly missing: number;
}

/** Whose needs are covered less by purse than by need. */
export interface LeftOutRow {
  readonly tier: number;
  readonly place: string;
  readonly group: string;
  readonly people: number;
  readonly income: number;
  readonly leximin: number;
  readonly money: number;
  readonly lost: number;
}

/** All that a `rules` result says. */
export interface Ruled {
  readonly plans: Readonly<Record<string, { readonly quality: string }>>;
  readonly incomes: boolean;
  readonly totals: readonly Total[];
  readonly effort: readonly { rule: string; effort: string; value: number; unit: string }[];
  readonly money: readonly { rule: string; paid_in: string; cost: number }[];
  readonly coverage: readonly RuleCoverage[];
  readonly left_out: readonly LeftOutRow[];
}

/** The tiers, the most urgent first. */
export function tiersOf({ totals }: Ruled): number[] {
  return [...new Set(totals.map(({ tier }) => tier))].sort((one, other) => one - other);
}

/** What one rule comes to in a tier beside another: people with all of it, person-days, lowest share, effort. */
export interface Price {
  readonly tier: number;
  readonly people: number;
  readonly days: number;
  readonly share: number;
  readonly lowest: number;
}

const NOTHING = 1e-6; // shares up to which two rules cover as much

/** What `rule` covers more (less: below 0) than `beside`, tier by tier. */
export function priceOf(ruled: Ruled, rule: string, beside: string): Price[] {
  const of = (name: string, tier: number) =>
    ruled.totals.find((total) => total.rule === name && total.tier === tier);
  return tiersOf(ruled).flatMap((tier) => {
    const [mine, theirs] = [of(rule, tier), of(beside, tier)];
    if (!mine || !theirs) return [];
    const days = mine.person_days_covered - theirs.person_days_covered;
    const lowest = mine.lowest - theirs.lowest;
    const isNoise = Math.abs(days) <= NOISE_OF(theirs);
    return [
      {
        tier,
        people: mine.people_fully_covered - theirs.people_fully_covered,
        days: isNoise ? 0 : days,
        share: isNoise || theirs.person_days_covered === 0 ? 0 : days / theirs.person_days_covered,
        lowest: Math.abs(lowest) <= NOTHING ? 0 : lowest,
      },
    ];
  });
}

const NOISE_OF = ({ person_days }: Total) => NOTHING * person_days;

/** Names for people of the rows of an economy's table, by language, under the names of its first column. */
export function titlesIn(rows: Rows | undefined): Map<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>();
  if (!rows) return found;
  const names = rows.columns.map(({ name }) => name);
  const text = (cell: unknown) => (typeof cell === "string" ? cell : "");
  for (const row of rows.rows as unknown[][]) {
    const titles: Record<string, string> = {};
    names.forEach((name, at) => {
      const cell = text(row[at]);
      if (cell === "") return;
      if (name === "name") titles.en = cell;
      else if (name.startsWith("name_")) titles[name.slice("name_".length)] = cell;
    });
    found.set(text(row[0]), titles);
  }
  return found;
}

/** The places of an economy, as pictures have them. */
export function placesIn(rows: Rows, people: ReadonlyMap<string, number>): Picture["places"] {
  const titles = titlesIn(rows);
  const at = new Map(rows.columns.map(({ name }, position) => [name, position]));
  return (rows.rows as unknown[][]).map((row) => {
    const cell = (name: string) => row[at.get(name) ?? -1];
    const text = (name: string) => {
      const value = cell(name);
      return typeof value === "string" ? value : "";
    };
    const degrees = (name: string) => {
      const value = cell(name);
      return typeof value === "number" ? value : null;
    };
    const name = text("place");
    return {
      name,
      titles: { en: name, ...titles.get(name) },
      parent: null,
      longitude: degrees("longitude"),
      latitude: degrees("latitude"),
      code: text("code"),
      code_system: text("code_system"),
      people: people.get(name) ?? 0,
    };
  });
}

/** The most people of any tier at each place. */
export function peopleAt(ruled: Ruled): Map<string, number> {
  const byTier = new Map<string, number>();
  const rule = ruled.coverage[0]?.rule;
  for (const row of ruled.coverage) {
    if (row.rule !== rule) continue;
    const key = `${String(row.tier)} ${row.place}`;
    byTier.set(key, (byTier.get(key) ?? 0) + row.people);
  }
  const most = new Map<string, number>();
  for (const [key, people] of byTier) {
    const place = key.slice(key.indexOf(" ") + 1);
    most.set(place, Math.max(most.get(place) ?? 0, people));
  }
  return most;
}

/** What a rule leaves of each place, as a scene of one period: a need for each tier, its mean coverage. */
export function ruleScene(ruled: Ruled, rule: string, places: Picture["places"]): Scene {
  const tiers = tiersOf(ruled);
  const rows = ruled.coverage.filter((row) => row.rule === rule);
  const groups = [...new Set(rows.map(({ group }) => group))];
  const position = new Map(places.map(({ name }, at) => [name, at]));
  const known = rows.filter(({ place }) => position.has(place));
  return sceneOf({
    ...EMPTY,
    rule,
    periods: [{ start: "2000-01-01", days: 1 }],
    places,
    groups: groups.map((name) => ({ name, titles: { en: name } })),
    goods: tiers.map((tier) => ({ name: String(tier), titles: {}, unit: "", kind: "" })),
    needs: tiers.map((tier, good) => ({ good, tier })),
    cells: {
      place: known.map(({ place }) => position.get(place) ?? 0),
      group: known.map(({ group }) => groups.indexOf(group)),
      need: known.map(({ tier }) => tiers.indexOf(tier)),
      first: known.map(() => 0),
      n_periods: known.map(() => 1),
      people: known.map(({ people }) => people),
      wanted: known.map(({ people }) => people),
      delivered: known.map(({ people, mean }) => people * mean),
      coverage: known.map(({ mean }) => mean),
    },
  });
}
