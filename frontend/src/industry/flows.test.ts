import { describe, expect, it } from "vitest";
import { bandsOf, chordMatrix, flowsOf, joined, throughput } from "./flows";

const told = { source: [0, 0, 1, 2, 3, 3], target: [1, 0, 2, 0, 0, 2], amount: [5, 9, 2, 8, 1, 0.5] };
const flows = flowsOf(told, false);

describe("flows", () => {
  it("come the largest first, without what stays where it is", () => {
    expect(flows.map(({ amount }) => amount)).toEqual([8, 5, 2, 1, 0.5]);
    expect(flowsOf(told, true)[0]).toEqual({ source: 0, target: 0, amount: 9 });
  });

  it("are counted at both their ends", () => {
    expect(throughput(flows).get(0)).toBe(14);
    expect(throughput(flowsOf(told, true)).get(0)).toBe(23);
  });
});

describe("joining", () => {
  it("leaves all as they are where they are few", () => {
    const all = joined(flows, 4);
    expect(all.nodes).toEqual([0, 1, 2, 3]);
    expect(all.flows).toHaveLength(5);
  });

  it("puts the smallest together and loses nothing that meets the others", () => {
    const few = joined(flows, 3);
    expect(few.nodes).toEqual([0, 2, null]);
    const total = few.flows.reduce((sum, { amount }) => sum + amount, 0);
    expect(total).toBe(16.5);
    expect(chordMatrix(few)).toEqual([
      [0, 0, 5],
      [8, 0, 0],
      [1, 2.5, 0],
    ]);
  });

  it("gives bands with what gives on one side and what takes on the other", () => {
    const { nodes, links } = bandsOf(joined(flows, 3));
    expect(new Set(nodes.map(({ side }) => side))).toEqual(new Set(["source", "target"]));
    expect(links.every(({ source, target }) => source.startsWith("s") && target.startsWith("t"))).toBe(true);
  });
});
