// What differs between two plans, in sentences.
import { isolated } from "../language/isolated";
import { ArrowDown, ArrowUp, Equal, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import { number } from "../language/format";
import { Num, People } from "../ui/figures";
import css from "./compare.module.css";
import { type Changes, type CoverageRow, extremes, movedByTier, peopleByTier, ways } from "./differences";
import { relativeWords } from "./plans";
import type { Things } from "./things";

interface SentencesProps {
  changes: Changes;
  things: Things;
}

const MOST = 3; // places that a sentence names

/** The sentences, the most telling first. */
export function Sentences({ changes, things }: SentencesProps) {
  return (
    <ul className={css.sentences}>
      <WhoMoves rows={changes.coverage} things={things} />
      <WhoIsFull changes={changes} />
      <WhatGoes changes={changes} things={things} />
      <WhatItCosts changes={changes} things={things} />
      <WhatBinds changes={changes} />
    </ul>
  );
}

type Mark = "gain" | "loss" | "more" | "less" | "even";

const SIGNS: Record<Mark, LucideIcon> = {
  gain: ArrowUp,
  loss: ArrowDown,
  more: ArrowUp,
  less: ArrowDown,
  even: Equal,
};

function Said({ mark, children }: { mark: Mark; children: ReactNode }) {
  const Sign = SIGNS[mark];
  return (
    <li className={css[mark]}>
      <Sign size={18} strokeWidth={2.5} aria-hidden />
      <span>{children}</span>
    </li>
  );
}

/** Person-days gained and lost: where in the most urgent tier, and how many in later ones. */
function WhoMoves({ rows, things }: { rows: readonly CoverageRow[]; things: Things }) {
  const { t } = useTranslation("compare");
  const tiers = movedByTier(rows);
  if (tiers.every(({ gained, lost }) => gained === 0 && lost === 0))
    return <Said mark="even">{t("say.same")}</Said>;
  const of = (what: "lost" | "gained") => {
    const mark = what === "lost" ? "loss" : "gain";
    const first = tiers.find((tier) => tier[what] > 0);
    if (!first) return <Said mark="even">{t(`say.nobody.${what}`)}</Said>;
    const later = tiers.filter(({ tier }) => tier > first.tier).reduce((sum, tier) => sum + tier[what], 0);
    const values = { tier: first.tier, places: placesOf(rows, first.tier, what, things) };
    const days = { count: Math.round(first[what]), components: { n: <Num value={first[what]} /> } };
    return (
      <>
        <Said mark={mark}>
          <Trans t={t} i18nKey={`say.${what}`} values={values} {...days} />
        </Said>
        {later > 0 && (
          <Said mark={mark}>
            <Trans
              t={t}
              i18nKey={`say.${what}Later`}
              count={Math.round(later)}
              components={{ n: <Num value={later} /> }}
            />
          </Said>
        )}
      </>
    );
  };
  return (
    <>
      {of("lost")}
      {of("gained")}
    </>
  );
}

/** Where most of a tier is gained or lost: "Energy in The hill hamlet (1,488)". */
function placesOf(
  rows: readonly CoverageRow[],
  tier: number,
  what: "lost" | "gained",
  things: Things,
): string {
  const days = new Map<string, number>();
  for (const row of rows) {
    if (row.tier !== tier || row[what] <= 0) continue;
    const name = isolated(`${things.good(row.good)} – ${things.place(row.place)}`);
    days.set(name, (days.get(name) ?? 0) + row[what]);
  }
  const sorted = [...days].sort(([, one], [, other]) => other - one);
  const told = sorted.slice(0, MOST).map(([name, each]) => `${name} (${isolated(number(each))})`);
  if (sorted.length > MOST) told.push(isolated(`+${number(sorted.length - MOST)}`));
  return told.join("; ");
}

/** People who have all of a tier, all the time, where their number changes. */
function WhoIsFull({ changes }: { changes: Changes }) {
  const { t } = useTranslation("compare");
  return peopleByTier(changes.people)
    .filter(({ before, after }) => Math.round(before) !== Math.round(after))
    .map(({ tier, before, after }) => {
      const count = Math.abs(Math.round(after - before));
      const way = after > before ? "more" : "fewer";
      return (
        <Said key={tier} mark={after > before ? "gain" : "loss"}>
          <Trans
            t={t}
            i18nKey={`say.full.${way}`}
            count={count}
            values={{ tier }}
            components={{ n: <People value={count} /> }}
          />
        </Said>
      );
    });
}

/** The route on which most more goes, and the one on which most less does. */
function WhatGoes({ changes, things }: SentencesProps) {
  const { t } = useTranslation("compare");
  const { more, less } = extremes(ways(changes.flows));
  return [more, less].map((way, at) => {
    if (!way) return null;
    const key = at === 0 ? "more" : "less";
    const route = isolated(things.route(way.route));
    const values = { route, from: isolated(things.place(way.from)), to: isolated(things.place(way.to)) };
    return (
      <Said key={key} mark={key}>
        <Trans
          t={t}
          i18nKey={`say.goes.${key}`}
          values={values}
          components={{ n: <Num value={Math.abs(way.change)} /> }}
        />
      </Said>
    );
  });
}

/** Effort and money, where they change. */
function WhatItCosts({ changes, things }: SentencesProps) {
  const { t } = useTranslation("compare");
  const efforts = changes.aims.flatMap(({ aim, unit, base, here, change }) =>
    aim.startsWith("effort: ") && base !== null && here !== null && change
      ? [{ key: "effort", what: things.good(aim.slice("effort: ".length)), unit, base, here, change }]
      : [],
  );
  const money = changes.money.map(({ paid_in, ...both }) => ({
    key: "paid",
    what: things.good(paid_in),
    unit: things.unit(paid_in),
    ...both,
  }));
  return [...efforts, ...money].map(({ key, what, unit, ...both }) => {
    return (
      <Said key={`${key} ${what}`} mark={both.change > 0 ? "more" : "less"}>
        {t(`say.${key}`, {
          what: isolated(what),
          after: isolated(`${number(both.here)} ${unit}`),
          before: isolated(`${number(both.base)} ${unit}`),
          change: isolated(relativeWords(both)),
        })}
      </Said>
    );
  });
}

/** How many limits began to bind, and how many no longer do. */
function WhatBinds({ changes }: { changes: Changes }) {
  const { t } = useTranslation("compare");
  return (["began", "stopped"] as const).map((state) => {
    const count = changes.limits.filter((row) => row.state === state).length;
    if (count === 0) return null;
    return (
      <Said key={state} mark={state === "began" ? "more" : "less"}>
        <Trans t={t} i18nKey={`say.${state}`} count={count} components={{ n: <Num value={count} /> }} />
      </Said>
    );
  });
}
