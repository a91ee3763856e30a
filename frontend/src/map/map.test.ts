// Facts about the geometry of maps.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { madeUp } from "../plan/fixtures";
import numbers from "./countries.json";
import { boundariesIn, groundOf, signedArea } from "./ground";
import { placed } from "./labels";
import { lineBetween, roundSteps, widthOf } from "./lines";
import { nextSpot } from "./nearest";
import { moved, showing, WHOLE, zoomed } from "./view";

const square = (x: number, clockwise: boolean) => {
  const ring = [
    [x, 0],
    [x + 1, 0],
    [x + 1, 1],
    [x, 1],
    [x, 0],
  ];
  return [clockwise ? [...ring].reverse() : ring];
};

const file = (properties: object[], clockwise = false) => ({
  type: "FeatureCollection",
  features: properties.map((each, at) => ({
    type: "Feature",
    properties: each,
    geometry: { type: "Polygon", coordinates: square(2 * at, clockwise) },
  })),
});

describe("boundaries", () => {
  it("have clockwise outer rings, however they came", () => {
    for (const clockwise of [true, false]) {
      const found = boundariesIn(file([{}], clockwise), "a file");
      const geometry = found?.features[0]?.geometry;
      const ring = geometry?.type === "Polygon" ? (geometry.coordinates[0] ?? []) : [];
      expect(signedArea(ring)).toBeLessThan(0);
    }
  });

  it("belong to places by any property that holds their code or a name of theirs", () => {
    const { places } = madeUp({ places: 3 });
    Object.assign(places[0] ?? {}, { code: "SY-HL" });
    Object.assign(places[1] ?? {}, { titles: { en: "Idlib", ar: "إدلب" } });
    const found = boundariesIn(file([{ pcode: "sy-hl" }, { name: "إِدلب" }, { name: "elsewhere" }]), "a file");
    const ground = groundOf(found ? [found] : [], places);
    expect([...ground.areas.keys()]).toEqual([0, 1]);
    expect(ground.others).toHaveLength(1);
    expect(ground.sources).toEqual(["a file"]);
  });

  it("of somewhere else are left out", () => {
    const found = boundariesIn(file([{ name: "elsewhere" }]), "a file");
    expect(groundOf(found ? [found] : [], madeUp().places).sources).toEqual([]);
  });

  it("are not found in what is no GeoJSON", () => {
    expect(boundariesIn({ hello: 1 }, "")).toBeNull();
    expect(boundariesIn([], "")).toBeNull();
    expect(boundariesIn({ type: "FeatureCollection", features: "no" }, "")).toBeNull();
    expect(boundariesIn({ type: "FeatureCollection", features: [null] }, "")).toBeNull();
  });
});

describe("views", () => {
  it("zoom about a point that stays where it is", () => {
    const view = zoomed({ k: 2, x: -0.5, y: -0.5 }, 2, 0.4, 0.6);
    expect((0.4 - view.x) / view.k).toBeCloseTo((0.4 + 0.5) / 2);
    expect((0.6 - view.y) / view.k).toBeCloseTo((0.6 + 0.5) / 2);
  });

  it("zoomed out are the whole map", () => {
    expect(zoomed({ k: 2, x: -0.7, y: 0 }, 0.1)).toEqual(WHOLE);
  });

  it("never lose the map", () => {
    const view = moved({ k: 3, x: 0, y: 0 }, 50, -50);
    expect(view.x).toBeLessThanOrEqual(0.25);
    expect(view.y).toBeGreaterThanOrEqual(-2.25);
  });

  it("move as far as is needed to show a point", () => {
    const view = showing({ k: 4, x: 0, y: 0 }, 0.9, 0.1);
    expect(view.k * 0.9 + view.x).toBeCloseTo(0.94);
    expect(view.y).toBe(0);
  });
});

describe("labels", () => {
  const wish = (id: number, x: number, weight: number) => ({
    id,
    name: "Aleppo",
    value: "82%",
    x,
    y: 100,
    away: 0,
    weight,
  });

  it("do not overlap; the heavier goes where it wants to be", () => {
    const found = placed([wish(0, 100, 1), wish(1, 105, 9)], 400, 300);
    expect(found.find((label) => label.id === 1)).toMatchObject({ x: 105, y: 100 });
    const [one, other] = found;
    expect(Math.abs((one?.y ?? 0) - (other?.y ?? 0))).toBeGreaterThan(20);
  });

  it("without room are left out", () => {
    expect(placed([wish(0, 100, 1)], 400, 20)).toEqual([]);
  });
});

describe("lines", () => {
  it("are as wide as what they carry", () => {
    expect(widthOf(50, 100)).toBeCloseTo(widthOf(100, 100) / 2);
    expect(widthOf(0, 0)).toBeGreaterThan(0);
  });

  it("there and back lie beside each other", () => {
    const there = lineBetween([0, 0], [100, 0], 2).middle;
    const back = lineBetween([100, 0], [0, 0], 2).middle;
    expect(Math.sign(there[1])).toBe(-Math.sign(back[1]));
  });

  it("have a legend of round amounts", () => {
    expect(roundSteps(730)).toEqual([500, 200, 100]);
    expect(roundSteps(2)).toEqual([2, 1, 0.5]);
    expect(roundSteps(0)).toEqual([]);
  });
});

describe("the arrow keys", () => {
  const a = { id: "a", x: 0, y: 0 };
  const b = { id: "b", x: 10, y: 1 };
  const spots = [a, b, { id: "c", x: 8, y: 15 }];
  it("walk to the nearest thing in their direction", () => {
    expect(nextSpot(spots, a, "right")?.id).toBe("b");
    expect(nextSpot(spots, a, "down")?.id).toBe("c");
    expect(nextSpot(spots, b, "left")?.id).toBe("a");
    expect(nextSpot(spots, a, "up")).toBeNull();
  });
});

it("countries have the numbers of the table of countries", () => {
  const rows = readFileSync("../src/commonweal/classify/countries.csv", "utf8").trim().split("\n").slice(1);
  const told = rows.map((row) => row.split(",")).filter((row) => row[2]);
  expect(numbers).toEqual(Object.fromEntries(told.map(([, code, number]) => [code, number])));
});
