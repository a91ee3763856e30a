// Scenarios as a tree.
import { describe, expect, it } from "vitest";
import { blankScenario } from "./draft";
import { type Branch, lineOf, nameFor, parentsFor, treeOf } from "./tree";

const of = (name: string, parent = "") => blankScenario(name, name.toUpperCase(), parent);
const shape = (branches: readonly Branch[]): unknown[] =>
  branches.map((each) =>
    each.children.length > 0 ? [each.scenario.name, shape(each.children)] : each.scenario.name,
  );

const known = [of("c", "a"), of("b"), of("a"), of("d", "c")];

describe("the tree", () => {
  it("has each scenario under the one that it goes on from, by title", () => {
    expect(shape(treeOf(known))).toEqual([["a", [["c", ["d"]]]], "b"]);
    expect(treeOf(known)[0]?.children[0]?.children[0]?.depth).toBe(3);
  });

  it("has at the top what goes on from nothing that is there, and what goes round in a circle", () => {
    const round = [of("a", "b"), of("b", "a"), of("c", "b"), of("x", "gone")];
    expect(shape(treeOf(round))).toEqual(["a", ["b", ["c"]], "x"]);
  });
});

it("nothing below a scenario may become its parent", () => {
  expect(parentsFor("a", known).map((each) => each.name)).toEqual(["b"]);
});

it("the line of a scenario begins with its first parent", () => {
  expect(lineOf("d", known).map((each) => each.name)).toEqual(["a", "c", "d"]);
});

describe("a name", () => {
  it("is made of the letters of any script", () => {
    expect(nameFor("The bridge is out!", [])).toBe("the-bridge-is-out");
    expect(nameFor("إغلاق الطريق", [])).toBe("إغلاق-الطريق");
  });

  it("is like no other's, whatever the case", () => {
    expect(nameFor("Snow", ["SNOW", "snow-2"])).toBe("snow-3");
    expect(nameFor("…", [])).toBe("scenario");
  });

  it("is short enough for a file", () => {
    expect(nameFor("long ".repeat(60), []).length).toBeLessThanOrEqual(100);
  });
});
