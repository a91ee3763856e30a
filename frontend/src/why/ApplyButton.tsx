// "Apply": makes a scenario of what would help, and plans it.
import { Wand2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProject, useResult } from "../api/queries";
import type { Change } from "../api/types";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { ApplyForm } from "./ApplyForm";
import type { About } from "./links";
import { PlanIt } from "./PlanIt";
import css from "./why.module.css";

interface ApplyButtonProps {
  about: About;
  what: string;
  changes: readonly Change[];
  wanted: string;
}

/** A button that opens a dialog; nothing for who may not change anything. */
export function ApplyButton({ about, what, changes, wanted }: ApplyButtonProps) {
  const { t } = useTranslation("why");
  const role = useProject(about.project).data?.role;
  if (role !== "planner" && role !== "owner") return null;
  if (changes.length === 0) return <p className={css.notes}>{t("apply.cannot")}</p>;
  return (
    <div>
      <Dialog
        title={t("apply.title")}
        trigger={
          <Button aria-label={t("apply.label", { what })}>
            <Wand2 size={16} aria-hidden />
            {t("apply.button")}
          </Button>
        }
      >
        {(close) => <Steps about={about} what={what} changes={changes} wanted={wanted} onClose={close} />}
      </Dialog>
    </div>
  );
}

/** First the scenario, then the plan of it. */
function Steps({ about, what, changes, wanted, onClose }: ApplyButtonProps & { onClose: () => void }) {
  const plan = useResult(about.project, about.plan).data;
  const [made, setMade] = useState<string | null>(null);
  if (!plan) return null;
  return made === null ? (
    <ApplyForm plan={plan} about={about} what={what} changes={changes} wanted={wanted} onMade={setMade} />
  ) : (
    <PlanIt plan={plan} about={about} scenario={made} onClose={onClose} />
  );
}
