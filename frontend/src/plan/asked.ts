// What part of a plan an address asks for, and the address of what is asked for: every view is a link.
import type { Asked, Picture, Scene } from "./picture";

/** Something of a plan that is looked at closely, by its position. */
export interface Subject {
  readonly kind: "place" | "route" | "supply";
  readonly at: number;
}

/** All that an address of the plan's screen says. */
export interface View {
  readonly asked: Asked;
  /** The good whose ways are shown; null for all goods, in tonnes. */
  readonly good: number | null;
  readonly subject: Subject | null;
  /** The cell that is asked about with "why?"; null where nothing is. */
  readonly why: number | null;
}

const KINDS = ["place", "route", "supply"] as const;

/** What an address asks for; what is not in the plan is passed over. */
export function viewOf(scene: Scene, query: URLSearchParams): View {
  const { picture } = scene;
  const asked: Asked = {
    period: position(picture.periods, ({ start }) => start === query.get("period")),
    tier: scene.tiers.find((tier) => String(tier) === query.get("tier")) ?? null,
    need: needOf(picture, query),
    group: position(picture.groups, ({ name }) => name === query.get("group")),
  };
  const subject = subjectOf(picture, query);
  return {
    asked: asked.need === null ? asked : { ...asked, tier: null }, // a need has its own tier
    good: position(picture.goods, ({ name }) => name === query.get("good")),
    subject,
    why: query.get("panel") === "why" ? cellOf(scene, query, asked, subject) : null,
  };
}

function position<Item>(items: readonly Item[], is: (item: Item) => boolean): number | null {
  const found = items.findIndex(is);
  return found < 0 ? null : found;
}

function needOf({ needs, goods }: Picture, query: URLSearchParams): number | null {
  const [name, tier] = [query.get("need"), query.get("tier")];
  if (!name) return null;
  const ofGood = (need: Picture["needs"][number]) => goods[need.good]?.name === name;
  const exact = position(needs, (need) => ofGood(need) && String(need.tier) === tier);
  return exact ?? position(needs, ofGood);
}

function subjectOf(picture: Picture, query: URLSearchParams): Subject | null {
  const lists = { place: picture.places, route: picture.routes, supply: picture.supplies };
  for (const kind of KINDS) {
    const at = position(lists[kind] as readonly { name: string }[], ({ name }) => name === query.get(kind));
    if (at !== null) return { kind, at };
  }
  return null;
}

/** The cell of a "why?": at the place, of the group and need in `why`, else the worst that is asked about. */
function cellOf(scene: Scene, query: URLSearchParams, asked: Asked, subject: Subject | null): number | null {
  if (subject?.kind !== "place") return null;
  const { cells, picture } = scene;
  const [group, good, tier, period] = query.getAll("why");
  const start = period ?? query.get("period");
  let best: number | null = null;
  for (let cell = 0; cell < cells.n; cell += 1) {
    if (cells.place[cell] !== subject.at) continue;
    const need = picture.needs[cells.need[cell] ?? 0];
    const first = cells.first[cell] ?? 0;
    const fits =
      group === undefined
        ? (asked.group === null || cells.group[cell] === asked.group) &&
          (asked.need === null || cells.need[cell] === asked.need)
        : picture.groups[cells.group[cell] ?? 0]?.name === group &&
          picture.goods[need?.good ?? 0]?.name === good &&
          String(need?.tier) === tier;
    const isThen = !start || spans(picture, first, cells.nPeriods[cell] ?? 1, start);
    if (fits && isThen && (best === null || (cells.coverage[cell] ?? 1) < (cells.coverage[best] ?? 1)))
      best = cell;
  }
  return best;
}

function spans({ periods }: Picture, first: number, n: number, start: string): boolean {
  return periods.slice(first, first + n).some((period) => period.start === start);
}

/** The words of a cell in an address: group, good, tier and first day. */
export function whyWords({ cells, picture }: Scene, cell: number): string[] {
  const need = picture.needs[cells.need[cell] ?? 0];
  return [
    picture.groups[cells.group[cell] ?? 0]?.name ?? "",
    picture.goods[need?.good ?? 0]?.name ?? "",
    String(need?.tier ?? ""),
    picture.periods[cells.first[cell] ?? 0]?.start ?? "",
  ];
}

/** A change of what is asked for; what is left out stays. */
export type Change = Partial<Asked> & {
  good?: number | null;
  subject?: Subject | null;
  why?: number | null;
};

/** An address's query after a change. */
export function queryAfter(scene: Scene, query: URLSearchParams, change: Change): URLSearchParams {
  const next = new URLSearchParams(query);
  const put = (name: string, value: string | undefined) => {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  };
  const { picture } = scene;
  if (change.period !== undefined) put("period", picture.periods[change.period ?? -1]?.start);
  if (change.group !== undefined) put("group", picture.groups[change.group ?? -1]?.name);
  if (change.good !== undefined) put("good", picture.goods[change.good ?? -1]?.name);
  if (change.tier !== undefined) put("tier", change.tier === null ? undefined : String(change.tier));
  if (change.need !== undefined) putNeed(picture, change.need, put);
  if (change.subject !== undefined) putSubject(picture, change.subject, put);
  if (change.subject !== undefined || change.why !== undefined) {
    next.delete("panel");
    next.delete("why");
  }
  if (change.why !== undefined && change.why !== null) {
    putSubject(picture, { kind: "place", at: scene.cells.place[change.why] ?? 0 }, put);
    next.set("panel", "why");
    for (const word of whyWords(scene, change.why)) next.append("why", word);
  }
  return next;
}

type Put = (name: string, value: string | undefined) => void;

function putNeed({ needs, goods }: Picture, position: number | null, put: Put): void {
  const need = needs[position ?? -1];
  put("need", need && goods[need.good]?.name);
  const isOnly = needs.filter((each) => each.good === need?.good).length <= 1;
  if (need && !isOnly) put("tier", String(need.tier));
  else if (need) put("tier", undefined);
}

function putSubject(picture: Picture, subject: Subject | null, put: Put): void {
  for (const kind of KINDS) put(kind, undefined);
  const lists = { place: picture.places, route: picture.routes, supply: picture.supplies };
  if (subject) put(subject.kind, lists[subject.kind][subject.at]?.name);
}
