// A plain table of up to some hundred rows, sortable by its heads; longer ones are virtual (data/, plan/).
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useState } from "react";
import css from "./layout.module.css";

/** A column: its head, what a cell shows, and by what it sorts (none: it does not). */
export interface TableColumn<Row> {
  id: string;
  title: ReactNode;
  cell: (row: Row) => ReactNode;
  by?: (row: Row) => number | string;
  isNumber?: boolean;
  isHead?: boolean;
}

interface DataTableProps<Row> {
  caption: ReactNode;
  hideCaption?: boolean;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row, at: number) => string;
}

interface Order {
  id: string;
  falling: boolean;
}

function sorted<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  order: Order | null,
): readonly Row[] {
  const by = columns.find((column) => column.id === order?.id)?.by;
  if (!by || !order) return rows;
  const sign = order.falling ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [by(one), by(other)];
    return (
      sign * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)))
    );
  });
}

/** Rows under heads; the caption says what they are. */
export function DataTable<Row>({ caption, hideCaption = false, columns, rows, rowKey }: DataTableProps<Row>) {
  const [order, setOrder] = useState<Order | null>(null);
  return (
    <div
      className={css.tableBox}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
      tabIndex={0}
      role="region"
      aria-label={typeof caption === "string" ? caption : undefined}
    >
      <table className={css.table}>
        <caption className={hideCaption ? "hidden" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(rows, columns, order).map((row, at) => (
            <tr key={rowKey(row, at)}>
              {columns.map((column) => {
                const name = column.isNumber ? css.number : undefined;
                return column.isHead ? (
                  <th key={column.id} scope="row" className={name}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={name}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>({
  column,
  order,
  onOrder,
}: {
  column: TableColumn<Row>;
  order: Order | null;
  onOrder: (next: Order) => void;
}) {
  const mine = order?.id === column.id ? order : null;
  const says = mine ? (mine.falling ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" className={column.isNumber ? css.number : undefined} aria-sort={says}>
      {column.by ? (
        <button
          type="button"
          className={css.sort}
          onClick={() => {
            onOrder({ id: column.id, falling: mine ? !mine.falling : Boolean(column.isNumber) });
          }}
        >
          {column.title}
          {mine && (mine.falling ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}
