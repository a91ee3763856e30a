// The plans of a comparison beside each other: in short, in figures, on maps, and part by part.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Skeleton } from "../ui/layout";
import { ErrorNote, Note } from "../ui/Note";
import type { Picture } from "../plan/picture";
import { Choosers } from "./Choosers";
import css from "./compare.module.css";
import { Headlines } from "./Headlines";
import { InShort } from "./InShort";
import { type Joint, jointOf } from "./joint";
import { LeftOutNotes } from "./LeftOutNotes";
import { Maps } from "./Maps";
import { Parts } from "./Parts";
import { allOf, usePictures } from "./queries";
import { useComparison, type Named } from "./useComparison";
import { useCompareQuery } from "./useCompareQuery";

interface BesideProps {
  project: string;
  named: readonly Named[];
  names: readonly string[];
}

/** The comparison of plans whose pictures are still to come. */
export function Beside({ project, named, names }: BesideProps) {
  const { t } = useTranslation();
  const { pictures, error, retry } = usePictures(
    project,
    named.map(({ plan }) => plan),
  );
  const all = useMemo(() => allOf(pictures), [pictures]);
  if (error) return <ErrorNote error={error} onRetry={retry} />;
  if (!all) return <Skeleton lines={12} label={t("loading")} />;
  return <Compared project={project} named={named} names={names} pictures={all} />;
}

function Compared({ project, named, names, pictures }: BesideProps & { pictures: readonly Picture[] }) {
  const { t } = useTranslation("compare");
  const [shown, show] = useCompareQuery();
  const joint: Joint = useMemo(() => jointOf(pictures), [pictures]);
  const comparison = useComparison(project, joint.periods.length > 0 ? named : []);
  if (joint.periods.length === 0) return <Note kind="warning">{t("noPeriods")}</Note>;
  return (
    <div className={css.beside}>
      <InShort {...{ project, joint, names, comparison }} other={shown.other} onShow={show} />
      <LeftOutNotes joint={joint} remarks={comparison.told?.remarks ?? []} called={comparison.names} />
      <Headlines joint={joint} names={names} />
      <section className={css.card} aria-labelledby="maps-title">
        <h2 id="maps-title">{t("maps.title")}</h2>
        <Choosers joint={joint} shown={shown} onShow={show} />
        <Maps {...{ project, named, names, joint, shown }} onShow={show} />
      </section>
      <Parts project={project} named={named} names={names} joint={joint} comparison={comparison} />
    </div>
  );
}
