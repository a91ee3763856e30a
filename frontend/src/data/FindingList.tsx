// What is wrong or doubtful in a table, as a list; each leads to its cell.
import { CircleX, TriangleAlert } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Finding } from "../api/types";
import css from "./Data.module.css";
import { inOrder } from "./findings";
import { n } from "./counting";

interface ListProps {
  findings: readonly Finding[];
  /** Goes to the cell of a finding; null where the grid does not show rows in their order. */
  onReach?: ((finding: Finding) => void) | null;
}

/** Findings, errors first. */
export function FindingList({ findings, onReach = null }: ListProps) {
  const { t } = useTranslation("data");
  if (!findings.length) return null;
  const sorted = inOrder(findings);
  return (
    <ul className={css.findings} aria-label={t("findings.label")}>
      {sorted.map((finding, at) => (
        <li key={at} className={finding.severity === "error" ? css.isError : css.isWarning}>
          {finding.severity === "error" ? (
            <CircleX size={16} aria-label={t("findings.error")} />
          ) : (
            <TriangleAlert size={16} aria-label={t("findings.warning")} />
          )}
          <div>
            <Place finding={finding} onReach={onReach} />
            <p lang="en" dir="auto">
              {finding.why} <strong>{finding.remedy}</strong>
              {finding.more > 0 && ` ${t("findings.more", n(finding.more))}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Place({ finding, onReach }: { finding: Finding; onReach: ListProps["onReach"] }) {
  const { t } = useTranslation("data");
  const row = finding.row ? t("findings.row", { row: String(finding.row) }) : "";
  const parts = [row, finding.column].filter(Boolean);
  const words = (
    <>
      {parts.map((part, at) => (
        <span key={part}>
          {at > 0 && ", "}
          <bdi>{part}</bdi>
        </span>
      ))}
      {finding.value && (
        <>
          {parts.length > 0 && ": "}
          <bdi className={css.value}>{finding.value}</bdi>
        </>
      )}
    </>
  );
  if (!parts.length && !finding.value) return null;
  if (!onReach || !finding.row) return <p className={css.place}>{words}</p>;
  return (
    <AriaButton
      className={css.reach ?? ""}
      onPress={() => {
        onReach(finding);
      }}
    >
      {words}
    </AriaButton>
  );
}
