// The way of a good keeps its amounts, its order and its scale from plan to plan.
import { describe, expect, it } from "vitest";
import { layOut, legRows, pathOf, type Stop, type WayOfGood, withoutCycles } from "./sankey";

const FRAME = { width: 600, height: 300, gap: 12, node: 10 };

const stop = (kind: string, name: string, column: number, amount: number): Stop => ({
  kind,
  name,
  titles: {},
  column,
  amount,
});

function way(carried: number, back = 0): WayOfGood {
  return {
    unit: "kg",
    total: 100,
    nodes: [
      stop("supply", "mill", 0, 100),
      stop("place", "valley", 1, 100 + back),
      stop("place", "hill", 2, carried),
      stop("eaten", "residents", 3, 100 - back),
    ],
    links: [
      { source: 0, target: 1, amount: 100, routes: [], back: false },
      { source: 1, target: 2, amount: carried, routes: ["track"], back: false },
      { source: 1, target: 3, amount: 100 - carried, routes: [], back: false },
      { source: 2, target: 3, amount: carried - back, routes: [], back: false },
      ...(back ? [{ source: 2, target: 1, amount: back, routes: ["track"], back: true }] : []),
    ],
  };
}

describe("the way of a good", () => {
  it("has the same unit and the same places in every plan", () => {
    const [before, after] = layOut([way(40), way(10)], FRAME);
    const box = (plan: typeof before, name: string) => plan?.boxes.find(({ stop: at }) => at.name === name);
    expect(box(before, "hill")?.x).toBe(box(after, "hill")?.x);
    expect(box(before, "hill")?.y).toBe(box(after, "hill")?.y);
    expect((box(after, "hill")?.height ?? 0) / (box(before, "hill")?.height ?? 1)).toBeCloseTo(10 / 40);
  });

  it("fills each box with the bands that leave it, one above the other", () => {
    const [plan] = layOut([way(40)], FRAME);
    const leaving = plan?.bands.filter(({ from }) => from.stop.name === "valley") ?? [];
    const box = plan?.boxes.find(({ stop: at }) => at.name === "valley");
    const width = leaving.reduce((sum, band) => sum + band.width, 0);
    expect(width).toBeCloseTo(box?.height ?? 0);
    for (const band of leaving) {
      expect(band.startY - band.width / 2).toBeGreaterThanOrEqual((box?.y ?? 0) - 1e-9);
      expect(band.startY + band.width / 2).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0) + 1e-9);
    }
  });

  it("is drawn where something leads back", () => {
    const [plan] = layOut([way(40, 5)], FRAME);
    const back = plan?.bands.filter((band) => band.back) ?? [];
    expect(back.map(({ from, to }) => [from.stop.name, to.stop.name])).toEqual([["hill", "valley"]]);
    expect(back[0] && pathOf(back[0])).toMatch(/^M[\d.,C L-]+$/);
  });

  it("stays empty where nothing comes or goes", () => {
    expect(layOut([{ unit: "kg", total: 0, nodes: [], links: [] }], FRAME)).toEqual([
      { boxes: [], bands: [] },
    ]);
  });

  it("is a table with an amount for each plan", () => {
    const rows = legRows([way(40), way(10, 5)]);
    expect(rows[0]?.from.name).toBe("mill");
    const leg = rows.find(({ from, to }) => from.name === "valley" && to.name === "hill");
    expect(leg).toMatchObject({ amounts: [40, 10], routes: ["track"] });
    expect(rows.find(({ from, to }) => from.name === "hill" && to.name === "valley")?.amounts).toEqual([
      0, 5,
    ]);
  });
});

it("of links in a circle the smallest is left out", () => {
  const link = (from: string, to: string, amount: number) => ({ from, to, amount });
  const kept = withoutCycles([link("a", "b", 3), link("b", "c", 2), link("c", "a", 1)]);
  expect(kept.map(({ from, to }) => from + to)).toEqual(["ab", "bc"]);
});
