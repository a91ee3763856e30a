// The list of versions: number, sentence, who and when, the plans made from it, and what can be done.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { keys } from "../api/queries";
import type { Result, Version } from "../api/types";
import { paths } from "../app/paths";
import { Button } from "../ui/Button";
import { Moment } from "../ui/figures";
import { Badge } from "../ui/layout";
import css from "./History.module.css";
import type { Standing } from "./versions";
import { n } from "./counting";

interface ListProps {
  project: string;
  versions: readonly Version[];
  standing: ReadonlyMap<number, Standing>;
  plans: readonly Result[];
  chosen: { before: number; after: number };
  onChoose: (pair: { before: number; after: number }) => void;
  actions: (version: Version) => ReactNode;
}

/** The versions of an economy, the newest first. */
export function VersionList({ project, versions, standing, plans, chosen, onChoose, actions }: ListProps) {
  const { t } = useTranslation("data");
  const people = usePeople(project);
  return (
    <ol className={css.versions} aria-label={t("history.versions")} reversed>
      {versions.map((version) => {
        const stands = standing.get(version.number) ?? "undone";
        const isShown = chosen.after === version.number;
        return (
          <li
            key={version.number}
            className={`${css.version ?? ""} ${css[stands] ?? ""} ${isShown ? (css.shown ?? "") : ""}`}
          >
            <div className={css.versionHead}>
              <strong>{t("history.number", { number: version.number })}</strong>
              {stands !== "before" && (
                <Badge kind={stands === "holds" ? "good" : "plain"}>{t(`history.${stands}`)}</Badge>
              )}
              <span className={css.when}>
                <Moment iso={version.created_at} />
                {people.get(version.created_by) && (
                  <>
                    {" · "}
                    <bdi>{people.get(version.created_by)}</bdi>
                  </>
                )}
              </span>
            </div>
            <p dir="auto" className={css.what}>
              {version.what}
            </p>
            <Plans project={project} plans={plans.filter((plan) => plan.version === version.number)} />
            <div className={css.acts}>
              {version.parent !== null && (
                <Button
                  kind="quiet"
                  onPress={() => {
                    onChoose({ before: version.parent ?? 0, after: version.number });
                  }}
                >
                  {t("history.show")}
                  <span className="hidden">{t("history.number", { number: version.number })}</span>
                </Button>
              )}
              {actions(version)}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Plans({ project, plans }: { project: string; plans: readonly Result[] }) {
  const { t } = useTranslation("data");
  if (!plans.length) return null;
  return (
    <p className={css.plans}>
      {t("history.plans", n(plans.length))}{" "}
      {plans.slice(0, 6).map((plan, at) => (
        <span key={plan.id}>
          {at > 0 && ", "}
          <Link to={paths.plan(project, plan.id)}>
            <bdi>{plan.scenario || t("history.asItIs")}</bdi>
          </Link>
        </span>
      ))}
    </p>
  );
}

/** Names of the people of a project, by id; nobody where one may not see them. */
function usePeople(project: string): ReadonlyMap<string, string> {
  const found = useQuery({
    queryKey: [...keys.project(project), "members", "names"],
    queryFn: async () => {
      const answer = api.GET("/api/v1/projects/{project}/members", { params: { path: { project } } });
      return (await read(answer)).items;
    },
    retry: false,
  });
  return new Map((found.data ?? []).map((member) => [member.person, member.title || member.name]));
}
