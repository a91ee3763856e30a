// From which day to plan anew, and what is known since.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api, raw, read } from "../api/client";
import { keys, useProject } from "../api/queries";
import type { Attachment, ReplanRequest } from "../api/types";
import { spoken } from "../language";
import { day } from "../language/format";
import { CopyAs } from "../report/CopyAs";
import { askRecipe, here } from "../report/recipes";
import { Button } from "../ui/Button";
import { Actions } from "../ui/Dialog";
import { Select } from "../ui/Field";
import { ErrorNote } from "../ui/Note";
import type { Asking } from "./asking";
import css from "./changes.module.css";
import { ScenarioSelect } from "./RunForm";

interface ReplanFormProps {
  project: string;
  plan: string;
  economy: string;
  scenario: string | undefined;
  from: string | undefined;
  asking: Asking;
}

/** The first days of a plan's periods. */
function usePeriods(project: string, plan: string) {
  return useQuery({
    queryKey: [...keys.result(project, plan), "periods"],
    queryFn: async () => {
      const path = { project, result: plan };
      const seen = await read(
        api.GET("/api/v1/projects/{project}/results/{result}/picture", { params: { path } }),
      );
      return seen.periods.map((period) => period.start);
    },
    staleTime: Infinity,
  });
}

/** The last of some days that is not after a day; the second one where none is named, as before it nothing was. */
export function startFor(days: readonly string[], from: string | undefined): string {
  const known = from ? days.filter((each) => each <= from).at(-1) : undefined;
  return known ?? days[1] ?? days[0] ?? "";
}

/** Options of planning anew, and the button that asks for it. */
export function ReplanForm({ project, plan, economy, scenario, from, asking }: ReplanFormProps) {
  const { t } = useTranslation("changes");
  const periods = usePeriods(project, plan);
  const [chosen, setChosen] = useState("");
  const [news, setNews] = useState(scenario ?? "");
  const [actuals, setActuals] = useState<Attachment | null>(null);
  const [consignments, setConsignments] = useState<Attachment | null>(null);
  const named = useProject(project).data;
  const start = chosen || startFor(periods.data ?? [], from);
  const request: ReplanRequest = {
    kind: "replan",
    plan,
    from: start,
    ...(news ? { scenario: news } : {}),
    ...(actuals ? { actuals: actuals.id } : {}),
    ...(consignments ? { consignments: consignments.id } : {}),
    language: spoken(),
    threads: 1,
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        asking.ask(request);
      }}
    >
      <p className={css.soft}>{t("replan.lead")}</p>
      {periods.error && <ErrorNote error={periods.error} onRetry={() => void periods.refetch()} />}
      <Select
        label={t("replan.from")}
        hint={t("replan.fromHint")}
        value={start}
        choices={(periods.data ?? []).map((each) => ({ id: each, title: day(each) }))}
        isDisabled={!periods.data}
        onChange={setChosen}
      />
      <ScenarioSelect
        project={project}
        economy={economy}
        value={news}
        onChange={setNews}
        hint={t("replan.scenarioHint")}
      />
      <FileField
        label={t("replan.actuals")}
        hint={t("replan.actualsHint")}
        {...{ project, plan }}
        file={actuals}
        onFile={setActuals}
      />
      <FileField
        label={t("replan.consignments")}
        hint={t("replan.consignmentsHint")}
        {...{ project, plan }}
        file={consignments}
        onFile={setConsignments}
      />
      {asking.error !== null && <ErrorNote error={asking.error} />}
      <Actions>
        {named && start && <CopyAs {...askRecipe(here(named), request)} />}
        <Button kind="primary" type="submit" isDisabled={asking.isAsking || !start}>
          {t("replan.ask")}
        </Button>
      </Actions>
    </form>
  );
}

interface FileFieldProps {
  project: string;
  plan: string;
  label: string;
  hint: string;
  file: Attachment | null;
  onFile: (file: Attachment | null) => void;
}

/** A table that is put beside the plan. */
function FileField({ project, plan, label, hint, file, onFile }: FileFieldProps) {
  const { t } = useTranslation("changes");
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const send = async (given: File) => {
    setSending(true);
    setError(null);
    const asked = new URLSearchParams({ name: given.name, about: `plans/${plan}` });
    try {
      const answer = await raw(`/projects/${project}/attachments?${asked.toString()}`, {
        method: "POST",
        body: given,
        headers: { "Content-Type": given.type || "application/octet-stream" },
      });
      onFile((await answer.json()) as Attachment);
    } catch (refused) {
      setError(refused);
    }
    setSending(false);
  };
  return (
    <div className={css.fileField} role="group" aria-label={label}>
      <span className={css.fieldName}>{label}</span>
      <span className={css.soft}>{hint}</span>
      <div className={css.between}>
        {file ? <bdi>{file.name}</bdi> : <span className={css.soft}>{t("replan.noFile")}</span>}
        <span className={css.line}>
          {file && (
            <Button
              kind="quiet"
              onPress={() => {
                onFile(null);
              }}
            >
              {t("replan.dropFile")}
            </Button>
          )}
          <FileTrigger
            acceptedFileTypes={[".csv", ".xlsx"]}
            onSelect={(files) => {
              const given = files?.[0];
              if (given) void send(given);
            }}
          >
            <Button isDisabled={isSending}>{isSending ? t("replan.sending") : t("replan.choose")}</Button>
          </FileTrigger>
        </span>
      </div>
      {error !== null && <ErrorNote error={error} />}
    </div>
  );
}
