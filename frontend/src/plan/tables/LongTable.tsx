// A table of any length: only the rows in sight are on the page.
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Day, Num, People, Percent } from "../../ui/figures";
import type { Column, Table } from "./columns";
import type { Order } from "./ordering";
import css from "./tables.module.css";

const HIGH = 34;

interface LongTableProps {
  label: string;
  table: Table;
  rows: Int32Array;
  order: Order | null;
  onOrder: (order: Order) => void;
  /** The address that a thing's name leads to. */
  to: (thing: { kind: string; name: string }) => string;
}

const NARROW: ReadonlySet<string> = new Set(["tier", "unit", "currency", "kind"]);

/** The least width of a column in rem, and its share of what is left. */
function widthOf(column: Column): [least: number, share: number] {
  if (NARROW.has(column.id)) return [4.5, 0.6];
  if (column.kind === "day") return [8.5, 1];
  return isFigure(column) ? [5.5, 1] : [8, 2];
}

const isFigure = ({ kind }: Column) => kind !== "text" && kind !== "day";

/** The rows of a table, in their order; heads sort. */
export function LongTable({ label, table, rows, order, onOrder, to }: LongTableProps) {
  const scrolled = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the rows in sight change as one scrolls
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => HIGH,
    overscan: 12,
  });
  const measures = table.columns.map(widthOf);
  const widths = measures
    .map(([least, share]) => `minmax(${String(least)}rem, ${String(share)}fr)`)
    .join(" ");
  const least = `${String(measures.reduce((sum, [rem]) => sum + rem, 0))}rem`;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div ref={scrolled} className={css.box} tabIndex={0} role="region" aria-label={label}>
      <div
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={table.columns.length}
        className={css.table}
        style={{ minInlineSize: least }}
      >
        <div role="rowgroup" className={css.head}>
          <div role="row" className={css.row} aria-rowindex={1} style={{ gridTemplateColumns: widths }}>
            {table.columns.map((column) => (
              <Head key={column.id} column={column} order={order} onOrder={onOrder} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={css.body} style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <div
              key={rows[index]}
              role="row"
              aria-rowindex={index + 2}
              className={css.row}
              style={{
                gridTemplateColumns: widths,
                transform: `translateY(${String(start)}px)`,
                blockSize: HIGH,
              }}
            >
              {table.columns.map((column) => (
                <div key={column.id} role="cell" className={isFigure(column) ? css.figure : css.cell}>
                  <Shown column={column} row={rows[index] ?? 0} to={to} />
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function Head({ column, order, onOrder }: { column: Column } & Pick<LongTableProps, "order" | "onOrder">) {
  const { t } = useTranslation("plan");
  const mine = order?.id === column.id ? order : null;
  const says = mine ? (mine.falling ? "descending" : "ascending") : "none";
  return (
    <div role="columnheader" aria-sort={says} className={isFigure(column) ? css.figure : css.cell}>
      <button
        type="button"
        className={css.sort}
        onClick={() => {
          onOrder({ id: column.id, falling: mine ? !mine.falling : isFigure(column) });
        }}
      >
        {t(`tables.column.${column.id}`)}
        {mine && (mine.falling ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
      </button>
    </div>
  );
}

function Shown({ column, row, to }: { column: Column; row: number; to: LongTableProps["to"] }) {
  const value = column.value(row);
  if (value === null || value === "") return "–";
  if (typeof value === "number") {
    if (column.kind === "share") return <Percent value={value} />;
    return column.kind === "people" ? <People value={value} /> : <Num value={value} />;
  }
  if (column.kind === "day") return <Day iso={value} />;
  const thing = column.leads?.(row);
  return thing ? (
    <Link to={to(thing)}>
      <bdi>{value}</bdi>
    </Link>
  ) : (
    <bdi title={value}>{value}</bdi>
  );
}
