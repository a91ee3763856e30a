// What of a folder is sent, what versions became, and settings as fields.
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Settings, Version } from "../api/types";
import { conditionOf, operatorsFor } from "./conditions";
import { plainColumn } from "./cells";
import { belonging, calledAfter, fileSent, packed } from "./packing";
import { calendarOf, changedIn, effortOf, effortText, endOf, fieldsOf } from "./settings";
import { standing } from "./versions";

const blob = (text: string) =>
  ({
    arrayBuffer: () => Promise.resolve(new TextEncoder().encode(text).buffer),
  }) as unknown as Blob;
const paths = (...names: string[]) => names.map((path) => ({ path, file: blob(path) }));

describe("a folder", () => {
  it("is sent from where its settings lie, without what does not belong", () => {
    const files = paths(
      "mine/valley/economy.toml",
      "mine/valley/needs.csv",
      "mine/valley/scenarios/dry.toml",
      "mine/valley/notes.docx",
      "mine/valley/.hidden.csv",
      "mine/other.csv",
      "mine/valley/deep/goods.csv",
    );
    expect(belonging(files).map(({ path }) => path)).toEqual([
      "economy.toml",
      "needs.csv",
      "scenarios/dry.toml",
    ]);
  });

  it("without settings is sent as it is, so that the server tells what is missing", () => {
    expect(belonging(paths("mine/needs.csv", "mine/goods.csv")).map(({ path }) => path)).toEqual([
      "needs.csv",
      "goods.csv",
    ]);
  });

  it("becomes an archive of its files", async () => {
    const sent = await packed(paths("needs.csv"), "valley");
    expect(sent.name).toBe("valley.zip");
    expect(sent.body.size).toBeGreaterThan(20);
    expect(unzipSync).toBeDefined();
  });

  it("is called as it is called, without endings", () => {
    expect(calledAfter("valley.findings.xlsx")).toBe("valley");
    expect(fileSent(new File(["x"], "notes.docx"))).toBeNull();
    expect(fileSent(new File(["x"], "Valley.XLSX"))?.name).toBe("Valley.XLSX");
  });
});

describe("versions", () => {
  it("lie before the one that holds, or were undone", () => {
    const made = [1, 2, 3, 4].map((number) => ({
      number,
      parent: number === 1 ? null : number === 4 ? 2 : number - 1,
    }));
    const stands = standing(made as unknown as Version[], 4);
    expect([...stands]).toEqual([
      [1, "before"],
      [2, "before"],
      [3, "undone"],
      [4, "holds"],
    ]);
  });
});

describe("settings", () => {
  const settings: Settings = {
    name: "valley",
    description: "",
    currency: "coin",
    calendar: { start: "2031-03-03", lengths: [7, 7] },
    rule: "leximin",
    effort: { labour: 1, coin: 0.5 },
    languages: ["en"],
    decimal: ".",
  };

  it("that nobody touched are no change", () => {
    expect(changedIn(settings, fieldsOf(settings))).toEqual({});
  });

  it("send only what is other", () => {
    const fields = { ...fieldsOf(settings), periods: 3, languages: "en, ar" };
    expect(changedIn(settings, fields)).toEqual({
      calendar: { start: "2031-03-03", lengths: [7, 7, 7] },
      languages: ["en", "ar"],
    });
  });

  it("have a calendar only of whole days", () => {
    const fields = { ...fieldsOf(settings), shape: "other" as const };
    expect(calendarOf({ ...fields, lengths: "28، 31 30" })?.lengths).toEqual([28, 31, 30]);
    expect(calendarOf({ ...fields, lengths: "7, x" })).toBeNull();
    expect(endOf(settings.calendar)).toBe("2031-03-16");
  });

  it("write effort as a word or as weights", () => {
    expect(effortOf("labour")).toBe("labour");
    expect(effortOf(effortText(settings.effort))).toEqual(settings.effort);
  });
});

describe("conditions", () => {
  it("are read from the address, with colons in the value", () => {
    expect(conditionOf("note:has:a:b")).toEqual({ column: "note", operator: "has", value: "a:b" });
    expect(operatorsFor({ ...plainColumn("x"), kind: "number" })).not.toContain("has");
  });
});
