// What the address carries, what a plan's summary says, and where what a job found is shown.
import { expect, it } from "vitest";
import type { Job } from "../api/types";
import { keys } from "../api/queries";
import { mayChange } from "./changes";
import { placeOf } from "./JobsScreen";
import { urgent } from "./PlanRow";
import { carried } from "./tokens";

it("an address carries the token of a server or of a link", () => {
  expect(carried("#token=a-b_c")).toEqual({ token: "a-b_c", link: "" });
  expect(carried("#link=xyz")).toEqual({ token: "", link: "xyz" });
  expect(carried("")).toEqual({ token: "", link: "" });
});

it("a summary without people tells nothing", () => {
  expect(urgent({})).toBeNull();
  expect(urgent({ coverage: null })).toBeNull();
  expect(urgent({ coverage: { tier: 1, people: 10, people_fully_covered: 7 } })?.people).toBe(10);
});

it("every kind of result has a place", () => {
  const job = (kind: string, result: string | null) => ({ kind, result }) as Job;
  expect(placeOf("p", job("plan", "r"))).toBe("/projects/p/plans/r");
  expect(placeOf("p", job("rules", "r"))).toBe("/projects/p/rules/r");
  expect(placeOf("p", job("criticality", "r"))).toBe("/projects/p/results/r");
  expect(placeOf("p", job("plan", null))).toBeNull();
});

it("a change in a project makes lists be asked for again, and not what jobs found", () => {
  const asked = [keys.economies("p"), [...keys.results("p"), "plans"], [...keys.result("p", "r"), "picture"]];
  expect(asked.map((queryKey) => mayChange({ queryKey }))).toEqual([true, true, false]);
});
