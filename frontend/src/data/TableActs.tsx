// What can be done to the rows of a grid besides writing into cells: add some, take some out.
import { Plus, Trash2, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import css from "./Data.module.css";
import type { TableDraft } from "./draft";
import type { GridState } from "./useGrid";
import { n } from "./counting";

/** Buttons for rows. */
export function TableActs({ grid, edits }: { grid: GridState; edits: TableDraft }) {
  const { t } = useTranslation("data");
  const { chosen, rows } = grid;
  const few = chosen.bottom - chosen.top < 1000;
  const ids = few
    ? Array.from({ length: chosen.bottom - chosen.top + 1 }, (_, at) => rows.at(chosen.top + at)?.id)
    : [];
  const gone = ids.filter((id): id is number => id !== undefined && edits.dropped.has(id));
  const count = Math.max(chosen.bottom - chosen.top + 1, 1);
  return (
    <div className={css.acts}>
      <Button onPress={grid.acts.add}>
        <Plus size={16} aria-hidden />
        {t("grid.add")}
      </Button>
      {gone.length > 0 ? (
        <Button
          onPress={() => {
            grid.acts.keep(gone);
          }}
        >
          <Undo2 size={16} aria-hidden className="mirrored" />
          {t("grid.keep", n(gone.length))}
        </Button>
      ) : (
        <Button isDisabled={rows.total === 0} onPress={() => void grid.acts.drop(chosen)}>
          <Trash2 size={16} aria-hidden />
          {t("grid.drop", n(count))}
        </Button>
      )}
    </div>
  );
}
