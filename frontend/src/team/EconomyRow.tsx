// An economy in a list: its version, and the ways to its data, scenarios and history.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Economy } from "../api/types";
import { paths } from "../app/paths";
import { Moment } from "../ui/figures";
import css from "./team.module.css";

/** One economy; `children` is what can be done with it. */
export function EconomyRow({
  project,
  economy,
  children,
}: {
  project: string;
  economy: Economy;
  children?: ReactNode;
}) {
  const { t } = useTranslation("team");
  return (
    <li className={css.row}>
      <div className={css.rowWords}>
        <Link to={paths.data(project, economy.id)} className={css.rowTitle}>
          <bdi>{economy.name}</bdi>
        </Link>
        <span className={css.soft}>
          {t("economy.version", { number: economy.version.number })} ·{" "}
          <Moment iso={economy.version.created_at} />
        </span>
        <span className={css.soft}>
          <Link to={paths.scenarios(project, economy.id)}>
            {t("economy.scenarios", { count: economy.version.scenarios.length })}
          </Link>
          {" · "}
          <Link to={paths.history(project, economy.id)}>{t("economy.history")}</Link>
          {" · "}
          <Link to={paths.industry(project, economy.id)}>{t("economy.industry")}</Link>
        </span>
      </div>
      <div className={css.rowActs}>{children}</div>
    </li>
  );
}
