// Change the world at one thing, from where one sees it; then plan with it.
import { Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useScenarios } from "../api/queries";
import type { Scenario } from "../api/types";
import { Button } from "../ui/Button";
import { OpenDialog } from "../ui/Dialog";
import { Skeleton } from "../ui/layout";
import type { Subject } from "./quick";
import { QuickDone } from "./QuickDone";
import { QuickForm } from "./QuickForm";
import { useNames, useRows } from "./tables";

export interface QuickChangeProps {
  project: string;
  economy: string;
  version: number;
  subject: Subject;
  period?: string;
  /** The plan that is shown, for planning anew from a day on. */
  plan?: string;
  /** The scenario of that plan: what a new one goes on from. */
  scenario?: string;
  onMade?: (scenario: string) => void;
  onPlan?: (result: string) => void;
}

/** What was made: the scenario, and what happens in it in words. */
export interface Made {
  readonly scenario: Scenario;
  readonly sentence: string;
}

const COLUMN: Readonly<Record<Subject["kind"], string>> = {
  route: "route",
  place: "place",
  supply: "supply",
  good: "good",
  activity: "activity",
};

/** A button that asks what happens to a thing, and makes a scenario of it. */
export function QuickChange(props: QuickChangeProps) {
  const { project, economy, subject } = props;
  const { t } = useTranslation(["changes", "common"]);
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const nameOf = useNames(project, economy);
  const title = t("quick.title", { name: nameOf(COLUMN[subject.kind], subject.name) });
  return (
    <>
      <Button
        kind="primary"
        onPress={() => {
          setMade(null);
          setOpen(true);
        }}
      >
        <Zap size={16} aria-hidden />
        {t("quick.button")}
      </Button>
      <OpenDialog
        title={title}
        isOpen={isOpen}
        onClose={() => {
          setOpen(false);
        }}
      >
        {made ? (
          <QuickDone
            {...props}
            made={made}
            onClose={() => {
              setOpen(false);
            }}
          />
        ) : (
          <Loaded
            {...props}
            onDone={(scenario, sentence) => {
              setMade({ scenario, sentence });
              props.onMade?.(scenario.name);
            }}
          />
        )}
      </OpenDialog>
    </>
  );
}

function Loaded(props: QuickChangeProps & { onDone: (scenario: Scenario, sentence: string) => void }) {
  const { t } = useTranslation("common");
  const scenarios = useScenarios(props.project, props.economy).data;
  const goods = useRows(props.project, props.economy, props.subject.kind === "good" ? "goods" : "").data;
  if (!scenarios || (props.subject.kind === "good" && !goods)) return <Skeleton label={t("loading")} />;
  return <QuickForm {...props} scenarios={scenarios} goods={goods} />;
}
