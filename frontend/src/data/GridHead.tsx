// The heading of a grid: names of columns, what each means, whether it must be filled, and sorting by it.
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button as AriaButton, Tooltip, TooltipTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { ColumnDescribed } from "../api/types";
import controls from "../ui/controls.module.css";
import { Menu } from "../ui/Menu";
import { isNumeric } from "./cells";
import { said } from "./columns";
import css from "./Grid.module.css";

interface HeadProps {
  columns: readonly ColumnDescribed[];
  template: string;
  focused: number | null;
  wantsFocus: () => boolean;
  sort: string;
  onSort: (sort: string) => void;
  onFocus: (column: number) => void;
}

/** The row of headings. */
export function GridHead({ columns, template, sort, ...rest }: HeadProps) {
  const { t } = useTranslation("data");
  return (
    <div role="rowgroup" className={css.head}>
      <div role="row" aria-rowindex={1} className={css.row} style={{ gridTemplateColumns: template }}>
        <div role="columnheader" aria-colindex={1} className={`${css.headCell ?? ""} ${css.corner ?? ""}`}>
          {t("grid.row")}
        </div>
        {columns.map((column, at) => (
          <HeadCell key={column.name} column={column} at={at} sort={sort} {...rest} />
        ))}
      </div>
    </div>
  );
}

function HeadCell({
  column,
  at,
  focused,
  wantsFocus,
  sort,
  onSort,
  onFocus,
}: Omit<HeadProps, "columns" | "template"> & { column: ColumnDescribed; at: number }) {
  const { t } = useTranslation("data");
  const button = useRef<HTMLButtonElement>(null);
  const isHere = focused === at;
  useEffect(() => {
    if (isHere && wantsFocus()) button.current?.focus();
  }, [isHere, wantsFocus]);
  const falls = sort === `-${column.name}`;
  const rises = sort === column.name;
  const acts = [
    {
      id: "up",
      title: t("grid.rising"),
      isDisabled: rises,
      onAct: () => {
        onSort(column.name);
      },
    },
    {
      id: "down",
      title: t("grid.falling"),
      isDisabled: falls,
      onAct: () => {
        onSort(`-${column.name}`);
      },
    },
    {
      id: "none",
      title: t("grid.unsorted"),
      isDisabled: !rises && !falls,
      onAct: () => {
        onSort("");
      },
    },
  ];
  const unit = said(column.units);
  return (
    <div
      role="columnheader"
      aria-colindex={at + 2}
      aria-sort={rises ? "ascending" : falls ? "descending" : "none"}
      className={[css.headCell, at === 0 ? css.stuck : "", isNumeric(column) ? css.figure : ""]
        .filter(Boolean)
        .join(" ")}
    >
      <TooltipTrigger delay={300}>
        <Menu label={t("grid.sortBy", { column: column.name })} acts={acts}>
          <AriaButton
            ref={button}
            className={css.headButton ?? ""}
            excludeFromTabOrder={!isHere}
            onFocus={() => {
              onFocus(at);
            }}
          >
            <bdi lang="en">{column.name}</bdi>
            {column.required && (
              <span className={css.required} title={t("grid.required")}>
                *<span className="hidden">{t("grid.required")}</span>
              </span>
            )}
            {rises && <ArrowUp size={12} aria-hidden />}
            {falls && <ArrowDown size={12} aria-hidden />}
          </AriaButton>
        </Menu>
        <Tooltip className={controls.tooltip ?? ""}>
          <Meaning column={column} unit={unit} />
        </Tooltip>
      </TooltipTrigger>
    </div>
  );
}

function Meaning({ column, unit }: { column: ColumnDescribed; unit: string }) {
  const { t } = useTranslation("data");
  return (
    <>
      {said(column.meanings) || t("grid.furtherName")}
      {unit && ` ${t("grid.unit", { unit })}`}
      {column.required && ` ${t("grid.mustBeFilled")}`}
    </>
  );
}
