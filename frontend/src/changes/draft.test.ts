// Drafts: kept in the tab, dropped when they say what the server has, undone step by step.
import { beforeEach, describe, expect, it } from "vitest";
import type { Scenario } from "../api/types";
import { forget, redo, undo } from "../state/undo";
import { blankChange, blankScenario, draftKey, draftOf, isSame, keep, moved, replace, write } from "./draft";

const KEY = draftKey("p", "e", "snow");
const base: Scenario = blankScenario("snow", "Snow");
const titled = (title: string): Scenario => ({ ...base, title });

beforeEach(() => {
  keep(KEY, null);
  forget();
});

describe("a draft", () => {
  it("stays in the tab's storage until it says what the server has", () => {
    keep(KEY, { base, now: titled("Much snow") });
    expect(sessionStorage.getItem(KEY)).toContain("Much snow");
    keep(KEY, { base, now: titled("Snow") });
    expect([draftOf(KEY), sessionStorage.getItem(KEY)]).toEqual([null, null]);
  });

  it("of a new scenario stays though nothing was written in it", () => {
    keep(KEY, { base: null, now: base });
    expect(draftOf(KEY)?.now).toEqual(base);
  });

  it("is undone and done again step by step", async () => {
    write(KEY, base, base, titled("One"), "one");
    write(KEY, base, titled("One"), titled("Two"), "two");
    await undo();
    expect(draftOf(KEY)?.now.title).toBe("One");
    await undo();
    expect(draftOf(KEY)).toBeNull();
    await redo();
    await redo();
    expect(draftOf(KEY)?.now.title).toBe("Two");
  });

  it("that is discarded comes back by undoing", async () => {
    keep(KEY, { base, now: titled("One") });
    replace(KEY, null, "discarded");
    expect(draftOf(KEY)).toBeNull();
    await undo();
    expect(draftOf(KEY)?.now.title).toBe("One");
  });

  it("takes no step where nothing changed", async () => {
    write(KEY, base, base, titled("Snow"), "nothing");
    expect(await undo()).toBeNull();
  });
});

it("fields that are blank, missing or in another order say the same", () => {
  const change = { ...blankChange("close", "routes"), where: "route=m5" };
  expect(isSame({ a: 1, from: null, b: [change] }, { b: [{ ...change, from: undefined }], a: 1 })).toBe(true);
  expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
});

it("an item moves to its place and the others stay in order", () => {
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
});
