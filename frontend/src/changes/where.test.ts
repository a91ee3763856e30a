// Conditions taken apart and put together.
import { describe, expect, it } from "vitest";
import { conditionsIn, whereIs, whereOf } from "./where";

describe("conditions", () => {
  it.each([
    "",
    "route=m5",
    "mode=road|track, to_place.parent=north, capacity>10",
    "place!=hill, price>=2.5",
    "paid_in=(blank)",
    "supply=a%2Cb%7Cc%25",
  ])("'%s' is read and written alike", (text) => {
    expect(whereOf(conditionsIn(text) ?? [])).toBe(text);
  });

  it("have their values without codes", () => {
    expect(conditionsIn("supply=a%2Cb|(blank)")?.[0]?.values).toEqual(["a,b", null]);
  });

  it.each(["nonsense", "=x", "route=", "route=a||b"])("'%s' is none", (text) => {
    expect(conditionsIn(text)).toBeNull();
  });

  it("of a name with signs in it can be read back", () => {
    expect(conditionsIn(whereIs("route", "50 % a, b|c"))?.[0]?.values).toEqual(["50 % a, b|c"]);
  });
});
