// A table of numbers shaded by size, gone through with the arrow keys.
import { type KeyboardEvent, useRef, useState } from "react";
import { exact, short } from "../language/format";
import css from "./industry.module.css";
import { cell, type Compared, largest, type Matrix, rowSums, shadeOf } from "./matrix";

interface HeatTableProps {
  caption: string;
  corner: string;
  matrix: Matrix;
  rows: readonly string[];
  units: readonly string[];
  columns: readonly string[];
  compared: Compared;
  total: string;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  PageDown: [10, 0],
  PageUp: [-10, 0],
};

/** Where a key leads from a cell; null where the key is none of these. */
function next(
  key: string,
  [row, column]: readonly [number, number],
  { rows, columns }: Matrix,
  isMirrored: boolean,
): [number, number] | null {
  const side = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  const [down, across] = side ? [0, isMirrored ? -side : side] : (STEPS[key] ?? [0, 0]);
  if (key === "Home") return [row, 0];
  if (key === "End") return [row, columns - 1];
  if (!down && !across) return null;
  const within = (at: number, most: number) => Math.max(0, Math.min(at, most - 1));
  return [within(row + down, rows), within(column + across, columns)];
}

/** Numbers in rows and columns; the darker, the more. */
export function HeatTable({
  caption,
  corner,
  matrix,
  rows,
  units,
  columns,
  compared,
  total,
}: HeatTableProps) {
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const most = largest(matrix, compared);
  const sums = rowSums(matrix);

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const isMirrored = document.documentElement.dir === "rtl";
    const to = next(event.key, at, matrix, isMirrored);
    if (!to) return;
    event.preventDefault();
    setAt(to);
    table.current?.querySelector<HTMLElement>(`[data-at="${to.join("-")}"]`)?.focus();
  };

  return (
    <div className={css.heatBox}>
      <table ref={table} role="grid" className={css.heat} onKeyDown={onKeyDown} aria-label={caption}>
        <thead>
          <tr>
            <th scope="col" className={css.corner}>
              {corner}
            </th>
            {columns.map((name, column) => (
              <th key={column} scope="col" title={name}>
                <span className={css.columnName}>{name}</span>
              </th>
            ))}
            <th scope="col">{total}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((name, row) => (
            <tr key={row}>
              <th scope="row" title={name}>
                <span className={css.rowName}>{name}</span>
                {units[row] && (
                  <span className={css.unit}>
                    <bdi>{units[row]}</bdi>
                  </span>
                )}
              </th>
              {columns.map((_, column) => {
                const value = cell(matrix, row, column);
                const isHere = at[0] === row && at[1] === column;
                return (
                  <td
                    key={column}
                    role="gridcell"
                    data-at={`${String(row)}-${String(column)}`}
                    data-heat={shadeOf(value, most[row] ?? 0)}
                    tabIndex={isHere ? 0 : -1}
                    onFocus={() => {
                      setAt([row, column]);
                    }}
                    title={value === null ? undefined : exact(value)}
                  >
                    <bdi>{value === null ? "–" : short(value)}</bdi>
                  </td>
                );
              })}
              <td className={css.sum}>
                <bdi>{short(sums[row] ?? 0)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
