// Cells, blocks of them, findings about them, and the keys that lead from one to the next.
import { describe, expect, it } from "vitest";
import type { Finding } from "../api/types";
import { plainColumn, shownOf, textOf, valueOf } from "./cells";
import { byPlace, counted, fixOf, marksOf, numberOf, rowOf } from "./findings";
import { isIn, movedBy, rangeOf, tabbed } from "./moving";
import { blockOf, filledBy, textOfBlock } from "./pasted";

const amount = { ...plainColumn("amount"), kind: "number" as const };
const flag = { ...plainColumn("closed"), kind: "flag" as const };
const finding = (more: Partial<Finding>): Finding => ({
  code: "B01",
  severity: "error",
  why: "This is not a number.",
  remedy: "",
  file: "needs",
  sheet: "",
  row: null,
  column: "",
  value: "",
  more: 0,
  ...more,
});

describe("a cell", () => {
  it("is a number only where the text is a plain one in the economy's own sign", () => {
    expect(valueOf("12.50", amount, ".")).toBe(12.5);
    expect(valueOf("12,5", amount, ",")).toBe(12.5);
    expect(valueOf("12,5", amount, ".")).toBe("12,5");
    expect(valueOf("1.234", amount, ",")).toBe("1.234");
    expect(valueOf("12345678901234567890", amount, ".")).toBe("12345678901234567890");
    expect(valueOf(" ", amount, ".")).toBeNull();
    expect(valueOf("lots", amount, ".")).toBe("lots");
  });

  it("is yes or no in a column of flags, and keeps its spaces in a text", () => {
    expect(valueOf("Yes", flag, ".")).toBe(true);
    expect(valueOf("perhaps", flag, ".")).toBe("perhaps");
    expect(valueOf(" as it is ", plainColumn("note"), ".")).toBe(" as it is ");
  });

  it("is typed as it is read, and shown with all its digits", () => {
    expect(valueOf(textOf(0.1, ","), amount, ",")).toBe(0.1);
    expect(shownOf(1234.56789, { yes: "yes", no: "no" })).toBe("1,234.56789");
    expect(shownOf(false, { yes: "ja", no: "nein" })).toBe("nein");
  });
});

describe("a block from a spreadsheet", () => {
  it("has a cell for each tab and a row for each line, quoted ones whole", () => {
    expect(blockOf("a\tb\r\n1\t\r\n")).toEqual([
      ["a", "b"],
      ["1", ""],
    ]);
    expect(blockOf('"two\nlines"\t"a ""word"""')).toEqual([["two\nlines", 'a "word"']]);
    expect(blockOf('6" pipe\tx')).toEqual([['6" pipe', "x"]]);
    expect(blockOf('"open\tx')).toEqual([['"open', "x"]]);
    expect(blockOf("")).toEqual([[""]]);
  });

  it("is copied so that it is read the same", () => {
    const block = [
      ["a\tb", 'say "no"'],
      ["two\nlines", ""],
    ];
    expect(blockOf(textOfBlock(block))).toEqual(block);
  });

  it("fills its own size; one cell fills all that is chosen", () => {
    expect(filledBy([["1", "2"]], { rows: 5, columns: 5 })).toHaveLength(2);
    expect(filledBy([["1"]], { rows: 2, columns: 3 })).toHaveLength(6);
    expect(filledBy([["1"]], { rows: 1, columns: 1 })).toEqual([{ down: 0, across: 0, text: "1" }]);
  });
});

describe("findings", () => {
  it("find their cell by the number that people see, added rows after the last", () => {
    expect(rowOf(2, 5)).toBe(0);
    expect(rowOf(7, 5)).toBe(-1);
    expect(numberOf(-2, 5)).toBe(8);
    const marks = marksOf(
      [finding({ row: 3, column: "amount" }), finding({ row: 8, column: "good" }), finding({ code: "A09" })],
      "needs",
      5,
    );
    expect(marks.cells.get(1)?.get("amount")).toHaveLength(1);
    expect(marks.cells.get(-2)?.get("good")).toHaveLength(1);
    expect(marks.whole).toHaveLength(1);
  });

  it("count those that are not listed, and stand together by place, errors first", () => {
    const found = [
      finding({ severity: "warning" }),
      finding({ more: 4 }),
      finding({ file: "book.xlsx", sheet: "goods" }),
    ];
    expect(counted(found)).toEqual({ errors: 6, warnings: 1 });
    expect(byPlace(found).map(([place, group]) => [place, group.length])).toEqual([
      ["needs", 2],
      ["goods", 1],
    ]);
    expect(byPlace(found)[0]?.[1][0]?.severity).toBe("error");
  });

  it("have a fix only where the remedy leaves no doubt", () => {
    const at = { row: 2, column: "good" };
    expect(
      fixOf(finding({ ...at, code: "C01", value: "flower", remedy: "Did you mean 'flour'?" }), "flower"),
    ).toBe("flour");
    expect(
      fixOf(finding({ ...at, code: "C01", value: "flower", remedy: "Did you mean 'flour'?" }), "make:flower"),
    ).toBe(null);
    expect(fixOf(finding({ ...at, value: "15 %", remedy: "Write the share: 0.15." }), "15 %")).toBe("0.15");
    const comma = 'or declare decimal = "," in economy.toml.';
    expect(fixOf(finding({ ...at, value: "12,5", remedy: `Write 12.5, ${comma}` }), "12,5")).toBe("12.5");
    expect(fixOf(finding({ ...at, value: "1,234", remedy: `Write 1.234, ${comma}` }), "1,234")).toBeNull();
    expect(
      fixOf(finding({ ...at, value: "x", remedy: "Write digits only, such as 1250 or 12.5." }), "x"),
    ).toBeNull();
  });
});

describe("keys", () => {
  const size = { rows: 10, columns: 3, page: 4 };
  const key = (name: string, ctrl = false) => ({ key: name, ctrl });

  it("lead one cell on, to the heading, and no further than the grid", () => {
    expect(movedBy(key("ArrowRight"), { row: 0, column: 2 }, size, false)).toEqual({ row: 0, column: 2 });
    expect(movedBy(key("ArrowUp"), { row: 0, column: 1 }, size, false)).toEqual({ row: -1, column: 1 });
    expect(movedBy(key("PageDown"), { row: 8, column: 0 }, size, false)).toEqual({ row: 9, column: 0 });
    expect(movedBy(key("End", true), { row: 0, column: 0 }, size, false)).toEqual({ row: 9, column: 2 });
    expect(movedBy(key("x"), { row: 0, column: 0 }, size, false)).toBeNull();
  });

  it("are mirrored where one reads from the right", () => {
    expect(movedBy(key("ArrowLeft"), { row: 0, column: 0 }, size, true)).toEqual({ row: 0, column: 1 });
  });

  it("lead with Tab through the rows and out at the end", () => {
    expect(tabbed({ row: 0, column: 2 }, size, false)).toEqual({ row: 1, column: 0 });
    expect(tabbed({ row: 9, column: 2 }, size, false)).toBeNull();
    expect(tabbed({ row: 0, column: 0 }, size, true)).toBeNull();
  });

  it("choose what lies between two cells", () => {
    const range = rangeOf({ row: 3, column: 2 }, { row: 1, column: 1 });
    expect(isIn(range, 2, 1)).toBe(true);
    expect(isIn(range, 2, 0)).toBe(false);
  });
});
