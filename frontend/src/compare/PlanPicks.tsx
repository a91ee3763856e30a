// Which plans stand side by side: two to four, each with its letter, what it is, when it was made and by whom.
import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { paths } from "../app/paths";
import type { Result } from "../api/types";
import { Button, IconButton } from "../ui/Button";
import { Select } from "../ui/Field";
import { Moment } from "../ui/figures";
import { Badge } from "../ui/layout";
import { moment } from "../language/format";
import { letter, MOST, ruleOf } from "./choosing";
import css from "./compare.module.css";
import { ruleWords } from "./plans";

interface PlanPicksProps {
  project: string;
  plans: readonly Result[];
  names: readonly string[];
  people: ReadonlyMap<string, string>;
  chosen: readonly string[];
  onChoose: (plans: readonly string[]) => void;
}

/** The plans that are compared, to be changed, and room for more; `names` are those of all `plans`. */
export function PlanPicks({ project, plans, names, people, chosen, onChoose }: PlanPicksProps) {
  const { t } = useTranslation("compare");
  const choices = plans.map((plan, at) => ({
    id: plan.id,
    title: names[at] ?? plan.id,
    hint: [moment(plan.created_at), people.get(plan.created_by)].filter(Boolean).join(" · "),
  }));
  const put = (at: number, plan: string) => {
    onChoose(chosen.with(at, plan));
  };
  const free = plans.find((plan) => !chosen.includes(plan.id));
  return (
    <section className={css.picks} aria-label={t("picks")}>
      {chosen.map((id, at) => (
        <div key={at} className={css.pick}>
          <div className={css.pickHead}>
            <Letter plan={at} />
            <Select
              label={t("pick", { letter: letter(at) })}
              hideLabel
              value={id}
              choices={choices.filter((choice) => choice.id === id || !chosen.includes(choice.id))}
              onChange={(next) => {
                put(at, next);
              }}
            />
            {chosen.length > 2 && (
              <IconButton
                label={t("drop", { letter: letter(at) })}
                onPress={() => {
                  onChoose(chosen.toSpliced(at, 1));
                }}
              >
                <X size={16} aria-hidden />
              </IconButton>
            )}
          </div>
          <Facts project={project} plan={plans.find((plan) => plan.id === id)} people={people} at={at} />
        </div>
      ))}
      {chosen.length < MOST && free && (
        <div className={css.addPick}>
          <Button
            onPress={() => {
              onChoose([...chosen, free.id]);
            }}
          >
            <Plus size={16} aria-hidden />
            {t("add")}
          </Button>
        </div>
      )}
    </section>
  );
}

/** The letter by which a plan is told apart. */
export function Letter({ plan }: { plan: number }) {
  return (
    <span className={css.letter} data-plan={plan}>
      {letter(plan)}
    </span>
  );
}

interface FactsProps {
  project: string;
  plan: Result | undefined;
  people: ReadonlyMap<string, string>;
  at: number;
}

function Facts({ project, plan, people, at }: FactsProps) {
  const { t } = useTranslation("compare");
  if (!plan) return <p className={css.facts}>{t("notThere")}</p>;
  const who = people.get(plan.created_by);
  const isProved = plan.summary.quality === "verified";
  return (
    <p className={css.facts}>
      {at === 0 && <Badge>{t("first")}</Badge>}
      <Badge kind={isProved ? "good" : "doubt"}>{t(isProved ? "verified" : "approximate")}</Badge>
      <span>{ruleWords(t, ruleOf(plan))}</span>
      <span>
        <Moment iso={plan.created_at} />
        {who && (
          <>
            {", "}
            <bdi>{who}</bdi>
          </>
        )}
      </span>
      <Link to={paths.plan(project, plan.id)}>{t("open")}</Link>
    </p>
  );
}
