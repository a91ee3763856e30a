// Somebody saved meanwhile: what they changed, and one's own changes put on top of theirs.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { keys, memory } from "../api/queries";
import type { Economy, TableDescribed } from "../api/types";
import { Button } from "../ui/Button";
import { Actions, OpenDialog } from "../ui/Dialog";
import { ErrorNote, Note } from "../ui/Note";
import { Skeleton } from "../ui/layout";
import { number } from "../language/format";
import { toast } from "../ui/toast";
import type { Value } from "./cells";
import css from "./Data.module.css";
import { DifferenceView } from "./DifferenceView";
import type { Cells, Draft } from "./draft";
import { replaceDraft } from "./drafts";
import { differencesOf, rowsOf, serialOf, useDifferences } from "./queries";
import { type Found, lookedUp, rebased, type Rebased } from "./rebase";
import { n } from "./counting";

interface ConflictProps {
  project: string;
  economy: Economy;
  draft: Draft;
  tables: readonly TableDescribed[];
  onClose: () => void;
}

const MOST_ROWS = 500; // that are looked up one by one

/** What differs, and going on from it. */
export function ConflictDialog({ project, economy, draft, tables, onClose }: ConflictProps) {
  const { t } = useTranslation("data");
  const now = economy.version.number;
  useEffect(() => {
    void memory.invalidateQueries({ queryKey: keys.economy(project, economy.id), exact: true });
  }, [project, economy.id]);
  const differences = useDifferences(project, economy.id, draft.version, now);
  const moved = useQuery({
    queryKey: [...keys.economy(project, economy.id), "moved", now, serialOf(draft)],
    queryFn: () => onto(project, economy.id, draft, now, tables),
    enabled: draft.version !== now,
    gcTime: 0,
  });
  const error = differences.error ?? moved.error;
  const apply = () => {
    if (!moved.data) return;
    replaceDraft(economy.id, moved.data.draft);
    toast(t("conflict.applied", { number: now }));
    onClose();
  };
  return (
    <OpenDialog title={t("conflict.title")} wide isOpen onClose={onClose}>
      <p>{t("conflict.lead", { what: economy.version.what, number: now })}</p>
      {error && <ErrorNote error={error} onRetry={() => void moved.refetch()} />}
      {!error && (!differences.data || moved.data === undefined) && <Skeleton label={t("common:loading")} />}
      {differences.data && <DifferenceView differences={differences.data} brief />}
      {moved.data && <Disagreements moved={moved.data} />}
      {moved.data === null && (
        <Note kind="warning">{t("conflict.tooMany", { most: number(MOST_ROWS) })}</Note>
      )}
      <Actions>
        <Button
          onPress={() => {
            replaceDraft(economy.id, null);
            onClose();
          }}
        >
          {t("conflict.discard")}
        </Button>
        <Button kind="primary" isDisabled={!moved.data} onPress={apply}>
          {t("conflict.apply")}
        </Button>
      </Actions>
    </OpenDialog>
  );
}

function Disagreements({ moved }: { moved: Rebased }) {
  const { t } = useTranslation("data");
  const shown = (value: Value) => (value === null ? t("conflict.blank") : String(value));
  return (
    <>
      {moved.clashes.length > 0 && (
        <Note kind="warning">
          <p>{t("conflict.clashes", n(moved.clashes.length))}</p>
          <ul className={css.plain}>
            {moved.clashes.slice(0, 20).map((clash) => (
              <li key={`${clash.table} ${String(clash.row)} ${clash.column}`}>
                {t("conflict.clash", {
                  place: `${clash.table}, ${t("findings.row", { row: String(clash.row + 2) })}, ${clash.column}`,
                  mine: shown(clash.mine),
                  theirs: shown(clash.theirs),
                })}
              </li>
            ))}
          </ul>
        </Note>
      )}
      {moved.lost.length > 0 && (
        <Note kind="warning">
          <p>{t("conflict.lost", n(moved.lost.length))}</p>
          <ul className={css.plain}>
            {moved.lost.slice(0, 20).map((lost) => (
              <li key={`${lost.table} ${words(lost.key)}`}>
                <bdi>{`${lost.table}: ${words(lost.key)}`}</bdi>
              </li>
            ))}
          </ul>
        </Note>
      )}
    </>
  );
}

const words = (key: Cells) =>
  Object.entries(key)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");

/** A draft on the version that holds now; null where it touches too many rows to look each up. */
async function onto(
  project: string,
  economy: string,
  draft: Draft,
  version: number,
  tables: readonly TableDescribed[],
): Promise<Rebased | null> {
  const differences = await differencesOf(project, economy, draft.version, version);
  const differing = new Set(differences.tables.map((table) => table.table));
  if (lookedUp(draft, differing) > MOST_ROWS) return null;
  const look = async (table: string, key: Cells): Promise<Found[]> => {
    const filters = Object.entries(key).map(([name, value]) => `${name}:eq:${written(value)}`);
    const found = await rowsOf({ project, economy, version, table, filters, sort: "" }, 0, 100);
    return found.rows.map((row, at) => ({
      row: found.positions[at] ?? 0,
      cells: Object.fromEntries(found.columns.map((column, i) => [column.name, row[i] ?? null])),
    }));
  };
  return rebased(draft, version, tables, differing, look);
}

function written(value: Value): string {
  if (value === null) return "";
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
