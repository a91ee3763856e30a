// Only what all plans have is compared, and what is left out is told.
import { describe, expect, it } from "vitest";
import { madeUp } from "../plan/fixtures";
import type { Picture } from "../plan/picture";
import { askedOf, jointOf } from "./joint";
import { changeByPlace, reachOf, standings } from "./standing";

const NOTHING = { period: null, tier: null, need: null, group: null };

function shortened(picture: Picture, n: number): Picture {
  const rows = picture.cells.first.flatMap((first, row) => (first < n ? [row] : []));
  const cells = Object.fromEntries(
    Object.entries(picture.cells).map(([name, values]) => [
      name,
      rows.map((row) => (values as number[])[row]),
    ]),
  ) as unknown as Picture["cells"];
  return { ...picture, periods: picture.periods.slice(0, n), cells };
}

function scaled(picture: Picture, place: number, share: number): Picture {
  const coverage = picture.cells.coverage.map((each, row) =>
    picture.cells.place[row] === place ? each * share : each,
  );
  return { ...picture, cells: { ...picture.cells, coverage } };
}

describe("plans side by side", () => {
  const plan = madeUp({ places: 5, periods: 4, needs: 3, groups: 2 });

  it("of the same economy are compared as a whole", () => {
    const joint = jointOf([plan, scaled(plan, 1, 0.5)]);
    expect(joint.isWhole).toBe(true);
    expect(joint.leftOut).toEqual([]);
    expect(joint.periods).toHaveLength(4);
    expect(joint.scenes[1]?.cells.n).toBe(plan.cells.place.length);
  });

  it("of different length are compared in the periods that both have", () => {
    const joint = jointOf([plan, shortened(plan, 2)]);
    expect(joint.isWhole).toBe(false);
    expect(joint.periods.map(({ start }) => start)).toEqual(
      plan.periods.slice(0, 2).map(({ start }) => start),
    );
    expect(joint.leftOut).toEqual([
      { plan: 0, kind: "periods", names: plan.periods.slice(2).map(({ start }) => start) },
    ]);
    expect(joint.scenes[0]?.cells.n).toBe(joint.scenes[1]?.cells.n);
  });

  it("find a need by its name where another plan has it at another position", () => {
    const [first, ...rest] = plan.needs;
    const moved = rest.length;
    const other: Picture = {
      ...plan,
      needs: first ? [...rest, first] : rest,
      cells: { ...plan.cells, need: plan.cells.need.map((need) => (need === 0 ? moved : need - 1)) },
    };
    const joint = jointOf([plan, other]);
    expect(joint.isWhole).toBe(true);
    const choice = { ...NOTHING, need: plan.goods[plan.needs[0]?.good ?? 0]?.name ?? "" };
    expect([askedOf(joint, 0, choice).need, askedOf(joint, 1, choice).need]).toEqual([0, moved]);
    expect([...changeByPlace(joint, choice, 1).values()].every((change) => change === 0)).toBe(true);
  });

  it("are left without a need that one of them lacks", () => {
    const other: Picture = { ...plan, needs: plan.needs.slice(0, 2), cells: taken(plan, 2) };
    const joint = jointOf([plan, other]);
    expect(joint.needs).toHaveLength(2);
    expect(joint.leftOut).toEqual([{ plan: 0, kind: "needs", names: ["good-2"] }]);
    expect(new Set(joint.scenes[0]?.cells.need)).toEqual(new Set([0, 1]));
  });

  it("say where coverage rises and falls", () => {
    const change = changeByPlace(jointOf([plan, scaled(plan, 1, 0.5)]), NOTHING, 1);
    expect(change.get("place-0")).toBe(0);
    expect(change.get("place-1")).toBeLessThan(0);
  });
});

function taken(plan: Picture, needs: number): Picture["cells"] {
  const rows = plan.cells.need.flatMap((need, row) => (need < needs ? [row] : []));
  return Object.fromEntries(
    Object.entries(plan.cells).map(([name, values]) => [name, rows.map((row) => (values as number[])[row])]),
  ) as unknown as Picture["cells"];
}

describe("people", () => {
  const plan = madeUp({ places: 2, periods: 2, needs: 1, groups: 1 });
  const covered = (shares: number[]): Picture => ({
    ...plan,
    cells: {
      ...plan.cells,
      people: plan.cells.place.map((place) => (place === 0 ? 100 : 40)),
      coverage: plan.cells.coverage.map((_, row) => shares[row] ?? 1),
    },
  });
  const rows = plan.cells.place.map((place, row) => ({ place, first: plan.cells.first[row] ?? 0 }));
  const shares = (wanted: (place: number, first: number) => number) =>
    rows.map(({ place, first }) => wanted(place, first));

  it("are reached over the whole plan only where they lack nothing in any period", () => {
    const scene = jointOf([covered(shares((place, first) => (place === 1 && first === 1 ? 0.5 : 1)))])
      .scenes[0];
    if (!scene) throw new Error("no scene");
    expect(reachOf(scene, null)).toEqual({ inNeed: 140, targeted: 140, reached: 100 });
    expect(reachOf(scene, 0)).toEqual({ inNeed: 140, targeted: 140, reached: 140 });
  });

  it("who get nothing are not targeted", () => {
    const joint = jointOf([covered(shares((place) => (place === 1 ? 0 : 1)))]);
    const [standing] = standings(joint, NOTHING);
    expect(standing).toMatchObject({ inNeed: 140, targeted: 100, reached: 100, short: 40, lowest: 0 });
  });
});
