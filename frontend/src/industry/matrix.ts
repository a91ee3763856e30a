// Numbers in rows and columns: made from lists of entries, added up, and put into shades.

/** Numbers in rows and columns; null where there is no entry. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly (number | null)[];
}

/** How many shades there are above nothing. */
export const SHADES = 5;

/** Where each shade ends, as a share of the largest; the last ends at it. */
export const ENDS = [0.02, 0.1, 0.3, 0.6, 1] as const;

/** A matrix of entries; those of one cell are added up. */
export function matrixOf(
  rows: number,
  columns: number,
  entries: { row: readonly number[]; column: readonly number[]; value: readonly number[] },
): Matrix {
  const cells = new Array<number | null>(rows * columns).fill(null);
  entries.row.forEach((row, at) => {
    const cell = row * columns + (entries.column[at] ?? 0);
    cells[cell] = (cells[cell] ?? 0) + (entries.value[at] ?? 0);
  });
  return { rows, columns, cells };
}

/** The number in a cell; null for none. */
export function cell(matrix: Matrix, row: number, column: number): number | null {
  return matrix.cells[row * matrix.columns + column] ?? null;
}

/** The sum of each row. */
export function rowSums(matrix: Matrix): number[] {
  return Array.from({ length: matrix.rows }, (_, row) => {
    const start = row * matrix.columns;
    return matrix.cells
      .slice(start, start + matrix.columns)
      .reduce<number>((sum, value) => sum + (value ?? 0), 0);
  });
}

/** The sum of each column. */
export function columnSums(matrix: Matrix): number[] {
  return Array.from({ length: matrix.columns }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < matrix.rows; row += 1) sum += cell(matrix, row, column) ?? 0;
    return sum;
  });
}

/** What is compared with what: cells of the whole matrix, or of each row by itself. */
export type Compared = "all" | "rows";

/** The largest number that a cell of each row is compared with. */
export function largest(matrix: Matrix, compared: Compared): number[] {
  const each = Array.from({ length: matrix.rows }, (_, row) => {
    const start = row * matrix.columns;
    return Math.max(0, ...matrix.cells.slice(start, start + matrix.columns).map((value) => value ?? 0));
  });
  const most = Math.max(0, ...each);
  return compared === "rows" ? each : each.map(() => most);
}

/** The shade of a number, from 1 to 5; 0 for nothing. */
export function shadeOf(value: number | null, most: number): number {
  if (value === null || value <= 0 || most <= 0) return 0;
  const share = value / most;
  const above = ENDS.filter((end) => share > end * (1 + 1e-12)).length;
  return Math.min(above + 1, SHADES);
}
