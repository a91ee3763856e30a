// One cell of a grid: what it holds, what is wrong with it and what to do, and the focus.
import { CircleX, TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ColumnDescribed, Finding } from "../api/types";
import { Button } from "../ui/Button";
import { isNumeric } from "./cells";
import css from "./Grid.module.css";
import type { GridState } from "./useGrid";
import { n } from "./counting";

interface CellProps {
  column: ColumnDescribed;
  at: number;
  index: number;
  text: string;
  isHere: boolean;
  isChosen: boolean;
  isChanged: boolean;
  findings: readonly Finding[];
  grid: GridState;
  isLow: boolean;
  isLate: boolean;
  children: ReactNode;
}

/** A cell; `children` is its editor while it is edited. */
export function GridCell(props: CellProps) {
  const { column, at, index, text, isHere, findings, grid, children } = props;
  const cell = useRef<HTMLDivElement>(null);
  const told = useId();
  const isEdited = Boolean(children);
  useEffect(() => {
    if (isHere && !isEdited && grid.wantsFocus()) cell.current?.focus({ preventScroll: false });
  }, [isHere, isEdited, grid]);
  const isWrong = findings.some((finding) => finding.severity === "error");
  const kinds = [
    css.cell,
    at === 0 ? css.stuck : "",
    isNumeric(column) ? css.figure : "",
    props.isChosen ? css.chosen : "",
    props.isChanged ? css.edited : "",
    findings.length ? (isWrong ? css.wrong : css.doubt) : "",
  ];
  return (
    <div
      ref={cell}
      role="gridcell"
      aria-colindex={at + 2}
      aria-selected={props.isChosen}
      aria-readonly={!grid.mayEdit}
      aria-invalid={isWrong}
      aria-describedby={findings.length && isHere ? told : undefined}
      tabIndex={isHere && !isEdited ? 0 : -1}
      className={kinds.filter(Boolean).join(" ")}
      title={isEdited || findings.length ? undefined : text.length > 12 ? text : undefined}
      onMouseDown={(event) => {
        if (!isEdited) grid.go({ row: index, column: at }, event.shiftKey);
      }}
      onMouseEnter={(event) => {
        if (event.buttons === 1 && !isEdited) grid.go({ row: index, column: at }, true);
      }}
      onDoubleClick={() => {
        if (!isEdited) grid.edit({ row: index, column: at });
      }}
      onFocus={(event) => {
        if (event.target === cell.current && !isHere) grid.go({ row: index, column: at });
      }}
    >
      {children ?? (
        <>
          <span className={css.text}>
            <bdi>{text}</bdi>
          </span>
          {findings.length > 0 && <Sign isWrong={isWrong} />}
        </>
      )}
      {findings.length > 0 && isHere && !isEdited && <Callout {...props} id={told} />}
    </div>
  );
}

function Sign({ isWrong }: { isWrong: boolean }) {
  const { t } = useTranslation("data");
  const Icon = isWrong ? CircleX : TriangleAlert;
  return (
    <Icon size={13} className={css.markSign ?? ""} aria-label={t(isWrong ? "grid.wrong" : "grid.doubtful")} />
  );
}

function Callout({
  id,
  findings,
  grid,
  index,
  column,
  isLow,
  isLate,
}: Pick<CellProps, "findings" | "grid" | "index" | "column" | "isLow" | "isLate"> & { id: string }) {
  const { t } = useTranslation("data");
  const fix = grid.fixAt(index, column.name, findings);
  return (
    <div
      className={`${css.callout ?? ""} ${isLow ? (css.above ?? "") : ""} ${isLate ? (css.late ?? "") : ""}`}
    >
      <div id={id}>
        {findings.map((finding, at) => (
          <p key={at} dir="auto" lang="en">
            <strong>{finding.why}</strong> {finding.remedy}
            {finding.more > 0 && ` ${t("findings.more", n(finding.more))}`}
          </p>
        ))}
      </div>
      {fix !== null && grid.mayEdit && (
        <Button
          kind="primary"
          excludeFromTabOrder
          onPress={() => {
            grid.fix(index, column.name, fix);
          }}
        >
          {t("grid.fix", { value: fix })}
        </Button>
      )}
      {fix !== null && grid.mayEdit && <span className={css.keys}>{t("grid.fixKey")}</span>}
    </div>
  );
}
