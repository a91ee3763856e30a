// Where the nodes and bands of the way of a good go: plans share columns, order and scale, so that a node stands
// at the same place in each and one unit is equally wide in all.
import { sankey, sankeyJustify, type SankeyLink, type SankeyNode } from "d3-sankey";

/** Something that a good comes from, comes through, or goes to. */
export interface Stop {
  readonly kind: string;
  readonly name: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly column: number;
  readonly amount: number;
}

/** An amount that goes from one stop to another, by their numbers. */
export interface Leg {
  readonly source: number;
  readonly target: number;
  readonly amount: number;
  readonly routes: readonly string[];
  readonly back: boolean;
}

/** The way of a good through a plan, as the server tells it. */
export interface WayOfGood {
  readonly unit: string;
  readonly total: number;
  readonly nodes: readonly Stop[];
  readonly links: readonly Leg[];
}

/** How large the picture is; `gap` is between nodes of a column. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly node: number;
}

/** A node with its place in the picture; `isLast` where its name stands better before it. */
export interface Box {
  readonly key: string;
  readonly stop: Stop;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isLast: boolean;
}

/** A band from box to box: the middles of its ends, and how wide it is. */
export interface Band {
  readonly key: string;
  readonly from: Box;
  readonly to: Box;
  readonly startY: number;
  readonly endY: number;
  readonly width: number;
  readonly amount: number;
  readonly routes: readonly string[];
  readonly back: boolean;
}

/** One plan's picture. */
export interface Drawn {
  readonly boxes: readonly Box[];
  readonly bands: readonly Band[];
}

const keyOf = ({ kind, name }: Stop) => `${kind}\n${name}`;

interface Link {
  from: string;
  to: string;
  amount: number;
}

interface Slot {
  x: number;
  y: number;
  isLast: boolean;
}

type Node = SankeyNode<{ key: string; fixedValue: number }, object>;

/** Pictures of the same good in several plans. */
export function layOut(ways: readonly WayOfGood[], frame: Frame): Drawn[] {
  const { links, amounts } = joint(ways);
  if (amounts.size === 0) return ways.map(() => ({ boxes: [], bands: [] }));
  const { slots, scale } = slotsOf(links, amounts, frame);
  return ways.map((way) => drawn(way, slots, scale, frame));
}

/** The most that goes between two nodes, and through a node, in any plan. */
function joint(ways: readonly WayOfGood[]): { links: Link[]; amounts: Map<string, number> } {
  const links = new Map<string, Link>();
  const amounts = new Map<string, number>();
  for (const { nodes, links: legs } of ways) {
    for (const node of nodes) amounts.set(keyOf(node), Math.max(amounts.get(keyOf(node)) ?? 0, node.amount));
    for (const leg of legs) {
      const [source, target] = [nodes[leg.source], nodes[leg.target]];
      if (!source || !target) continue;
      const [from, to] = [keyOf(source), keyOf(target)];
      const key = `${from}\n\n${to}`;
      links.set(key, { from, to, amount: Math.max(links.get(key)?.amount ?? 0, leg.amount) });
    }
  }
  return { links: [...links.values()], amounts };
}

/** The links without those, smaller ones first, that would lead back to where others come from. */
export function withoutCycles(links: readonly Link[]): Link[] {
  const reached = new Map<string, Set<string>>();
  const after = (node: string) => reached.get(node) ?? new Set<string>();
  const kept: Link[] = [];
  for (const link of [...links].sort((one, other) => other.amount - one.amount)) {
    if (link.from === link.to || after(link.to).has(link.from)) continue;
    kept.push(link);
    const beyond = [link.to, ...after(link.to)];
    const before = [link.from, ...[...reached].filter(([, far]) => far.has(link.from)).map(([node]) => node)];
    for (const node of before) reached.set(node, new Set([...after(node), ...beyond]));
  }
  return kept;
}

/** Where each node stands, and how many points one unit is wide. */
function slotsOf(
  links: readonly Link[],
  amounts: ReadonlyMap<string, number>,
  { width, height, gap, node }: Frame,
): { slots: Map<string, Slot>; scale: number } {
  const place = sankey<{ key: string; fixedValue: number }, object>()
    .nodeId((each) => each.key)
    .nodeAlign(sankeyJustify)
    .nodeWidth(node)
    .nodePadding(gap)
    .extent([
      [0, 0],
      [width, height],
    ]);
  const graph = place({
    nodes: [...amounts].map(([key, fixedValue]) => ({ key, fixedValue })),
    links: withoutCycles(links).map(
      ({ from, to, amount }) =>
        ({ source: from, target: to, value: amount }) as SankeyLink<
          { key: string; fixedValue: number },
          object
        >,
    ),
  });
  const last = Math.max(...graph.nodes.map((each) => each.x0 ?? 0));
  const slot = (each: Node): [string, Slot] => [
    each.key,
    { x: each.x0 ?? 0, y: each.y0 ?? 0, isLast: each.x0 === last },
  ];
  const scales = graph.nodes.flatMap((each) =>
    each.fixedValue > 0 ? [((each.y1 ?? 0) - (each.y0 ?? 0)) / each.fixedValue] : [],
  );
  return { slots: new Map(graph.nodes.map(slot)), scale: Math.max(0, ...scales) };
}

