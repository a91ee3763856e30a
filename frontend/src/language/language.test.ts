// Every language says everything: the same keys, with the same values to fill in.
import { describe, expect, it } from "vitest";
import { words as arabic } from "./ar";
import { words as english } from "./en";

const PLURAL = /_(zero|one|two|few|many|other)$/;

function flat(entries: object, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(entries)) {
    if (typeof value === "string") found.set(prefix + key, value);
    else for (const [inner, text] of flat(value as object, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}

function gaps(text: string): string[] {
  return [...new Set(text.match(/\{\{.*?\}\}|<\/?\w+\/?>/g) ?? [])].sort();
}

describe("words", () => {
  it("stand in both languages, area by area", () => {
    expect(Object.keys(arabic).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english))("of %s have the same keys", (area) => {
    const base = (entries: object | undefined) =>
      [...new Set([...flat(entries ?? {}).keys()].map((key) => key.replace(PLURAL, "")))].sort();
    expect(base(arabic[area])).toEqual(base(english[area]));
  });

  it.each(Object.keys(english))("of %s fill in the same values", (area) => {
    const theirs = flat(arabic[area] ?? {});
    for (const [key, text] of flat(english[area] ?? {})) {
      const other = theirs.get(key);
      if (other !== undefined && !PLURAL.test(key)) expect([key, gaps(other)]).toEqual([key, gaps(text)]);
    }
  });

  it("of Arabic have all its plural forms", () => {
    for (const [area, entries] of Object.entries(arabic)) {
      const keys = [...flat(entries).keys()];
      const roots = new Set(keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));
      for (const root of roots) {
        const forms = keys.filter((key) => key.replace(PLURAL, "") === root && PLURAL.test(key)).length;
        expect([area, root, forms]).toEqual([area, root, 6]);
      }
    }
  });
});
