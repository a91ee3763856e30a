// Ask for a plan, with its options, and watch it being made.
import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { AskButton } from "./AskButton";
import { RunForm } from "./RunForm";

export interface RunButtonProps {
  project: string;
  economy: string;
  version?: number;
  scenario?: string;
  onPlan?: (result: string) => void;
  isDisabled?: boolean;
  kind?: "plain" | "primary";
}

/** A button that asks how to plan, then plans; `onPlan` is told the plan when it is made. */
export function RunButton({ project, economy, version, scenario, onPlan, ...rest }: RunButtonProps) {
  const { t } = useTranslation("changes");
  return (
    <AskButton
      project={project}
      title={t("run.title")}
      kind={rest.kind ?? "primary"}
      isDisabled={rest.isDisabled ?? false}
      onPlan={onPlan}
      form={(asking) => <RunForm {...{ project, economy, version, scenario, asking }} />}
    >
      <Play size={16} aria-hidden className="mirrored" />
      {t("run.button")}
    </AskButton>
  );
}
