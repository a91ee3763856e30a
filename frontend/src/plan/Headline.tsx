// The plan in people: who is in need, who gets something, who lacks nothing urgent; and who is worst off.
import { useDeferredValue, useMemo } from "react";
import { Trans, useTranslation } from "react-i18next";
import { titleOf } from "../map/names";
import { Day, People, Percent } from "../ui/figures";
import { Tip } from "../ui/Tip";
import { headlineOf } from "./facts";
import { EVERYTHING, type Scene, worstOff } from "./picture";
import css from "./plan.module.css";

/** The headline of a period, or of the whole plan. */
export function Headline({ scene, period }: { scene: Scene; period: number | null }) {
  const { t } = useTranslation("plan");
  const { inNeed, targeted, reached } = headlineOf(scene.picture, period);
  const figures = [
    { id: "inNeed", value: inNeed },
    { id: "targeted", value: targeted },
    { id: "reached", value: reached },
  ] as const;
  return (
    <section className={css.headline} aria-label={t("headline.label")}>
      <dl className={css.figures}>
        {figures.map(({ id, value }) => (
          <div key={id} className={css.figure}>
            <dt>
              <Tip text={t(period === null ? `headline.${id}Whole` : `headline.${id}Words`)}>
                {t(`headline.${id}`)}
              </Tip>
            </dt>
            <dd>
              <People value={value} />
              {id !== "inNeed" && inNeed > 0 && (
                <small>
                  <Percent value={value / inNeed} />
                </small>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <WorstSentence scene={scene} period={period} />
    </section>
  );
}

function WorstSentence({ scene, period: latest }: { scene: Scene; period: number | null }) {
  const { t } = useTranslation("plan");
  const period = useDeferredValue(latest);
  const worst = useMemo(() => worstOff(scene, { ...EVERYTHING, period })[0], [scene, period]);
  const { cells, picture } = scene;
  if (!worst) return <p className={css.sentence}>{t("headline.nobody")}</p>;
  const { cell } = worst;
  const need = picture.needs[cells.need[cell] ?? 0];
  return (
    <p className={css.sentence}>
      <Trans
        t={t}
        i18nKey="headline.worst"
        components={{
          group: <bdi>{titleOf(picture.groups[cells.group[cell] ?? 0])}</bdi>,
          place: <bdi>{titleOf(picture.places[cells.place[cell] ?? 0])}</bdi>,
          good: <bdi>{titleOf(need && picture.goods[need.good])}</bdi>,
          share: <Percent value={cells.coverage[cell] ?? 0} />,
          day: <Day iso={picture.periods[cells.first[cell] ?? 0]?.start ?? ""} />,
        }}
      />
    </p>
  );
}
