// Where the keys lead in a grid, as in a spreadsheet.

/** A cell by row and column, from 0; row -1 is the heading. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

/** What is chosen: from where it began to where one is. */
export interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly first: number;
  readonly last: number;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** Where a key leads from a cell; null where it leads nowhere. `rtl`: the first column is on the right. */
export function movedBy(
  key: { key: string; ctrl: boolean },
  from: Spot,
  size: Size,
  rtl: boolean,
): Spot | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const ahead = rtl ? "ArrowLeft" : "ArrowRight";
  const back = rtl ? "ArrowRight" : "ArrowLeft";
  const to = (row: number, column: number): Spot => ({
    row: within(row, -1, last.row),
    column: within(column, 0, last.column),
  });
  switch (key.key) {
    case "ArrowDown":
      return to(key.ctrl ? last.row : from.row + 1, from.column);
    case "ArrowUp":
      return to(key.ctrl ? 0 : from.row - 1, from.column);
    case ahead:
      return to(from.row, key.ctrl ? last.column : from.column + 1);
    case back:
      return to(from.row, key.ctrl ? 0 : from.column - 1);
    case "PageDown":
      return to(from.row + size.page, from.column);
    case "PageUp":
      return to(Math.max(from.row - size.page, 0), from.column);
    case "Home":
      return to(key.ctrl ? 0 : from.row, 0);
    case "End":
      return to(key.ctrl ? last.row : from.row, last.column);
    default:
      return null;
  }
}

/** The next cell for Tab: to the end of the row, then into the next one; null where the grid ends. */
export function tabbed(from: Spot, size: Size, backwards: boolean): Spot | null {
  const at = from.row * size.columns + from.column + (backwards ? -1 : 1);
  if (at < 0 || at >= size.rows * size.columns) return null;
  return { row: Math.floor(at / size.columns), column: at % size.columns };
}

/** What is chosen between two cells. */
export function rangeOf(from: Spot, to: Spot): Range {
  return {
    top: Math.max(Math.min(from.row, to.row), 0),
    bottom: Math.max(from.row, to.row),
    first: Math.min(from.column, to.column),
    last: Math.max(from.column, to.column),
  };
}

/** Whether a cell is chosen. */
export function isIn(range: Range, row: number, column: number): boolean {
  return row >= range.top && row <= range.bottom && column >= range.first && column <= range.last;
}
