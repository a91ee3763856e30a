// Why somebody is short, and what would help.
import { isolated } from "../language/isolated";
import { useTranslation } from "react-i18next";
import type { JobAsked } from "../api/progress";
import { useResult } from "../api/queries";
import { day } from "../language/format";
import { Note } from "../ui/Note";
import { USUAL, useAnswer } from "./asking";
import { CopyQuestion } from "./CopyQuestion";
import { CoverageBar } from "./CoverageBar";
import type { About } from "./links";
import { Reliefs } from "./Reliefs";
import { Told, ToldList } from "./Told";
import type { NeedTold } from "./told";
import css from "./why.module.css";
import { Working } from "./Working";

export interface WhyPanelProps {
  project: string;
  plan: string;
  cell: { place: string; group: string; good: string; period: string; tier: number };
}

/** Why somebody is short, and what would help. */
export function WhyPanel({ project, plan, cell }: WhyPanelProps) {
  const { t } = useTranslation("why");
  const { place, group, good, period, tier } = cell;
  const scope = { place, group, need: good, period, tier };
  const body: JobAsked = { ...USUAL, kind: "explain", plan, ...scope, most: 1, relief: false };
  const answer = useAnswer(project, body);
  const economy = useResult(project, plan).data?.economy ?? "";
  const about: About = { project, plan, economy };
  return (
    <section className={css.panel} aria-label={t("title")}>
      <h2>{t("title")}</h2>
      {answer.told === null && <Working project={project} answer={answer} label={t("asking")} />}
      {answer.told?.explanations.length === 0 && <Note>{t("enough", { day: isolated(day(period)) })}</Note>}
      {answer.told?.explanations.map((need) => (
        <Need key={need.cell.period} need={need} about={about} />
      ))}
      {answer.mayAsk && <CopyQuestion project={project} body={body} />}
    </section>
  );
}

/** One need: what it gets, why it can't rise, and what would help. */
function Need({ need, about }: { need: NeedTold; about: About }) {
  const { t } = useTranslation("why");
  return (
    <>
      <div className={css.headline}>
        <h3>
          <Told sentence={need.headline} about={about} />
        </h3>
        <CoverageBar before={need.cell.coverage} />
      </div>
      <div>
        <p className={css.lead}>
          <Told sentence={need.why} about={about} />
        </p>
        <ToldList sentences={need.reasons} about={about} />
      </div>
      {need.notes.length > 0 && (
        <p className={css.notes}>
          {need.notes.map((note, at) => (
            <span key={at}>
              <Told sentence={note} about={about} />{" "}
            </span>
          ))}
        </p>
      )}
      <Reliefs need={need} about={about} />
      <p className={css.notes}>{t("proved")}</p>
    </>
  );
}
