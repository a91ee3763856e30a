// Plan anew from a day on, moving as little as can be.
import { CalendarClock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { AskButton } from "./AskButton";
import { ReplanForm } from "./ReplanForm";

export interface ReplanButtonProps {
  project: string;
  plan: string;
  economy: string;
  scenario?: string;
  from?: string;
  onPlan?: (result: string) => void;
}

/** A button that asks from when on and with what news to plan anew, then does. */
export function ReplanButton({ project, plan, economy, scenario, from, onPlan }: ReplanButtonProps) {
  const { t } = useTranslation("changes");
  return (
    <AskButton
      project={project}
      title={t("replan.title")}
      kind="plain"
      onPlan={onPlan}
      form={(asking) => <ReplanForm {...{ project, plan, economy, scenario, from, asking }} />}
    >
      <CalendarClock size={16} aria-hidden />
      {t("replan.button")}
    </AskButton>
  );
}
