// What would help most, over all needs of a plan that are short.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useResult } from "../api/queries";
import { Button } from "../ui/Button";
import { Num } from "../ui/figures";
import { Note } from "../ui/Note";
import type { JobAsked } from "../api/progress";
import { ApplyButton } from "./ApplyButton";
import { USUAL, useAnswer } from "./asking";
import { CopyQuestion } from "./CopyQuestion";
import type { About } from "./links";
import { Told } from "./Told";
import type { HelpsTold, HelpTold } from "./told";
import css from "./why.module.css";
import { Working } from "./Working";

export interface ReliefListProps {
  project: string;
  plan: string;
}

const FEW = 10;

/** What would help most. */
export function ReliefList({ project, plan }: ReliefListProps) {
  const { t } = useTranslation("why");
  const body: JobAsked = { ...USUAL, kind: "relief", plan };
  const answer = useAnswer(project, body);
  const economy = useResult(project, plan).data?.economy ?? "";
  const helps = answer.told?.relief;
  return (
    <section className={css.panel} aria-label={t("most.title")}>
      <h2>{t("most.title")}</h2>
      {!helps && <Working project={project} answer={answer} label={t("most.asking")} />}
      {helps?.cells === 0 && <Note>{t("most.enough")}</Note>}
      {helps && helps.cells > 0 && <Lines helps={helps} about={{ project, plan, economy }} />}
      {answer.mayAsk && <CopyQuestion project={project} body={body} />}
    </section>
  );
}

function Lines({ helps, about }: { helps: HelpsTold; about: About }) {
  const { t } = useTranslation("why");
  const [all, setAll] = useState(false);
  const shown = all ? helps.lines : helps.lines.slice(0, FEW);
  const largest = Math.max(...helps.lines.map((line) => line.person_days), 0);
  return (
    <>
      <div className={css.remarks}>
        {helps.remarks.map((remark, at) => (
          <p key={at}>
            <Told sentence={remark} about={about} />
          </p>
        ))}
      </div>
      <ol className={css.reliefs}>
        {shown.map((line, at) => (
          <Line key={at} line={line} largest={largest} about={about} />
        ))}
      </ol>
      {!all && helps.lines.length > FEW && (
        <Button
          onPress={() => {
            setAll(true);
          }}
        >
          {t("most.more", { count: helps.lines.length - FEW })}
        </Button>
      )}
    </>
  );
}

function Line({ line, largest, about }: { line: HelpTold; largest: number; about: About }) {
  const { t } = useTranslation("why");
  return (
    <li className={css.relief}>
      <p>
        <Told sentence={line.steps} about={about} />
      </p>
      <p className={css.change}>
        <Told sentence={line.before} about={about} /> <span aria-hidden>{t("arrow")}</span>
        <span className="hidden">{t("to")}</span>{" "}
        <strong>
          <Told sentence={line.after} about={about} />
        </strong>{" "}
        <span className={css.soft}>
          (<Told sentence={line.where} about={about} />)
        </span>
      </p>
      <div className={css.weight} aria-hidden>
        <div style={{ inlineSize: `${String((100 * line.person_days) / (largest || 1))}%` }} />
      </div>
      <p className={css.gain}>
        <span>
          +<Num value={line.person_days} /> {t("personDays")}
        </span>
      </p>
      <ApplyButton about={about} what={line.steps.text} changes={line.changes} wanted="help" />
    </li>
  );
}
