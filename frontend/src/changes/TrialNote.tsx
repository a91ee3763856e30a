// What a change would do before it is kept: how many rows it is about, which cells change, or what is wrong.
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { number } from "../language/format";
import { Note } from "../ui/Note";
import css from "./changes.module.css";
import { findingWords } from "./faults";
import type { useTrial } from "./tables";

type Told = components["schemas"]["TriedChange"];

/** What the change at a position would do; its faults stand at their fields. */
export function TrialNote({ trial, at }: { trial: ReturnType<typeof useTrial>; at: number }) {
  const { t } = useTranslation("changes");
  const change = trial.data?.changes[at];
  if (trial.error) return <p className={css.soft}>{t("trial.away")}</p>;
  if (!trial.data || !change) return <p className={css.soft}>{t("trial.looking")}</p>;
  const others = trial.data.changes.flatMap((each, other) => (other === at ? [] : each.findings));
  return (
    <div className={css.stack} aria-live="polite">
      {trial.data.findings.map((finding, each) => (
        <Note key={each} kind="error">
          {findingWords(finding)}
        </Note>
      ))}
      {others.length > 0 && <Note kind="warning">{t("trial.others")}</Note>}
      {change.rows !== null && <Cells change={change} />}
    </div>
  );
}

/** How many rows a change is about, and the cells that change. */
export function Cells({ change }: { change: Told }) {
  const { t } = useTranslation("changes");
  const rows = change.rows ?? 0;
  const count = t("trial.rows", { count: rows, number: number(rows) });
  if (change.cells.length === 0) return <p className={css.soft}>{count}</p>;
  const left = change.total - change.cells.length;
  return (
    <details className={css.details}>
      <summary>
        {count} · {t("trial.cells", { count: change.total, number: number(change.total) })}
      </summary>
      <ul className={css.cellList}>
        {change.cells.map((cell, at) => (
          <li key={at}>
            <bdi dir="ltr">
              {cell.table} {cell.row} {cell.column}
            </bdi>{" "}
            <span className={css.was}>
              <bdi>{cell.before || t("trial.blank")}</bdi>
            </span>{" "}
            <span aria-hidden className={css.arrow}>
              →
            </span>
            <span className="hidden">{t("trial.becomes")}</span>{" "}
            <strong>
              <bdi>{cell.after || t("trial.blank")}</bdi>
            </strong>
          </li>
        ))}
        {left > 0 && <li>{t("trial.more", { count: left, number: number(left) })}</li>}
      </ul>
    </details>
  );
}
