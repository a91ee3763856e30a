// The headline figures of the plans beside each other, each with its difference to the first plan.
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import { signed } from "../language/format";
import { titleOf } from "../map/names";
import type { Picture } from "../plan/picture";
import { Amount, People, Percent } from "../ui/figures";
import css from "./compare.module.css";
import { Difference, type Sense } from "./Difference";
import type { Joint } from "./joint";
import { Letter } from "./PlanPicks";
import { pointsWords, relativeWords } from "./plans";
import { type Reach, reachOf, standings } from "./standing";

interface HeadlinesProps {
  joint: Joint;
  names: readonly string[];
}

/** A figure of every plan; NaN where a plan has none. */
interface Figure {
  id: string;
  title: string;
  values: readonly number[];
  sense: Sense;
  shown: (value: number) => ReactNode;
  differs: (change: number) => ReactNode;
}

/** People reached, coverage and effort of each plan. */
export function Headlines({ joint, names }: HeadlinesProps) {
  const { t } = useTranslation("compare");
  const figures = useFigures(joint);
  return (
    <section className={css.card} aria-labelledby="figures-title">
      <h2 id="figures-title">{t("figures.title")}</h2>
      {!joint.isWhole && <p className={css.soft}>{t("figures.shared")}</p>}
      <div className={css.scroll}>
        <table className={css.figures}>
          <caption className="hidden">{t("figures.caption")}</caption>
          <thead>
            <tr>
              <td />
              {names.map((name, plan) => (
                <th key={plan} scope="col">
                  <Letter plan={plan} /> <bdi>{name}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <tr key={figure.id}>
                <th scope="row">{figure.title}</th>
                {figure.values.map((value, plan) => (
                  <td key={plan}>
                    <Cell figure={figure} value={value} plan={plan} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ figure, value, plan }: { figure: Figure; value: number; plan: number }) {
  const { t } = useTranslation("compare");
  if (Number.isNaN(value)) return <span className={css.soft}>{t("none")}</span>;
  const change = settled(value - (figure.values[0] ?? NaN), value);
  return (
    <div>
      <span className={css.figure}>{figure.shown(value)}</span>
      {plan > 0 && !Number.isNaN(change) && (
        <Difference value={change} sense={figure.sense}>
          {change === 0 ? t("same") : figure.differs(change)}
        </Difference>
      )}
    </div>
  );
}

/** A difference, 0 where it is rounding. */
function settled(change: number, value: number): number {
  return Math.abs(change) <= 1e-6 * Math.max(Math.abs(value), 1e-6) ? 0 : change;
}

function useFigures(joint: Joint): Figure[] {
  const { t } = useTranslation("compare");
  const { pictures } = joint;
  const reach = pictures.map((picture, plan) => reachIn(joint, picture, plan));
  const people = (id: keyof Reach, sense: Sense): Figure => ({
    id,
    title: t(`figures.${id}`),
    values: reach.map((each) => each[id]),
    sense,
    shown: (value) => <People value={value} />,
    differs: (change) => <PeopleDiffer change={change} id={id} />,
  });
  const effort = effortOf(t, joint);
  return [
    people("inNeed", "plain"),
    people("targeted", "good"),
    people("reached", "good"),
    ...joint.tiers.flatMap((tier) => shares(t, joint, tier)),
    ...(effort && joint.isWhole ? [effort] : []),
  ];
}

/** People of a plan: as it tells them itself, or of the part that can be compared. */
function reachIn(joint: Joint, { headline }: Picture, plan: number): Reach {
  const scene = joint.scenes[plan];
  if (!joint.isWhole && scene) return reachOf(scene, null);
  return { inNeed: headline.in_need, targeted: headline.targeted, reached: headline.reached };
}

function shares(t: TFunction, joint: Joint, tier: number): Figure[] {
  const found = standings(joint, { period: null, tier, need: null, group: null });
  return (["lowest", "mean"] as const).map((id) => ({
    id: `${id} ${String(tier)}`,
    title: t(`compare:figures.${id}`, { tier }),
    values: found.map((standing) => standing[id]),
    sense: "good",
    shown: (value) => <Percent value={value} />,
    differs: (change) => pointsWords(t, change),
  }));
}

/** Effort, where it is the same in all plans. */
function effortOf(t: TFunction, { pictures }: Joint): Figure | null {
  const [first] = pictures;
  if (!first || pictures.some((each) => each.effort_name !== first.effort_name)) return null;
  const unit = first.effort_unit;
  const what = first.goods.find(({ name }) => name === first.effort_name);
  return {
    id: "effort",
    title: t("compare:figures.effort", { what: titleOf(what) || first.effort_name }),
    values: pictures.map(({ effort }) => effort),
    sense: "bad",
    shown: (value) => <Amount value={value} unit={unit} />,
    differs: (change) => `${signed(change)} ${unit} (${relativeWords({ base: first.effort, change })})`,
  };
}

function PeopleDiffer({ change, id }: { change: number; id: keyof Reach }) {
  const { t } = useTranslation("compare");
  const count = Math.abs(Math.round(change));
  const key = `figures.${change > 0 ? "more" : "fewer"}.${id}`;
  return <Trans t={t} i18nKey={key} count={count} components={{ n: <People value={count} /> }} />;
}
