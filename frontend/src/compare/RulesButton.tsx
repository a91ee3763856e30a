// Asks what each rule of sharing costs, for the question that a plan answers.
import { Scale } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { paths } from "../app/paths";
import { useProject } from "../api/queries";
import type { Result } from "../api/types";
import { spoken } from "../language";
import { Button } from "../ui/Button";
import { Actions, Dialog } from "../ui/Dialog";
import { Select } from "../ui/Field";
import { Moment } from "../ui/figures";
import { ErrorNote } from "../ui/Note";
import css from "./compare.module.css";
import { JobNote } from "./JobNote";
import { scenarioWords } from "./plans";
import { useResultsOf, useScenariosOf } from "./queries";
import { useAskRules } from "./useRules";

interface RulesButtonProps {
  project: string;
  plan: Result | undefined;
}

/** A button that opens the question; nothing where there is no plan to ask about. */
export function RulesButton({ project, plan }: RulesButtonProps) {
  const { t } = useTranslation("compare");
  if (!plan?.economy) return null;
  return (
    <Dialog
      title={t("rules.ask.title")}
      trigger={
        <Button>
          <Scale size={16} aria-hidden />
          {t("rules.ask.button")}
        </Button>
      }
    >
      <Question project={project} plan={plan} economy={plan.economy} />
    </Dialog>
  );
}

const NONE = "\n"; // no scenario: never the name of one

function Question({ project, plan, economy }: { project: string; plan: Result; economy: string }) {
  const { t } = useTranslation("compare");
  const role = useProject(project).data?.role ?? null;
  const mayAsk = role === "owner" || role === "planner";
  const [scenario, setScenario] = useState(plan.scenario || NONE);
  const scenarios = useScenariosOf(project, [economy]).get(economy) ?? [];
  const { job, error, isAsking, ask, stop } = useAskRules(project);
  const navigate = useNavigate();
  useEffect(() => {
    if (job?.result) void navigate(paths.rules(project, job.result));
  }, [job?.result, navigate, project]);
  const { periods } = plan.options;
  const work = () => {
    ask({
      economy,
      version: plan.version,
      scenario: scenario === NONE ? null : scenario,
      periods: typeof periods === "number" ? periods : null,
      language: spoken(),
    });
  };
  const isWorking = isAsking || job?.state === "queued" || job?.state === "running";
  return (
    <div className={css.part}>
      <p>{t("rules.ask.words")}</p>
      {mayAsk && (
        <Select
          label={t("rules.ask.scenario")}
          value={scenario}
          isDisabled={isWorking}
          choices={[
            { id: NONE, title: t("asItIs") },
            ...scenarios.map(({ name, title }) => ({ id: name, title: title || name })),
          ]}
          onChange={setScenario}
        />
      )}
      {error && <ErrorNote error={error} />}
      {job && <JobNote job={job} label={t("rules.ask.working")} onStop={stop} onAgain={work} />}
      <Before project={project} economy={economy} scenarios={scenarios} />
      {mayAsk && !isWorking && (
        <Actions>
          <Button kind="primary" onPress={work}>
            {t("rules.ask.work")}
          </Button>
        </Actions>
      )}
    </div>
  );
}

interface BeforeProps {
  project: string;
  economy: string;
  scenarios: Parameters<typeof scenarioWords>[2];
}

/** What was worked out before, to open at once. */
function Before({ project, economy, scenarios }: BeforeProps) {
  const { t } = useTranslation("compare");
  const found = (useResultsOf(project, "rules").data ?? []).filter((result) => result.economy === economy);
  if (found.length === 0) return null;
  return (
    <>
      <h3>{t("rules.ask.before")}</h3>
      <ul className={css.list}>
        {found.slice(0, 5).map((result) => (
          <li key={result.id}>
            <Link to={paths.rules(project, result.id)}>
              <bdi>{scenarioWords(t, result.scenario, scenarios)}</bdi>
            </Link>{" "}
            <span className={css.soft}>
              <Moment iso={result.created_at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
