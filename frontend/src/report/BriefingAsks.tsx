// What a briefing asks for is worked out by a job: which one, and how far it is.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, isOver, useJob } from "../api/progress";
import { useProject, useResult } from "../api/queries";
import { problemWords } from "../app/words";
import { JobProgressRow } from "../changes/JobProgressRow";
import { Button } from "../ui/Button";
import { Select } from "../ui/Field";
import { toast } from "../ui/toast";
import { type AskFor, ASKS, askedFor } from "./asks";
import { printedKey } from "./printed";
import css from "./printed.module.css";

interface BriefingAsksProps {
  project: string;
  plan: string;
}

/** Choose what the briefing asks for, and have it worked out; only for who may plan. */
export function BriefingAsks({ project, plan }: BriefingAsksProps) {
  const { t } = useTranslation(["report", "common"]);
  const role = useProject(project).data?.role;
  const result = useResult(project, plan).data;
  const [what, setWhat] = useState<AskFor>("relief");
  const [job, setJob] = useState<string | null>(null);
  if ((role !== "planner" && role !== "owner") || !result) return null;
  const start = async () => {
    try {
      setJob((await ask(project, askedFor(what, result))).id);
    } catch (error) {
      toast(problemWords(t, error));
    }
  };
  return (
    <section className={css.asks} aria-label={t("asks.title")}>
      <div className={css.row}>
        <div className={css.grow}>
          <Select
            label={t("asks.title")}
            value={what}
            onChange={(next) => {
              setWhat(ASKS.find((each) => each === next) ?? "relief");
            }}
            choices={ASKS.map((each) => ({ id: each, title: t(`asks.of.${each}`) }))}
          />
        </div>
        <Button onPress={() => void start()}>{t("asks.start")}</Button>
      </div>
      <p>{t("asks.hint")}</p>
      {job && <Following key={job} project={project} plan={plan} job={job} />}
    </section>
  );
}

/** How far the job is; once it is over, the page is made anew. */
function Following({ project, plan, job: id }: BriefingAsksProps & { job: string }) {
  const job = useJob(project, id);
  const memory = useQueryClient();
  const over = job !== null && isOver(job);
  useEffect(() => {
    if (over) void memory.invalidateQueries({ queryKey: printedKey(project, plan, "briefing") });
  }, [over, memory, project, plan]);
  return <JobProgressRow project={project} job={id} />;
}
