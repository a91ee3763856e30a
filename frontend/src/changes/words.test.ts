// What each word takes, as the fields ask for it.
import { describe, expect, it } from "vitest";
import { blankChange } from "./draft";
import { cellValue, withTable, withWord } from "./fields";
import { ALL_WORDS, columnsOf, daysOf, measureOf, tablesOf, type Word, wordOf } from "./words";

function word(name: string): Word {
  const found = wordOf(name);
  if (!found) throw new Error(name);
  return found;
}

describe("words", () => {
  it("are said of their own tables, or of every table", () => {
    expect(tablesOf(word("seize"))).toEqual(["stocks"]);
    expect(tablesOf(word("set")).length).toBe(18);
  });

  it("ask for shares, factors, amounts, days and cells as they are meant", () => {
    const measures = Object.fromEntries(ALL_WORDS.map((name) => [name, measureOf(word(name))]));
    expect(measures).toMatchObject({
      strike: "share",
      tariff: "rise",
      surge: "factor",
      limit: "amount",
      delay: "days",
      set: "cell",
      close: "none",
    });
  });

  it("take the days that rows of a table can have", () => {
    expect(daysOf(word("close"), "routes")).toBe("both");
    expect(daysOf(word("close"), "places")).toBe("both");
    expect(daysOf(word("seize"), "stocks")).toBe("first");
    expect(daysOf(word("loss"), "routes")).toBe("both");
    expect(daysOf(word("set"), "stocks")).toBe("none");
  });

  it("name the columns that they may change", () => {
    expect(columnsOf(word("set"), "routes")).toBeNull();
    expect(columnsOf(word("loss"), "routes")).toEqual(["loss", "capacity"]);
    expect(columnsOf(word("close"), "routes")).toEqual([]);
  });
});

describe("a change with another word", () => {
  const shut = {
    ...blankChange("close", "routes"),
    where: "route=m5",
    from: "2031-03-10",
    until: "2031-03-17",
  };

  it("keeps its rows and days where they fit", () => {
    expect(withWord(shut, "window")).toMatchObject({ do: "window", where: "route=m5", until: "2031-03-17" });
  });

  it("drops what does not fit, and takes the usual value", () => {
    expect(withWord(shut, "seize")).toMatchObject({ table: "stocks", where: "", until: null, value: 1 });
  });

  it("drops its days where rows of the table have none", () => {
    expect(withTable(shut, word("set"), "stocks")).toMatchObject({ from: null, until: null, where: "" });
  });
});

it("a cell is a number where its column holds numbers", () => {
  expect([cellValue("12.5", "number"), cellValue("12.5", "text"), cellValue(" ", "number")]).toEqual([
    12.5,
    "12.5",
    null,
  ]);
  expect(cellValue("(blank)", "number")).toBe("(blank)");
});
