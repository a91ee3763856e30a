// How a plan stands in what the slider and the pickers show, in a line under its name.
import { Trans, useTranslation } from "react-i18next";
import { People, Percent } from "../ui/figures";
import css from "./compare.module.css";
import { Difference } from "./Difference";
import type { Standing } from "./standing";
import { pointsWords } from "./plans";

interface StandingLineProps {
  standing: Standing | undefined;
  /** The first plan's, to tell the difference to it. */
  first: Standing | undefined;
}

/** Mean and lowest coverage, and who is short. */
export function StandingLine({ standing, first }: StandingLineProps) {
  const { t } = useTranslation("compare");
  if (!standing) return null;
  if (Number.isNaN(standing.mean)) return <p className={css.standing}>{t("standing.nobody")}</p>;
  const short = Math.round(standing.short);
  const rise = first ? settled(standing.mean - first.mean) : 0;
  const more = first ? short - Math.round(first.short) : 0;
  return (
    <p className={css.standing}>
      <span>
        <Trans t={t} i18nKey="standing.mean" components={{ n: <Percent value={standing.mean} /> }} />{" "}
        {rise !== 0 && (
          <Difference value={rise} sense="good">
            {pointsWords(t, rise)}
          </Difference>
        )}
      </span>
      <span>
        <Trans t={t} i18nKey="standing.lowest" components={{ n: <Percent value={standing.lowest} /> }} />
      </span>
      <span>
        <Trans t={t} i18nKey="standing.short" count={short} components={{ n: <People value={short} /> }} />{" "}
        {more !== 0 && <Difference value={more} sense="bad" />}
      </span>
    </p>
  );
}

/** A difference of shares, 0 where it is rounding. */
function settled(change: number): number {
  return Math.abs(change) <= 1e-6 ? 0 : change;
}
