// What several plans have in common: the periods, needs and people that can be compared, and what is left out.
import { type Asked, type Picture, type Scene, sceneOf } from "../plan/picture";

/** A period that all plans have: it begins on the same day and is equally long; `at` is its position in each. */
export interface JointPeriod {
  readonly start: string;
  readonly days: number;
  readonly at: readonly number[];
}

/** A need or a group that all plans have, by its name; `at` is its position in each plan. */
export interface JointThing {
  readonly name: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly at: readonly number[];
}

/** A need with its tier. */
export interface JointNeed extends JointThing {
  readonly tier: number;
}

/** Something of a plan (by its number) that the others lack, and that is therefore left out. */
export interface LeftOut {
  readonly plan: number;
  readonly kind: "periods" | "needs" | "groups" | "places";
  readonly names: readonly string[];
}

/** Plans side by side: their scenes hold only what all of them have. */
export interface Joint {
  readonly pictures: readonly Picture[];
  readonly scenes: readonly Scene[];
  readonly isWhole: boolean;
  readonly periods: readonly JointPeriod[];
  readonly needs: readonly JointNeed[];
  readonly tiers: readonly number[];
  readonly groups: readonly JointThing[];
  readonly leftOut: readonly LeftOut[];
}

/** What is chosen to be seen of all plans, by name; null stands for all of it. */
export interface Choice {
  readonly period: string | null;
  readonly tier: number | null;
  readonly need: string | null;
  readonly group: string | null;
}

interface Keyed {
  readonly key: string;
  readonly name: string;
}

const LISTS: Record<LeftOut["kind"], (picture: Picture) => Keyed[]> = {
  periods: ({ periods }) =>
    periods.map(({ start, days }) => ({ key: `${start} ${String(days)}`, name: start })),
  needs: ({ needs, goods }) =>
    needs.map(({ good, tier }) => {
      const name = goods[good]?.name ?? "";
      return { key: `${String(tier)} ${name}`, name };
    }),
  groups: ({ groups }) => groups.map(({ name }) => ({ key: name, name })),
  places: ({ places }) => places.map(({ name }) => ({ key: name, name })),
};

const KINDS = ["periods", "needs", "groups", "places"] as const;

/** For each kind, the positions in each plan of what all plans have. */
type Shared = Record<LeftOut["kind"], readonly (readonly number[])[]>;

/** Set plans side by side; the first is what the others are compared with. */
export function jointOf(pictures: readonly Picture[]): Joint {
  const shared: Shared = {
    periods: sharedOf(pictures, LISTS.periods),
    needs: sharedOf(pictures, LISTS.needs),
    groups: sharedOf(pictures, LISTS.groups),
    places: sharedOf(pictures, LISTS.places),
  };
  const alike = areAlike(pictures);
  const kept = pictures.map((_, plan) => (alike ? null : keptCells(pictures, shared, plan)));
  const isWhole = kept.every((each) => each === null);
  const [first] = pictures;
  const needs = shared.needs.map((at) => needOf(first, at));
  return {
    pictures,
    scenes: pictures.map((picture, plan) => {
      const cells = kept[plan] ?? null;
      return sceneOf(cells ? restricted(picture, cells, new Set(column(shared.periods, plan))) : picture);
    }),
    isWhole,
    periods: shared.periods.map((at) => {
      const period = first?.periods[at[0] ?? 0];
      return { start: period?.start ?? "", days: period?.days ?? 0, at };
    }),
    needs,
    tiers: [...new Set(needs.map((need) => need.tier))].sort((one, other) => one - other),
    groups: shared.groups.map((at) => {
      const group = first?.groups[at[0] ?? 0];
      return { name: group?.name ?? "", titles: group?.titles ?? {}, at };
    }),
    leftOut: KINDS.flatMap((kind) => missing(pictures, kind)),
  };
}

/** The positions in each plan of what all have, in the order of the first. */
function sharedOf(pictures: readonly Picture[], list: (picture: Picture) => Keyed[]): number[][] {
  const found = pictures.map((picture) => new Map(list(picture).map(({ key }, at) => [key, at])));
  return [...(found[0]?.keys() ?? [])].flatMap((key) => {
    const at = found.map((positions) => positions.get(key));
    return at.every((each) => each !== undefined) ? [at] : [];
  });
}

const column = (rows: readonly (readonly number[])[], plan: number) => rows.map((row) => row[plan] ?? -1);

function needOf(picture: Picture | undefined, at: readonly number[]): JointNeed {
  const need = picture?.needs[at[0] ?? 0];
  const good = picture?.goods[need?.good ?? 0];
  return { name: good?.name ?? "", titles: good?.titles ?? {}, tier: need?.tier ?? 0, at };
}

