// Changes are drawn and told as strong as they are.
import { describe, expect, it } from "vitest";
import { madeUp } from "../plan/fixtures";
import { jointOf } from "./joint";
import { changeColour, flowChange, points, shownOf, strength } from "./views";

const NOTHING = { period: null, tier: null, need: null, group: null };

describe("a change of coverage", () => {
  it("is none, slight, clear or strong", () => {
    expect([0, 0.01, -0.1, 0.3].map(strength)).toEqual([0, 1, 2, 3]);
    expect(changeColour(0)).not.toMatch(/gain|loss/);
    expect(changeColour(NaN)).toBe("var(--none)");
    expect(changeColour(-0.3)).toContain("--loss");
  });

  it("never reads as nothing where there is one", () => {
    expect([0, 0.291, -0.018, 0.0002, 0.000003].map(points)).toEqual([
      "0",
      "+29.1",
      "-1.8",
      "+0.02",
      "<+0.01",
    ]);
  });
});

it("routes that carry more stand on one map, those that carry less on the other", () => {
  const plan = madeUp({ places: 3, periods: 1, needs: 1, routes: 2 });
  const more = plan.flows.route.map((route) => (route === 0 ? 2 : 0.5));
  const scaled = (column: readonly (number | null)[]) =>
    column.map((each, row) => (each ?? 0) * (more[row] ?? 1));
  const other = { ...plan, flows: { ...plan.flows, tonnes: scaled(plan.flows.tonnes) } };
  const joint = jointOf([plan, other]);
  const [before, after] = [shownOf(joint, 0, NOTHING), shownOf(joint, 1, NOTHING)];
  if (!before || !after) throw new Error("no maps");
  const [up, down] = [flowChange(before, after, 1), flowChange(before, after, -1)];
  expect([up.forth[0] ?? 0, up.back[0] ?? 0].some((amount) => amount > 0)).toBe(true);
  expect([up.forth[1], up.back[1]]).toEqual([0, 0]);
  expect([down.forth[0], down.back[0]]).toEqual([0, 0]);
  expect([down.forth[1] ?? 0, down.back[1] ?? 0].some((amount) => amount > 0)).toBe(true);
});
