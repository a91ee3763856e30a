// Facts about the tables of a plan.
import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { madeUp } from "../fixtures";
import { sceneOf } from "../picture";
import { TABLES, tableOf } from "./columns";
import { rowsIn } from "./ordering";

const scene = sceneOf(madeUp({ places: 3, periods: 2, needs: 2 }));

describe("tables", () => {
  it("have a figure or a text in each column of each row", () => {
    for (const name of TABLES) {
      const table = tableOf(scene, name, i18next.t);
      for (let row = 0; row < table.nRows; row += 1)
        for (const column of table.columns) {
          const value = column.value(row);
          expect([name, column.id, typeof value]).toEqual([
            name,
            column.id,
            column.kind === "text" || column.kind === "day" ? "string" : "number",
          ]);
        }
    }
  });

  it("are found by all of some words, in any column", () => {
    const table = tableOf(scene, "coverage", i18next.t);
    const found = rowsIn(table, "6 JANUARY  2031", null);
    expect(found).toHaveLength(6);
    expect([...found].every((row) => scene.cells.first[row] === 0)).toBe(true);
    expect(rowsIn(table, "atlantis", null)).toHaveLength(0);
  });

  it("are ordered by a column, either way", () => {
    const table = tableOf(scene, "coverage", i18next.t);
    const shares = [...rowsIn(table, "", { id: "coverage", falling: true })].map(
      (row) => scene.cells.coverage[row],
    );
    expect(shares).toEqual([...shares].sort((one = 0, other = 0) => other - one));
  });

  it("keep what says nothing at the end, either way", () => {
    const table = tableOf(scene, "flows", i18next.t);
    const columns = [{ id: "x", kind: "number" as const, value: (row: number) => (row === 1 ? null : row) }];
    for (const falling of [true, false])
      expect(rowsIn({ ...table, nRows: 3, columns }, "", { id: "x", falling }).at(-1)).toBe(1);
  });
});