function missing(pictures: readonly Picture[], kind: LeftOut["kind"]): LeftOut[] {
  const lists = pictures.map((picture) => LISTS[kind](picture));
  const keys = lists.map((list) => new Set(list.map(({ key }) => key)));
  return lists.flatMap((list, plan) => {
    const names = list.filter(({ key }) => !keys.every((there) => there.has(key))).map(({ name }) => name);
    return names.length > 0 ? [{ plan, kind, names }] : [];
  });
}

/** Whether plans list the same things in the same order, and have the same cells: nothing is to be matched then. */
function areAlike([first, ...others]: readonly Picture[]): boolean {
  const same = (one: readonly unknown[], other: readonly unknown[]) =>
    one.length === other.length && one.every((each, at) => each === other[at]);
  const keys = (picture: Picture, kind: LeftOut["kind"]) => LISTS[kind](picture).map(({ key }) => key);
  return others.every(
    (other) =>
      first !== undefined &&
      KINDS.every((kind) => same(keys(first, kind), keys(other, kind))) &&
      CELL.every((column) => same(first.cells[column], other.cells[column])),
  );
}

const CELL = ["place", "group", "need", "first", "n_periods"] as const;

/** The cells of a plan that all plans have; null where that is every one. */
function keptCells(pictures: readonly Picture[], shared: Shared, plan: number): number[] | null {
  const keys = pictures.map((picture, each) => cellKeys(picture, shared, each));
  const others = keys.filter((_, each) => each !== plan).map((each) => new Set(each));
  const mine = keys[plan] ?? [];
  const kept = mine.flatMap((key, cell) =>
    key !== null && others.every((there) => there.has(key)) ? [cell] : [],
  );
  const isEvery = kept.length === mine.length && pictures[plan]?.periods.length === shared.periods.length;
  return isEvery ? null : kept;
}

/** A number for each cell, the same in all plans: where, who, what, from when, how many days; null for none. */
function cellKeys(picture: Picture, shared: Shared, plan: number): (number | null)[] {
  const jointly = (kind: LeftOut["kind"], n: number) => {
    const found = new Array<number>(n).fill(-1);
    column(shared[kind], plan).forEach((at, joint) => (found[at] = joint));
    return found;
  };
  const { cells } = picture;
  const place = jointly("places", picture.places.length);
  const group = jointly("groups", picture.groups.length);
  const need = jointly("needs", picture.needs.length);
  const period = jointly("periods", picture.periods.length);
  const sizes = [shared.groups.length, shared.needs.length, shared.periods.length, shared.periods.length + 1];
  return cells.place.map((there, cell) => {
    const first = cells.first[cell] ?? 0;
    const last = Math.min(first + (cells.n_periods[cell] ?? 1), picture.periods.length) - 1;
    const parts = [
      place[there] ?? -1,
      group[cells.group[cell] ?? -1] ?? -1,
      need[cells.need[cell] ?? -1] ?? -1,
      period[first] ?? -1,
      period[last] ?? -1,
    ];
    if (parts.includes(-1)) return null;
    return parts.slice(1).reduce((key, part, n) => key * (sizes[n] ?? 1) + part, parts[0] ?? 0);
  });
}

/** A picture with only these cells, and only what is sent in these periods. */
function restricted(picture: Picture, cells: readonly number[], periods: ReadonlySet<number>): Picture {
  const flows = picture.flows.route.flatMap((_, row) =>
    periods.has(picture.flows.period[row] ?? -1) ? [row] : [],
  );
  return { ...picture, cells: taken(picture.cells, cells), flows: taken(picture.flows, flows) };
}

function taken<Columns extends object>(columns: Columns, rows: readonly number[]): Columns {
  const each = Object.entries(columns as Record<string, unknown[]>);
  return Object.fromEntries(each.map(([name, values]) => [name, rows.map((row) => values[row])])) as Columns;
}

/** What is chosen, by the positions of one of the plans. */
export function askedOf(joint: Joint, plan: number, choice: Choice): Asked {
  const position = (things: readonly { at: readonly number[] }[], fits: number) =>
    fits < 0 ? null : (things[fits]?.at[plan] ?? null);
  const { periods, needs, groups } = joint;
  return {
    period: position(
      periods,
      periods.findIndex(({ start }) => start === choice.period),
    ),
    tier: choice.tier,
    need: position(
      needs,
      needs.findIndex(
        ({ name, tier }) => name === choice.need && (choice.tier === null || tier === choice.tier),
      ),
    ),
    group: position(
      groups,
      groups.findIndex(({ name }) => name === choice.group),
    ),
  };
}
