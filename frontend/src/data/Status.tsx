// The line below a grid: how many rows there are, what the cell with the focus means, and the keys.
import { useTranslation } from "react-i18next";
import css from "./Data.module.css";
import { said } from "./columns";
import type { Part } from "./queries";
import type { GridState } from "./useGrid";
import { n } from "./counting";

/** What a grid shows, in words. */
export function Status({ grid, part }: { grid: GridState; part: Part }) {
  const { t } = useTranslation("data");
  const column = grid.rows.columns[grid.active.column];
  const unit = column ? said(column.units) : "";
  const meaning = column ? said(column.meanings) || t("grid.furtherName") : "";
  return (
    <div className={css.status}>
      <p>
        {t(part.filters.length ? "grid.rowsFitting" : "grid.rows", n(grid.rows.kept))}
        {column && (
          <>
            {" · "}
            <strong>
              <bdi lang="en">{column.name}</bdi>
            </strong>
            {": "}
            {meaning} {unit && t("grid.unit", { unit })}
          </>
        )}
      </p>
      <p className={css.keys}>{t(grid.mayEdit ? "grid.keys" : "grid.keysReading")}</p>
    </div>
  );
}
