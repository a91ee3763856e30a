// A plan in a list: what it is of, how many people it reaches, and when it was made.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Economy, Result } from "../api/types";
import { paths } from "../app/paths";
import { Moment, People, Percent } from "../ui/figures";
import { Badge } from "../ui/layout";
import css from "./team.module.css";

interface TierSummary {
  tier: number;
  people: number;
  people_fully_covered: number;
  mean: number;
}

/** The most urgent tier in the summary of a plan; null where it has none. */
export function urgent(summary: Record<string, unknown>): TierSummary | null {
  const told = summary.coverage as Partial<TierSummary> | null | undefined;
  return told && typeof told.people === "number" && typeof told.people_fully_covered === "number"
    ? (told as TierSummary)
    : null;
}

/** One plan; `children` is what can be done with it besides opening it. */
export function PlanRow({
  project,
  plan,
  economy,
  children,
}: {
  project: string;
  plan: Result;
  economy: Economy | undefined;
  children?: ReactNode;
}) {
  const { t } = useTranslation("team");
  const tier = urgent(plan.summary);
  const quality = String(plan.summary.quality ?? "");
  return (
    <li className={css.row}>
      <div className={css.rowWords}>
        <Link to={paths.plan(project, plan.id)} className={css.rowTitle}>
          <bdi>{plan.scenario || t("plan.asItIs")}</bdi>
          {economy && (
            <>
              {" · "}
              <bdi>{economy.name}</bdi>
            </>
          )}
        </Link>
        {tier && (
          <span>
            <People value={tier.people_fully_covered} /> {t("plan.of")} <People value={tier.people} />{" "}
            {t("plan.covered", { tier: tier.tier })} (
            <Percent value={tier.people > 0 ? tier.people_fully_covered / tier.people : 1} />)
          </span>
        )}
        <span className={css.soft}>
          {t("plan.rule", { rule: t(`rules.${String(plan.summary.rule ?? "leximin")}`) })} ·{" "}
          <Moment iso={plan.created_at} />
        </span>
      </div>
      <div className={css.rowActs}>
        {quality && (
          <Badge kind={quality === "verified" ? "good" : "doubt"}>{t(`quality.${quality}`, quality)}</Badge>
        )}
        {children}
      </div>
    </li>
  );
}
