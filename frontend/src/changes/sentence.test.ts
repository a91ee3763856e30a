// Changes as sentences, in English and Arabic.
import i18next from "i18next";
import { describe, expect, it } from "vitest";
import type { Change } from "../api/types";
import { speak } from "../language";
import { blankChange } from "./draft";
import { plain, sentenceOf, titleFor } from "./sentence";
import { ALL_WORDS, tablesOf, wordOf } from "./words";

const NAMES: Record<string, string> = { flour: "Wheat flour", valley: "The valley" };
const nameOf = (_: string, name: string) => NAMES[name] ?? name;

function said(word: string, table: string, more: Partial<Change>): string {
  const change = { ...blankChange(word, table), ...more };
  return plain(sentenceOf(i18next.getFixedT(null, "changes"), change, nameOf));
}

const SPAN = { from: "2031-03-10", until: "2031-03-17" };

describe("a sentence", () => {
  it.each<[string, string, Partial<Change>, string]>([
    [
      "close",
      "routes",
      { where: "route=m5", ...SPAN },
      "Route m5 is shut from 10 March 2031 to 16 March 2031.",
    ],
    ["close", "routes", { where: "route=a|b" }, "Routes a and b are shut."],
    [
      "close",
      "places",
      { where: "place=valley", from: "2031-03-10" },
      "The valley is cut off from 10 March 2031 on.",
    ],
    [
      "close",
      "routes",
      { where: "mode=sea, capacity>10" },
      "Routes by sea where capacity is above 10 are shut.",
    ],
    [
      "tariff",
      "",
      { where: "kind=market", value: 0.2 },
      "The price of supplies with kind market rises by 20%.",
    ],
    ["tariff", "", { where: "supply=a", value: -0.2 }, "The price of supply a falls by 20%."],
    [
      "seize",
      "",
      { where: "good=flour, place=valley", from: "2031-03-20" },
      "All of the stock of Wheat flour in The valley is taken away on 20 March 2031.",
    ],
    [
      "surge",
      "",
      { where: "group=newcomers", value: 2 },
      "The people of group newcomers grow to 200% of their number.",
    ],
    [
      "strike",
      "",
      { where: "place=valley", value: 0.5 },
      "A strike withdraws 50% of the labour in The valley.",
    ],
    ["limit", "routes", { where: "route=m5", value: 30 }, "At most 30 t a day can set out along route m5."],
    ["delay", "", { where: "route=m5", value: 1 }, "What sets out along route m5 is 1 day longer under way."],
    ["crash", "", { where: "paid_in=coin", value: 0.3 }, "coin loses 30% of what it buys."],
    [
      "scale",
      "supplies",
      { where: "supply=goats", column: "at_most", value: 0.8 },
      "The most of supply goats becomes 80% of what it was.",
    ],
    [
      "new",
      "routes",
      { values: { route: "ford", from_place: "valley" } },
      "A new row in Routes: route ford, start The valley.",
    ],
    [
      "set",
      "routes",
      { where: "route=m5", column: "mode", value: "sledge" },
      "Mode of route m5 becomes sledge.",
    ],
  ])("says what %s of %s does", (word, table, more, expected) => {
    expect(said(word, table, more)).toBe(expected);
  });

  it("tells why, and when it becomes known", () => {
    const more = { where: "route=m5", because: "a landslide.", known_from: "2031-03-10" };
    expect(said("close", "routes", more)).toBe(
      "Route m5 is shut. Because: a landslide. It becomes known on 10 March 2031, no sooner.",
    );
  });

  it("tells of a surprise where it is known no sooner than it happens", () => {
    const more = { where: "route=m5", from: "2031-03-10", known_from: "2031-03-10" };
    expect(said("close", "routes", more)).toBe(
      "Route m5 is shut from 10 March 2031 on. It comes as a surprise.",
    );
  });

  it("falls back on the bare fields for a word that it does not know", () => {
    expect(said("freeze", "routes", { where: "route=m5", value: 2 })).toBe("freeze · routes · route=m5 · 2.");
  });

  it("shows conditions as they are written where it can't read them", () => {
    expect(said("close", "routes", { where: "route" })).toBe("Routes route are shut.");
  });

  it.each(["en", "ar"] as const)("has words for every word and table in %s", async (language) => {
    await speak(language);
    for (const name of ALL_WORDS) {
      const word = wordOf(name);
      for (const table of word ? tablesOf(word) : []) {
        const text = said(name, table, { where: "x", value: 0.5 });
        expect(text, `${name} ${table}`).not.toContain("·");
      }
    }
  });

  it("keeps names and numbers apart from Arabic around them", async () => {
    await speak("ar");
    const change = { ...blankChange("tariff", ""), where: "supply=a b", value: 0.2, ...SPAN };
    const text = sentenceOf(i18next.getFixedT(null, "changes"), change, nameOf);
    expect(text).toContain("\u2068a b\u2069");
    expect(plain(text)).toMatch(/^ارتفاع سعر الإمداد a b بنسبة .*20.* من 10 آذار 2031 إلى 16 آذار 2031\.$/);
  });

  it("without its days is the title of a scenario of it alone", () => {
    const change = { ...blankChange("close", "routes"), where: "route=m5", ...SPAN };
    expect(titleFor(i18next.getFixedT(null, "changes"), change, nameOf)).toBe("Route m5 is shut");
  });
});
