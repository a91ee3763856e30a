// Small pieces of the forms: calendars, days, quick changes, phases, requests, differences.
import i18next from "i18next";
import { describe, expect, it } from "vitest";
import type { Job } from "../api/types";
import { calendarText, lengthsIn } from "./calendar";
import { dayAfter, dayBefore } from "./dates";
import { differenceOf } from "./difference";
import { blankChange, blankScenario } from "./draft";
import { faultsOf } from "./faults";
import { clock, phaseWords, sureWords } from "./phase";
import { actsFor, changeFor } from "./quick";
import { startFor } from "./ReplanForm";
import { planRequest } from "./RunForm";
import { plain } from "./sentence";
import { withChange } from "./target";
import { tablesOf, wordOf } from "./words";

const t = () => i18next.getFixedT(null, "changes");

describe("lengths of periods", () => {
  it.each(["6 × 7", "7, 2 × 14", "1"])("'%s' are read and written alike", (text) => {
    expect(calendarText(lengthsIn(text) ?? [])).toBe(text);
  });

  it.each(["", "x", "0", "7,,7", "99999 x 9999, 9999 x 9999"])("'%s' are none", (text) => {
    expect(lengthsIn(text)).toBeNull();
  });
});

it("days go on over the ends of months and years", () => {
  expect([dayAfter("2031-12-31"), dayBefore("2032-03-01"), dayBefore("")]).toEqual([
    "2032-01-01",
    "2032-02-29",
    "",
  ]);
});

describe("quick changes", () => {
  it.each(["route", "place", "supply", "good", "activity"] as const)("of a %s are words that fit", (kind) => {
    for (const act of actsFor(kind)) {
      const word = wordOf(act.word);
      expect(word ? tablesOf(word) : [], act.id).toContain(act.table);
      expect(changeFor(act, { kind, name: "x" }, "2031-03-10").from).toBe("2031-03-10");
    }
  });

  it("of money are a crash and austerity, not a tariff", () => {
    expect(actsFor("good", true).map((act) => act.word)).toEqual(["crash", "austerity", "loss"]);
  });

  it("go to the end of a scenario that is there, or into a new one with its parent", () => {
    const snow = { ...blankScenario("snow"), changes: [blankChange("open", "routes")] };
    const change = blankChange("close", "routes");
    expect(withChange([snow], { name: "snow", title: "", parent: "" }, change).now.changes).toEqual([
      ...snow.changes,
      change,
    ]);
    const made = withChange([snow], { name: "", title: "Snow", parent: "snow" }, change);
    expect([made.base, made.now.name, made.now.parent]).toEqual([null, "snow-2", "snow"]);
  });
});

describe("a job", () => {
  const at = (phase: string) =>
    ({ state: "running", progress: { phase, gap: null, n_programs: 0, seconds: 0 } }) as Job;

  it.each([
    [
      "tier 1, level 3: 62.0% covered, 812 needs still rising (gap 1e-12, 3 programs, 1 s)",
      /^Tier 1: 62%.*812/,
    ],
    ["effort: labour: 4,114.84 (9 programs, 0 s)", /^Least effort: Labour$/],
    ["3 of 40 losses; m5, person-days lost: 12 (4 programs)", /^3 of 40 losses tried$/],
    ["balancing the table (2 s)", /^balancing the table$/],
  ])("says in words what it does: %s", (phase, words) => {
    expect(plain(phaseWords(t(), at(phase)))).toMatch(words);
  });

  it("tells its time and how sure it is", () => {
    expect([clock(5), clock(65.9), clock(3671)]).toEqual(["0:05", "1:05", "1:01:11"]);
    expect([sureWords(t(), null), sureWords(t(), 1e-12)]).toEqual(["", "proved"]);
  });
});

it("what is left to the economy is left out of the question", () => {
  const options = { rule: "own", effort: "own", scenario: "", periods: null, resolution: null };
  expect(planRequest("e", undefined, options, "ar")).toEqual({
    kind: "plan",
    economy: "e",
    explain: true,
    language: "ar",
    threads: 1,
  });
});

it("planning anew begins with the period of the day, else with the second", () => {
  const days = ["2031-03-03", "2031-03-10", "2031-03-17"];
  expect([startFor(days, "2031-03-16"), startFor(days, undefined), startFor([], "2031-03-16")]).toEqual([
    "2031-03-10",
    "2031-03-10",
    "",
  ]);
});

it("faults stand at their fields, others above them", () => {
  const finding = { code: "S04", severity: "error", file: "", sheet: "", row: 3, value: "", more: 0 };
  const found = faultsOf([
    { ...finding, column: "where", why: "No row has it.", remedy: "Did you mean m5?" },
    { ...finding, column: "capacity", why: "Too small.", remedy: "" },
  ]);
  expect(found).toEqual({ where: "No row has it. Did you mean m5?", "": "Too small." });
});

it("two forms of a scenario differ in the changes that only one has, counted", () => {
  const [shut, open] = [blankChange("close", "routes"), blankChange("open", "routes")];
  const found = differenceOf(
    { ...blankScenario("a"), changes: [shut, shut] },
    { ...blankScenario("a", "A"), changes: [open, shut] },
  );
  expect(found).toEqual({ onlyFirst: [shut], onlySecond: [open], isOtherwise: true });
});