/** One plan in the slots of all: its boxes, and bands that leave and reach each box in the order of the others. */
function drawn(way: WayOfGood, slots: ReadonlyMap<string, Slot>, scale: number, frame: Frame): Drawn {
  const boxes = way.nodes.map((stop): Box => {
    const key = keyOf(stop);
    const { x, y, isLast } = slots.get(key) ?? { x: 0, y: 0, isLast: false };
    return { key, stop, x, y, width: frame.node, height: scale * stop.amount, isLast };
  });
  const starts = stacked(way.links, boxes, "source", scale);
  const ends = stacked(way.links, boxes, "target", scale);
  const bands = way.links.flatMap((leg, at): Band[] => {
    const [from, to] = [boxes[leg.source], boxes[leg.target]];
    if (!from || !to) return [];
    return [
      {
        key: `${from.key}\n\n${to.key}`,
        from,
        to,
        startY: starts[at] ?? 0,
        endY: ends[at] ?? 0,
        width: scale * leg.amount,
        amount: leg.amount,
        routes: leg.routes,
        back: to.x <= from.x,
      },
    ];
  });
  return { boxes, bands };
}

/** The middle of each band at one of its ends. */
function stacked(
  legs: readonly Leg[],
  boxes: readonly Box[],
  side: "source" | "target",
  scale: number,
): number[] {
  const other = side === "source" ? "target" : "source";
  const filled = boxes.map(({ y }) => y);
  const middles = new Array<number>(legs.length).fill(0);
  const height = (leg: Leg) => boxes[leg[other]]?.y ?? 0;
  const order = legs.map((leg, at) => ({ leg, at })).sort((one, two) => height(one.leg) - height(two.leg));
  for (const { leg, at } of order) {
    const top = filled[leg[side]] ?? 0;
    const width = scale * leg.amount;
    middles[at] = top + width / 2;
    filled[leg[side]] = top + width;
  }
  return middles;
}

/** The path of the middle of a band; a smooth curve, one that leads back as well. */
export function pathOf({ from, to, startY, endY, width }: Band): string {
  const [x, end] = [from.x + from.width, to.x];
  if (end > x) {
    const middle = (x + end) / 2;
    return `M${p(x)},${p(startY)}C${p(middle)},${p(startY)} ${p(middle)},${p(endY)} ${p(end)},${p(endY)}`;
  }
  const out = 24 + width / 2; // a band that leads back goes out and around
  const under = Math.max(from.y + from.height, to.y + to.height) + out;
  return (
    `M${p(x)},${p(startY)}C${p(x + out)},${p(startY)} ${p(x + out)},${p(under)} ${p(x)},${p(under)}` +
    `L${p(end)},${p(under)}C${p(end - out)},${p(under)} ${p(end - out)},${p(endY)} ${p(end)},${p(endY)}`
  );
}

const p = (value: number) => value.toFixed(1);

/** Which of two names of stops go together in several plans; for the table that stands beside the picture. */
export interface LegRow {
  readonly key: string;
  readonly from: Stop;
  readonly to: Stop;
  readonly routes: readonly string[];
  readonly amounts: readonly number[];
}

/** All legs of all plans as rows: an amount for each plan, 0 where nothing goes that way. */
export function legRows(ways: readonly WayOfGood[]): LegRow[] {
  const rows = new Map<string, { from: Stop; to: Stop; routes: Set<string>; amounts: number[] }>();
  ways.forEach(({ nodes, links }, plan) => {
    for (const leg of links) {
      const [from, to] = [nodes[leg.source], nodes[leg.target]];
      if (!from || !to) continue;
      const key = `${keyOf(from)}\n\n${keyOf(to)}`;
      const row = rows.get(key) ?? { from, to, routes: new Set(), amounts: ways.map(() => 0) };
      for (const route of leg.routes) row.routes.add(route);
      row.amounts[plan] = (row.amounts[plan] ?? 0) + leg.amount;
      rows.set(key, row);
    }
  });
  const most = (row: { amounts: number[] }) => Math.max(...row.amounts);
  return [...rows]
    .sort(([, one], [, other]) => one.from.column - other.from.column || most(other) - most(one))
    .map(([key, { routes, ...row }]) => ({ key, ...row, routes: [...routes].sort() }));
}
