// Drafts: what is an edit, what is none, and how they come onto a newer version.
import { beforeEach, describe, expect, it } from "vitest";
import type { TableDescribed } from "../api/types";
import { forget, redo, undo } from "../state/undo";
import {
  countOf,
  draftCell,
  editsOf,
  emptyDraft,
  tableDraft,
  withAdded,
  withCells,
  withDropped,
  withKept,
} from "./draft";
import { change, discard, draftOf, replaceDraft } from "./drafts";
import { rebased } from "./rebase";

const WAS = { good: "bread", amount: 2 };
const set = (row: number, column: string, value: string | number | null, was = WAS) => ({
  row,
  column,
  value,
  was: row < 0 ? null : was,
});

describe("a draft", () => {
  it("holds what differs, and forgets what is put back", () => {
    const one = withCells(emptyDraft(3), "needs", [set(4, "amount", 7)]);
    expect(editsOf(one)).toEqual([{ do: "set", table: "needs", row: 4, column: "amount", value: 7 }]);
    expect(draftCell(tableDraft(one, "needs"), 4, "amount")).toBe(7);
    expect(withCells(one, "needs", [set(4, "amount", 2)]).tables).toEqual({});
  });

  it("sends added rows without blank cells, and cells of added rows with them", () => {
    const one = withAdded(emptyDraft(1), "needs", [{ good: "tea", amount: null }, { good: "salt" }]);
    const two = withCells(one, "needs", [set(-2, "amount", 5)]);
    expect(editsOf(two)).toEqual([
      { do: "add", table: "needs", cells: { good: "tea" } },
      { do: "add", table: "needs", cells: { good: "salt", amount: 5 } },
    ]);
  });

  it("does not change a row that it takes out, and has its cells again when the row stays", () => {
    const one = withCells(emptyDraft(1), "needs", [set(0, "amount", 9)]);
    const two = withDropped(one, "needs", new Map([[0, WAS]]));
    expect(editsOf(two)).toEqual([{ do: "drop", table: "needs", row: 0 }]);
    expect(editsOf(withKept(two, "needs", [0]))).toEqual(editsOf(one));
  });

  it("takes added rows out for good", () => {
    const one = withAdded(emptyDraft(1), "needs", [{ good: "tea" }, { good: "salt" }]);
    const two = withDropped(one, "needs", new Map([[-1, {}]]));
    expect(tableDraft(two, "needs").added).toEqual([{ good: "salt" }]);
    expect(countOf(two)).toBe(1);
    expect(countOf(two, "goods")).toBe(0);
  });
});

describe("the drafts of a tab", () => {
  beforeEach(() => {
    forget();
    replaceDraft("e", null);
  });

  it("are taken back and done again step by step", async () => {
    change("e", 1, "first", (draft) => withCells(draft, "needs", [set(0, "amount", 3)]));
    change("e", 1, "second", (draft) => withCells(draft, "needs", [set(1, "amount", 4)]));
    await undo();
    expect(countOf(draftOf("e") ?? emptyDraft(0))).toBe(1);
    await undo();
    expect(draftOf("e")).toBeNull();
    await redo();
    expect(countOf(draftOf("e") ?? emptyDraft(0))).toBe(1);
  });

  it("can be had back after they were discarded, not after they were saved", async () => {
    change("e", 1, "first", (draft) => withCells(draft, "needs", [set(0, "amount", 3)]));
    discard("e", "discarded");
    await undo();
    expect(draftOf("e")).not.toBeNull();
    replaceDraft("e", null);
    expect(await undo()).toBeNull();
  });
});

describe("a draft on a newer version", () => {
  const table = { name: "needs", key: ["good"], dated: false } as unknown as TableDescribed;
  const draft = withDropped(
    withCells(emptyDraft(1), "needs", [set(5, "amount", 7), set(6, "amount", 8, { good: "tea", amount: 1 })]),
    "needs",
    new Map([[9, { good: "salt", amount: 3 }]]),
  );

  it("keeps its places where the rows are as they were", async () => {
    const made = await rebased(draft, 2, [table], new Set(), () => Promise.reject(new Error("not asked")));
    expect(made.draft).toEqual({ ...draft, version: 2 });
    expect(made.clashes).toEqual([]);
  });

  it("finds its rows by their key, tells what both changed, and what is gone", async () => {
    const there = [
      { row: 4, cells: { good: "bread", amount: 2 } },
      { row: 5, cells: { good: "tea", amount: 6 } },
    ];
    const look = (_: string, key: object) =>
      Promise.resolve(there.filter((each) => each.cells.good === (key as { good: string }).good));
    const made = await rebased(draft, 2, [table], new Set(["needs"]), look);
    expect(editsOf(made.draft)).toEqual([
      { do: "set", table: "needs", row: 4, column: "amount", value: 7 },
      { do: "set", table: "needs", row: 5, column: "amount", value: 8 },
    ]);
    expect(made.clashes).toEqual([{ table: "needs", row: 5, column: "amount", mine: 8, theirs: 6 }]);
    expect(made.lost).toEqual([{ table: "needs", key: { good: "salt" } }]);
  });
});
