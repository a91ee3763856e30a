import { describe, expect, it } from "vitest";
import { cell, columnSums, largest, matrixOf, rowSums, shadeOf } from "./matrix";

const matrix = matrixOf(2, 3, { row: [0, 0, 1, 0], column: [0, 2, 1, 0], value: [1, 4, 10, 2] });

describe("a matrix", () => {
  it("adds up entries of one cell and knows what has none", () => {
    expect(cell(matrix, 0, 0)).toBe(3);
    expect(cell(matrix, 0, 1)).toBeNull();
  });

  it("has the same total by rows and by columns", () => {
    expect(rowSums(matrix)).toEqual([7, 10]);
    expect(columnSums(matrix)).toEqual([3, 10, 4]);
  });

  it("compares cells with the largest of all, or of their row", () => {
    expect(largest(matrix, "all")).toEqual([10, 10]);
    expect(largest(matrix, "rows")).toEqual([4, 10]);
  });
});

describe("shades", () => {
  it("rise with the share of the largest", () => {
    expect([0.01, 0.02, 0.05, 0.2, 0.5, 0.7, 1].map((share) => shadeOf(share, 1))).toEqual([
      1, 1, 2, 3, 4, 5, 5,
    ]);
  });

  it("are none for nothing", () => {
    expect(shadeOf(null, 1)).toBe(0);
    expect(shadeOf(0, 1)).toBe(0);
    expect(shadeOf(1, 0)).toBe(0);
  });
});
