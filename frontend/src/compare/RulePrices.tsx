// What one rule costs against another: in people, in person-days, in the lowest coverage, and in effort.
import { isolated } from "../language/isolated";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { percent, signed } from "../language/format";
import { Amount, Num, People } from "../ui/figures";
import { Select } from "../ui/Field";
import css from "./compare.module.css";
import { Difference } from "./Difference";
import { ruleWords } from "./plans";
import { type Price, priceOf, type Ruled } from "./ruling";
import { points } from "./views";

/** Pick two rules, and read what the first costs beside the second. */
export function RulePrices({ ruled }: { ruled: Ruled }) {
  const { t } = useTranslation("compare");
  const rules = Object.keys(ruled.plans);
  const [rule, setRule] = useState(rules[0] ?? "");
  const [beside, setBeside] = useState(rules[1] ?? "");
  const choices = (other: string) =>
    rules.filter((each) => each !== other).map((id) => ({ id, title: ruleWords(t, id) }));
  return (
    <div className={css.part}>
      <div className={css.choosers}>
        <Select label={t("rules.price.of")} value={rule} choices={choices(beside)} onChange={setRule} />
        <Select label={t("rules.price.beside")} value={beside} choices={choices(rule)} onChange={setBeside} />
      </div>
      <ul className={css.prices}>
        {priceOf(ruled, rule, beside).map((price) => (
          <TierPrice key={price.tier} price={price} />
        ))}
        <EffortPrice ruled={ruled} rule={rule} beside={beside} />
      </ul>
    </div>
  );
}

function TierPrice({ price }: { price: Price }) {
  const { t } = useTranslation("compare");
  const { tier, people, days, share, lowest } = price;
  const many = Math.abs(Math.round(people));
  return (
    <li>
      <h3>{t("tier", { tier })}</h3>
      {many === 0 && days === 0 && lowest === 0 && <p>{t("rules.price.same")}</p>}
      {many > 0 && (
        <Difference value={people} sense="good">
          <Trans
            t={t}
            i18nKey={`say.full.${people > 0 ? "more" : "fewer"}`}
            count={many}
            values={{ tier }}
            components={{ n: <People value={many} /> }}
          />
        </Difference>
      )}
      {days !== 0 && (
        <Difference value={days} sense="good">
          <Trans
            t={t}
            i18nKey={`rules.price.${days > 0 ? "more" : "fewer"}`}
            count={Math.round(Math.abs(days))}
            values={{ share: isolated(percent(Math.abs(share))) }}
            components={{ n: <Num value={Math.abs(days)} /> }}
          />
        </Difference>
      )}
      {lowest !== 0 && (
        <Difference value={lowest} sense="good">
          {t("rules.price.lowest", { points: isolated(points(lowest)) })}
        </Difference>
      )}
    </li>
  );
}

function EffortPrice({ ruled, rule, beside }: { ruled: Ruled; rule: string; beside: string }) {
  const { t } = useTranslation("compare");
  const [mine, theirs] = [rule, beside].map((name) => ruled.effort.find((each) => each.rule === name));
  if (!mine || !theirs || mine.unit !== theirs.unit) return null;
  const change = mine.value - theirs.value;
  const isSame = Math.abs(change) <= 1e-6 * Math.max(mine.value, theirs.value);
  return (
    <li>
      <h3>{t("rules.table.effort")}</h3>
      <p>
        <Amount value={mine.value} unit={mine.unit} />
      </p>
      <Difference value={isSame ? 0 : change} sense="bad">
        {isSame ? t("same") : `${signed(change)} ${mine.unit}`}
      </Difference>
    </li>
  );
}
