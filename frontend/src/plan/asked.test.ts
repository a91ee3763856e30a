// Facts about addresses: a view is a link, and the link is the view.
import { describe, expect, it } from "vitest";
import { queryAfter, viewOf } from "./asked";
import { madeUp } from "./fixtures";
import { sceneOf } from "./picture";

const scene = sceneOf(madeUp({ places: 3, periods: 3, needs: 3, groups: 2 }));
const after = (change: Parameters<typeof queryAfter>[2], from = "") =>
  queryAfter(scene, new URLSearchParams(from), change);

describe("an address", () => {
  it("says what is looked at, and is read back", () => {
    const change = { period: 1, need: 2, group: 1, good: 0, subject: { kind: "route" as const, at: 2 } };
    const view = viewOf(scene, after(change));
    expect(view.asked).toEqual({ period: 1, tier: null, need: 2, group: 1 });
    expect(view.good).toBe(0);
    expect(view.subject).toEqual({ kind: "route", at: 2 });
  });

  it("without a query is the whole plan", () => {
    const view = viewOf(scene, new URLSearchParams());
    expect(view).toMatchObject({
      asked: { period: null, tier: null, need: null, group: null },
      subject: null,
      why: null,
    });
  });

  it("with names that are not in the plan passes them over", () => {
    const view = viewOf(scene, new URLSearchParams("period=1999-01-01&place=atlantis&need=mana&tier=9"));
    expect(view.asked).toEqual({ period: null, tier: null, need: null, group: null });
    expect(view.subject).toBeNull();
  });

  it("of a why names its cell", () => {
    const query = after({ why: 10 });
    expect(query.get("panel")).toBe("why");
    expect(viewOf(scene, query).why).toBe(10);
  });

  it("of a why without a cell asks about the worst of the place", () => {
    const view = viewOf(scene, new URLSearchParams("place=place-1&panel=why"));
    const cells = scene.cells;
    const there = [...cells.coverage].filter((_, cell) => cells.place[cell] === 1);
    expect(cells.coverage[view.why ?? -1]).toBe(Math.min(...there));
  });

  it("keeps one subject, and closes a why with it", () => {
    const query = after({ subject: { kind: "supply", at: 0 } }, "place=place-1&panel=why&why=a&why=b");
    expect(query.has("place")).toBe(false);
    expect(query.has("why")).toBe(false);
    expect(after({ subject: null }, "place=place-1&period=x").toString()).toBe("period=x");
  });
});
