// A change was kept: what happens, and the ways on.
import { useTranslation } from "react-i18next";
import { paths } from "../app/paths";
import { Button, LinkButton } from "../ui/Button";
import { Actions } from "../ui/Dialog";
import { Note } from "../ui/Note";
import css from "./changes.module.css";
import type { Made, QuickChangeProps } from "./QuickChange";
import { ReplanButton } from "./ReplanButton";
import { RunButton } from "./RunButton";
import { isolated } from "../language/isolated";
import { titleOf } from "./tree";

/** What was made, with a way to plan it and, for a plan under way, to plan anew from a day on. */
export function QuickDone({
  made,
  onClose,
  ...props
}: QuickChangeProps & { made: Made; onClose: () => void }) {
  const { t } = useTranslation(["changes", "common"]);
  const { project, economy, plan, period, onPlan } = props;
  const told = onPlan ? { onPlan } : {};
  return (
    <div className={css.stack}>
      <p className={css.sentence}>{made.sentence}.</p>
      <Note>{t("quick.made", { scenario: isolated(titleOf(made.scenario)) })}</Note>
      <p>{plan ? t("quick.nextReplan") : t("quick.next")}</p>
      <Actions>
        <Button kind="quiet" onPress={onClose}>
          {t("common:close")}
        </Button>
        <LinkButton to={paths.scenarios(project, economy, made.scenario.name)}>{t("quick.see")}</LinkButton>
        {plan && (
          <ReplanButton
            project={project}
            plan={plan}
            economy={economy}
            scenario={made.scenario.name}
            {...(period ? { from: period } : {})}
            {...told}
          />
        )}
        <RunButton project={project} economy={economy} scenario={made.scenario.name} {...told} />
      </Actions>
    </div>
  );
}
