// Explanations: how sentences are cut into links, where these lead, and what a relief becomes.
import { describe, expect, it } from "vitest";
import type { Change, Result, Scenario } from "../api/types";
import { goingOnFrom, madeOf, sameUnder } from "./applying";
import { addressOf } from "./links";
import { capital, freeName, nameFor } from "./naming";
import { runsOf } from "./pieces";
import type { Pointer, Sentence } from "./told";

const ABOUT = { project: "p", plan: "r", economy: "e" };
const ROW: Pointer = { kind: "row", name: "", table: "routes", row: 3, key: { route: "track" } };
const ROUTE: Pointer = { kind: "route", name: "track", table: "", row: null, key: {} };

const SENTENCE: Sentence = {
  text: "the route track is shut (routes, row 5)",
  pieces: [
    { text: "the route ", apart: false, link: null },
    { text: "track", apart: true, link: 0 },
    { text: " is shut (", apart: false, link: null },
    { text: "routes", apart: true, link: 1 },
    { text: ", row ", apart: false, link: 1 },
    { text: "5", apart: true, link: 1 },
    { text: ")", apart: false, link: null },
  ],
  links: [ROUTE, ROW],
};

const scenario = (name: string, parent = "", changes: Change[] = []): Scenario => ({
  name,
  title: "",
  description: "",
  parent,
  source: "",
  calendar: null,
  changes,
});

const change = (where: string): Change => ({
  do: "open",
  table: "routes",
  where,
  column: "",
  note: "",
  because: "",
  source: "",
  claimed_by: "",
  confidence: "assumed",
});

describe("a sentence", () => {
  it("is cut where what it points at changes", () => {
    const runs = runsOf(SENTENCE).map((run) => [run.pieces.map((piece) => piece.text).join(""), run.pointer]);
    expect(runs).toEqual([
      ["the route ", null],
      ["track", ROUTE],
      [" is shut (", null],
      ["routes, row 5", ROW],
      [")", null],
    ]);
  });

  it("says the same in pieces", () => {
    const words = runsOf(SENTENCE).flatMap((run) => run.pieces.map((piece) => piece.text));
    expect(words.join("")).toBe(SENTENCE.text);
  });
});

describe("a link", () => {
  const asked = new URLSearchParams("period=2031-03-17&tier=1&panel=why&place=hill");

  it("of a row leads to its table", () => {
    expect(addressOf(ROW, ABOUT, asked)).toBe("/projects/p/economies/e/data/routes?row=3");
  });

  it("of a row that is not there leads nowhere", () => {
    expect(addressOf({ ...ROW, row: null }, ABOUT, asked)).toBeNull();
    expect(addressOf(ROW, { ...ABOUT, economy: "" }, asked)).toBeNull();
  });

  it("of a route leads to the map, at the same time", () => {
    expect(addressOf(ROUTE, ABOUT, asked)).toBe("/projects/p/plans/r?period=2031-03-17&tier=1&route=track");
  });

  it("of what the map does not show leads nowhere", () => {
    expect(addressOf({ ...ROUTE, kind: "group" }, ABOUT, asked)).toBeNull();
  });
});

describe("a relief", () => {
  const there = [scenario("cut"), scenario("cut-twice", "cut", [change("route=a")]), scenario("snow")];

  it("becomes a scenario that goes on from that of the plan", () => {
    const made = madeOf({ into: "new", name: "help", title: "Help" }, [change("route=b")], there, "cut");
    expect(made.base).toBeNull();
    expect(made.now).toMatchObject({
      name: "help",
      title: "Help",
      parent: "cut",
      changes: [{ where: "route=b" }],
    });
  });

  it("goes on from the economy where the plan's scenario is not there any more", () => {
    expect(madeOf({ into: "new", name: "help", title: "" }, [], there, "gone").now.parent).toBe("");
  });

  it("is added after the changes of a scenario that is there", () => {
    const made = madeOf({ into: "old", name: "cut-twice", title: "" }, [change("route=b")], there, "cut");
    expect(made.base).toBe(there[1]);
    expect(made.now.changes?.map((each) => each.where)).toEqual(["route=a", "route=b"]);
    expect(made.now.parent).toBe("cut");
  });

  it("may be added to scenarios that go on from that of the plan", () => {
    expect(goingOnFrom(there, "cut").map((each) => each.name)).toEqual(["cut", "cut-twice"]);
    expect(goingOnFrom(there, "")).toEqual(there);
  });

  it("stands scenarios that go round in a circle", () => {
    expect(goingOnFrom([scenario("a", "b"), scenario("b", "a")], "c")).toEqual([]);
  });

  it("is planned as the plan was", () => {
    const plan = { economy: "e", options: { rule: "total", periods: 2, effort: null } } as unknown as Result;
    expect(sameUnder(plan, "help")).toMatchObject({
      kind: "plan",
      economy: "e",
      scenario: "help",
      rule: "total",
      periods: 2,
    });
  });
});

describe("a name", () => {
  it("is one that is free", () => {
    expect(freeName("help", ["help", "help-2"])).toBe("help-3");
    expect(freeName("help", [])).toBe("help");
  });

  it("is made of what it is about, in any script", () => {
    expect(nameFor("The hill!", "vitamin-c")).toBe("help-the-hill-vitamin-c");
    expect(nameFor("حلب", "خبز")).toBe("help-حلب-خبز");
  });

  it("begins with a capital where there are any", () => {
    expect(capital("the route")).toBe("The route");
    expect(capital("الطريق")).toBe("الطريق");
  });
});
