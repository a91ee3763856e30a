// Columns of figures, and lists of rows by what they belong to: how a scene finds its rows at once.

/** The entry of a column; every caller stays within its length. */
export function at(column: ArrayLike<number>, row: number): number {
  return column[row] as number;
}

/** Rows by the number of what they belong to: the rows of `k` are `items[start[k]…start[k + 1]]`. */
export interface Lists {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** List rows by the numbers that `of` gives them; a row may belong to several, one after another. */
export function lists(
  nLists: number,
  nRows: number,
  of: (row: number) => number,
  spans: (row: number) => number = () => 1,
): Lists {
  const start = new Int32Array(nLists + 1);
  const each = (act: (list: number, row: number) => void) => {
    for (let row = 0; row < nRows; row += 1) {
      const first = of(row);
      const end = Math.min(first + spans(row), nLists);
      for (let list = Math.max(first, 0); list < end; list += 1) act(list, row);
    }
  };
  each((list) => {
    start[list + 1] = at(start, list + 1) + 1;
  });
  for (let list = 0; list < nLists; list += 1) start[list + 1] = at(start, list + 1) + at(start, list);
  const items = new Int32Array(at(start, nLists));
  const next = start.slice();
  each((list, row) => {
    items[at(next, list)] = row;
    next[list] = at(next, list) + 1;
  });
  return { start, items };
}

/** The rows that belong to `list`; none where it is null or there is no such list. */
export function rowsOf({ start, items }: Lists, list: number | null): Int32Array {
  if (list === null || list < 0 || list + 1 >= start.length) return items.subarray(0, 0);
  return items.subarray(at(start, list), at(start, list + 1));
}

/** The numbers 0, 1 … n − 1. */
export function upTo(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, row) => row);
}

/** A column of positions, with −1 where there is none. */
export function positions(column: readonly (number | null)[]): Int32Array {
  return Int32Array.from(column, (value) => value ?? -1);
}

/** A column of figures, with NaN where there is none. */
export function figures(column: readonly (number | null)[]): Float64Array {
  return Float64Array.from(column, (value) => value ?? NaN);
}
