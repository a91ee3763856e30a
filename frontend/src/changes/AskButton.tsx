// A button that opens the options of a plan, asks for it, and shows it when it is made.
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { paths } from "../app/paths";
import { Button } from "../ui/Button";
import { OpenDialog } from "../ui/Dialog";
import { toast } from "../ui/toast";
import { AskedJob } from "./AskedJob";
import { type Asking, useAsking } from "./asking";

interface AskButtonProps {
  project: string;
  title: string;
  kind: "plain" | "primary";
  isDisabled?: boolean;
  /** What is on the button. */
  children: ReactNode;
  form: (asking: Asking) => ReactNode;
  /** Told the plan when it is made; without, the plan is opened. */
  onPlan: ((result: string) => void) | undefined;
}

/** The button with its dialog; who closed the dialog meanwhile is told in passing. */
export function AskButton({
  project,
  title,
  kind,
  isDisabled = false,
  children,
  form,
  onPlan,
}: AskButtonProps) {
  const { t } = useTranslation("changes");
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const show = (result: string) => {
    setOpen(false);
    if (onPlan) onPlan(result);
    else void navigate(paths.plan(project, result));
  };
  const asking = useAsking(project, (result) => {
    if (isOpen) show(result);
    else
      toast(t("run.ready"), {
        title: t("job.open"),
        onAct: () => {
          show(result);
        },
      });
  });
  return (
    <>
      <Button
        kind={kind}
        isDisabled={isDisabled}
        onPress={() => {
          setOpen(true);
        }}
      >
        {children}
      </Button>
      <OpenDialog
        title={title}
        isOpen={isOpen}
        onClose={() => {
          setOpen(false);
        }}
      >
        {asking.job ? <AskedJob project={project} asking={asking} /> : form(asking)}
      </OpenDialog>
    </>
  );
}
