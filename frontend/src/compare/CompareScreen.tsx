// Plans side by side.
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { paths } from "../app/paths";
import { usePlans, useProject } from "../api/queries";
import type { Result } from "../api/types";
import { CopyAs } from "../report/CopyAs";
import { askRecipe, here } from "../report/recipes";
import { LinkButton } from "../ui/Button";
import { EmptyState, Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote, Note } from "../ui/Note";
import { Beside } from "./Beside";
import { firstPair, letter } from "./choosing";
import { PlanPicks } from "./PlanPicks";
import { namesOf } from "./plans";
import { usePeopleNames, useResults, useScenariosOf } from "./queries";
import { RulesButton } from "./RulesButton";
import { compareRequest, type Named } from "./useComparison";
import { useCompareQuery } from "./useCompareQuery";

/** Two to four plans beside each other: who gains, who loses, what is done instead, at what cost. */
export default function CompareScreen() {
  const { project = "" } = useParams();
  const { t } = useTranslation("compare");
  const plans = usePlans(project);
  const all = useMemo(() => plans.data ?? [], [plans.data]);
  const [shown, show] = useCompareQuery();
  const chosen = useResults(project, shown.plans);
  const listed = useMemo(() => withChosen(all, chosen), [all, chosen]);
  const scenarios = useScenariosOf(project, economiesOf(listed));
  const people = usePeopleNames(project);
  useStart(all, scenarios, shown.plans.length === 0, show);
  const names = namesOf(t, chosen, scenarios);
  const named = shown.plans.map((plan, at) => {
    const name = names[at];
    return { plan, name: name ? `${letter(at)}: ${name}` : "" };
  });
  return (
    <Page>
      <Head project={project} first={chosen[0]} named={named} />
      {plans.error && <ErrorNote error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.isPending && <Skeleton lines={8} label={t("common:loading")} />}
      {plans.isSuccess && shown.plans.length === 0 && all.length < 2 && (
        <TooFew project={project} many={all.length} />
      )}
      {plans.isSuccess && shown.plans.length > 0 && (
        <PlanPicks
          project={project}
          plans={listed}
          names={namesOf(t, listed, scenarios)}
          people={people}
          chosen={shown.plans}
          onChoose={(next) => {
            show({ plans: next });
          }}
        />
      )}
      {shown.plans.length === 1 && <Note>{t("one")}</Note>}
      {shown.plans.length > 1 && <Beside project={project} named={named} names={names} />}
    </Page>
  );
}

/** The plans to choose from: those of the list, and those that are chosen already. */
function withChosen(all: readonly Result[], chosen: readonly (Result | undefined)[]): Result[] {
  const more = chosen.filter((plan) => plan && !all.some(({ id }) => id === plan.id)) as Result[];
  return [...all, ...more];
}

function economiesOf(plans: readonly Result[]): string[] {
  return [...new Set(plans.map(({ economy }) => economy ?? ""))].filter((economy) => economy !== "");
}

type Scenarios = ReturnType<typeof useScenariosOf>;

/** Begin with two plans that belong together, where the address names none. */
function useStart(
  all: readonly Result[],
  scenarios: Scenarios,
  isOpen: boolean,
  show: (next: { plans: string[] }) => void,
): void {
  useEffect(() => {
    if (!isOpen || economiesOf(all).some((economy) => !scenarios.has(economy))) return;
    const start = firstPair(all, [...scenarios.values()].flat());
    if (start.length > 0) show({ plans: start });
  }, [all, scenarios, isOpen, show]);
}

interface HeadProps {
  project: string;
  first: Result | undefined;
  named: readonly Named[];
}

function Head({ project, first, named }: HeadProps) {
  const { t } = useTranslation("compare");
  const name = useProject(project).data?.name ?? "";
  return (
    <PageHead
      title={t("title")}
      sub={t("sub")}
      actions={
        <>
          <RulesButton project={project} plan={first} />
          {named.length > 1 && (
            <CopyAs {...askRecipe(here({ id: project, name }), { ...compareRequest(named) })} />
          )}
        </>
      }
    />
  );
}

function TooFew({ project, many }: { project: string; many: number }) {
  const { t } = useTranslation("compare");
  return (
    <EmptyState
      title={t("empty.title")}
      action={
        <LinkButton to={paths.project(project)} kind="primary">
          {t("empty.act")}
        </LinkButton>
      }
    >
      {t(many === 0 ? "empty.none" : "empty.one")}
    </EmptyState>
  );
}
