// How to plan: the rule of sharing, what to spare, how far ahead and how exactly.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProject, useScenarios } from "../api/queries";
import type { PlanRequest } from "../api/types";
import { spoken } from "../language";
import { CopyAs } from "../report/CopyAs";
import { askRecipe, here } from "../report/recipes";
import { Button } from "../ui/Button";
import { Actions } from "../ui/Dialog";
import { type Choice, NumberInput, Select } from "../ui/Field";
import { ErrorNote } from "../ui/Note";
import type { Asking } from "./asking";
import css from "./changes.module.css";
import { titleOf } from "./tree";

const RULES = ["leximin", "total", "equal", "money"] as const;
const EFFORTS = ["labour", "cost", "outside"] as const;
const OWN = "own";

interface Options {
  rule: string;
  effort: string;
  scenario: string;
  periods: number | null;
  resolution: number | null;
}

interface RunFormProps {
  project: string;
  economy: string;
  version: number | undefined;
  scenario: string | undefined;
  asking: Asking;
}

/** The question that options stand for; what is left to the economy is left out. */
export function planRequest(
  economy: string,
  version: number | undefined,
  options: Options,
  language: "en" | "ar",
): PlanRequest {
  return {
    kind: "plan",
    economy,
    ...(version === undefined ? {} : { version }),
    ...(options.scenario ? { scenario: options.scenario } : {}),
    ...(options.rule === OWN ? {} : { rule: options.rule as (typeof RULES)[number] }),
    ...(options.effort === OWN ? {} : { effort: options.effort }),
    ...(options.periods === null ? {} : { periods: options.periods }),
    ...(options.resolution === null ? {} : { resolution: options.resolution }),
    explain: true,
    language,
    threads: 1,
  };
}

/** Options of a plan, and the button that asks for it. */
export function RunForm({ project, economy, version, scenario, asking }: RunFormProps) {
  const { t } = useTranslation("changes");
  const [options, setOptions] = useState<Options>({
    rule: OWN,
    effort: OWN,
    scenario: scenario ?? "",
    periods: null,
    resolution: null,
  });
  const set = (some: Partial<Options>) => {
    setOptions({ ...options, ...some });
  };
  const named = useProject(project).data;
  const request = planRequest(economy, version, options, spoken());
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        asking.ask(request);
      }}
    >
      <p className={css.soft}>{t("run.lead")}</p>
      <ScenarioSelect
        project={project}
        economy={economy}
        value={options.scenario}
        onChange={(chosen) => {
          set({ scenario: chosen });
        }}
      />
      <Select
        label={t("run.rule")}
        value={options.rule}
        choices={choicesOf(RULES, "rule", t)}
        hint={t(`rule.${options.rule}.hint`)}
        onChange={(rule) => {
          set({ rule });
        }}
      />
      <Select
        label={t("run.effort")}
        value={options.effort}
        choices={choicesOf(EFFORTS, "effort", t)}
        hint={t(`effort.${options.effort}.hint`)}
        onChange={(effort) => {
          set({ effort });
        }}
      />
      <div className={css.twoFields}>
        <NumberInput
          label={t("run.periods")}
          hint={t("run.periodsHint")}
          value={options.periods}
          minValue={1}
          step={1}
          onChange={(periods) => {
            set({ periods });
          }}
        />
        <NumberInput
          label={t("run.resolution")}
          hint={t("run.resolutionHint")}
          value={options.resolution}
          percent
          minValue={0.001}
          maxValue={1}
          onChange={(resolution) => {
            set({ resolution });
          }}
        />
      </div>
      {asking.error !== null && <ErrorNote error={asking.error} />}
      <Actions>
        {named && <CopyAs {...askRecipe(here(named), request)} />}
        <Button kind="primary" type="submit" isDisabled={asking.isAsking}>
          {t("run.button")}
        </Button>
      </Actions>
    </form>
  );
}

function choicesOf(names: readonly string[], area: "rule" | "effort", t: (key: string) => string): Choice[] {
  return [OWN, ...names].map((id) => ({ id, title: t(`${area}.${id}.title`) }));
}

/** One of an economy's scenarios, or none. */
export function ScenarioSelect({
  project,
  economy,
  value,
  onChange,
  hint,
}: {
  project: string;
  economy: string;
  value: string;
  onChange: (name: string) => void;
  hint?: string;
}) {
  const { t } = useTranslation("changes");
  const scenarios = useScenarios(project, economy).data ?? [];
  const choices = [
    { id: NONE, title: t("scenario.none") },
    ...scenarios.map((each) => ({ id: each.name, title: titleOf(each) })),
  ];
  return (
    <Select
      label={t("scenario.word")}
      {...(hint ? { hint } : {})}
      value={value || NONE}
      choices={choices}
      onChange={(id) => {
        onChange(id === NONE ? "" : id);
      }}
    />
  );
}

const NONE = "/"; // no scenario has this name, as names of files have no such letter
