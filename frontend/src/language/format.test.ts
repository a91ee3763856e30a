// Figures as text: what is short of full never reads 100 %, and Arabic keeps its figures readable.
import { expect, it } from "vitest";
import { speak } from ".";
import { day, number, percent, signed } from "./format";

it("a number has as many digits as tell something", () => {
  expect([1234567.8, 12.345, 0.00414, 7, Number.NaN].map(number)).toEqual([
    "1,234,568",
    "12.3",
    "0.00414",
    "7",
    "–",
  ]);
});

it("what is short of full does not read 100 %, what is above nothing not 0 %", () => {
  expect([1, 0.999, 0.9996, 0.9999999, 0.62, 0.001, 0].map(percent)).toEqual([
    "100%",
    "99.9%",
    "99.9%",
    "100%",
    "62%",
    "<1%",
    "0%",
  ]);
});

it("a difference has its sign", () => {
  expect([12, -3.5, 0].map(signed)).toEqual(["+12", "-3.5", "0"]);
});

it("a day is written as the language writes it, whatever the reader's time zone", async () => {
  expect(day("2031-03-17")).toBe("17 March 2031");
  await speak("ar");
  expect(day("2031-03-17")).toContain("آذار");
  expect(document.documentElement.dir).toBe("rtl");
  expect(number(1234)).toBe("1,234");
});
