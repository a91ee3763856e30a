// The comparison in sentences, the most telling first; every number is from the server's comparison.
import { FileText } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNote, Note } from "../ui/Note";
import { Skeleton } from "../ui/layout";
import { letter } from "./choosing";
import css from "./compare.module.css";
import type { Joint } from "./joint";
import { JobNote } from "./JobNote";
import { Letter } from "./PlanPicks";
import { OpenReport } from "./OpenReport";
import { OtherPick } from "./OtherPick";
import { Sentences } from "./Sentences";
import { thingsOf } from "./things";
import type { Comparison } from "./useComparison";

interface InShortProps {
  project: string;
  joint: Joint;
  names: readonly string[];
  comparison: Comparison;
  other: number;
  onShow: (next: { other: number }) => void;
}

/** Who loses and gains, what goes elsewhere, what it costs; while the server works, how far it is. */
export function InShort({ project, joint, names, comparison, other, onShow }: InShortProps) {
  const { t } = useTranslation("compare");
  const things = useMemo(() => thingsOf(joint.pictures), [joint]);
  const { told, result, job } = comparison;
  const changes = told?.changes[comparison.names[other] ?? ""];
  return (
    <section className={css.card} aria-labelledby="short-title">
      <div className={css.cardHead}>
        <h2 id="short-title" className={css.against}>
          {t("short.title")} <Letter plan={other} /> <bdi>{names[other]}</bdi>
          <span className={`${css.soft ?? ""} ${css.against ?? ""}`}>
            {t("short.with")} <Letter plan={0} /> <bdi>{names[0]}</bdi>
          </span>
        </h2>
        <OtherPick
          names={names}
          other={other}
          onOther={(next) => {
            onShow({ other: next });
          }}
        />
        {result && (
          <OpenReport project={project} result={result}>
            <FileText size={16} aria-hidden />
            {t("report")}
          </OpenReport>
        )}
      </div>
      {comparison.error !== null && <ErrorNote error={comparison.error} onRetry={comparison.again} />}
      {job && (
        <JobNote
          job={job}
          label={t("short.working", { letter: letter(other), base: letter(0) })}
          onStop={comparison.stop}
          onAgain={comparison.again}
        />
      )}
      {!told && !job && !comparison.error && <Waiting comparison={comparison} />}
      {changes && <Sentences changes={changes} things={things} />}
    </section>
  );
}

function Waiting({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation("compare");
  if (comparison.mayAsk || comparison.result) return <Skeleton lines={4} label={t("common:loading")} />;
  return <Note>{t("short.mayNot")}</Note>;
}
