// Flows between sectors or regions: the largest ones, the rest together, as chords and as bands.
import type { Flows } from "./useIndustry";

/** An amount that goes from one to another, by position. */
export interface Flow {
  readonly source: number;
  readonly target: number;
  readonly amount: number;
}

/** Those that are drawn by themselves, and what goes between them; `rest` is the last position, for all others. */
export interface Joined {
  /** Positions in the list of all; null for the rest. */
  readonly nodes: readonly (number | null)[];
  readonly flows: readonly Flow[];
}

/** The flows as a list, the largest first; `within` keeps what stays where it is. */
export function flowsOf(flows: Flows, within: boolean): Flow[] {
  return flows.source
    .map((source, at) => ({ source, target: flows.target[at] ?? 0, amount: flows.amount[at] ?? 0 }))
    .filter(({ source, target, amount }) => amount > 0 && (within || source !== target))
    .sort((one, other) => other.amount - one.amount);
}

/** How much goes out and comes in at each. */
export function throughput(flows: readonly Flow[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { source, target, amount } of flows) {
    sums.set(source, (sums.get(source) ?? 0) + amount);
    if (target !== source) sums.set(target, (sums.get(target) ?? 0) + amount);
  }
  return sums;
}

/** The flows between the `most` largest and the rest, in the order of the list; what is all rest is left out. */
export function joined(flows: readonly Flow[], most: number): Joined {
  const sums = throughput(flows);
  const ranked = [...sums.keys()].sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0) || a - b);
  const isAll = ranked.length <= most;
  const kept = ranked.slice(0, isAll ? most : most - 1).sort((a, b) => a - b);
  const position = new Map(kept.map((node, at) => [node, at]));
  const rest = kept.length;
  const amounts = new Map<string, Flow>();
  for (const flow of flows) {
    const source = position.get(flow.source) ?? rest;
    const target = position.get(flow.target) ?? rest;
    if (source === rest && target === rest) continue;
    const key = `${String(source)} ${String(target)}`;
    const before = amounts.get(key)?.amount ?? 0;
    amounts.set(key, { source, target, amount: before + flow.amount });
  }
  const largestFirst = [...amounts.values()].sort((one, other) => other.amount - one.amount);
  return { nodes: isAll ? kept : [...kept, null], flows: largestFirst };
}

/** What goes from each (row) to each (column), as chords need it. */
export function chordMatrix({ nodes, flows }: Joined): number[][] {
  const rows = nodes.map(() => nodes.map(() => 0));
  for (const { source, target, amount } of flows) {
    const row = rows[source];
    if (row) row[target] = amount;
  }
  return rows;
}

/** A node of bands: on the left what gives, on the right what takes. */
export interface BandNode {
  readonly id: string;
  readonly node: number | null;
  readonly side: "source" | "target";
}

/** Bands from those that give, on one side, to those that take, on the other. */
export function bandsOf({ nodes, flows }: Joined): {
  nodes: BandNode[];
  links: { source: string; target: string; value: number }[];
} {
  const used = new Map<string, BandNode>();
  const links = flows.map(({ source, target, amount }) => {
    const [from, to] = [`source ${String(source)}`, `target ${String(target)}`];
    used.set(from, { id: from, node: nodes[source] ?? null, side: "source" });
    used.set(to, { id: to, node: nodes[target] ?? null, side: "target" });
    return { source: from, target: to, value: amount };
  });
  return { nodes: [...used.values()], links };
}
