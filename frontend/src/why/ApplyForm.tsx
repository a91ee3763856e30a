// The scenario that what would help becomes: its name, or which one it is added to, and its changes.
import { isolated } from "../language/isolated";
import { useId, useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useScenarios } from "../api/queries";
import type { Change, Result, Scenario } from "../api/types";
import { Overtaken, saveScenario } from "../changes/saving";
import { sentenceOf } from "../changes/sentence";
import { Button } from "../ui/Button";
import { Actions } from "../ui/Dialog";
import { Select, TextField } from "../ui/Field";
import { Skeleton } from "../ui/layout";
import { ErrorNote, Note } from "../ui/Note";
import { type Chosen, goingOnFrom, madeOf } from "./applying";
import type { About } from "./links";
import { capital, freeName } from "./naming";
import css from "./why.module.css";

interface ApplyFormProps {
  plan: Result;
  about: About;
  what: string;
  changes: readonly Change[];
  wanted: string;
  onMade: (scenario: string) => void;
}

/** The form, once it is known which scenarios there are. */
export function ApplyForm(props: ApplyFormProps) {
  const { t } = useTranslation("why");
  const scenarios = useScenarios(props.about.project, props.about.economy);
  if (scenarios.error) return <ErrorNote error={scenarios.error} onRetry={() => void scenarios.refetch()} />;
  if (!scenarios.data) return <Skeleton lines={4} label={t("common:loading")} />;
  return <Form {...props} scenarios={scenarios.data} />;
}

function Form({
  plan,
  about,
  what,
  changes,
  wanted,
  onMade,
  scenarios,
}: ApplyFormProps & { scenarios: readonly Scenario[] }) {
  const { t } = useTranslation("why");
  const names = scenarios.map((scenario) => scenario.name);
  const old = goingOnFrom(scenarios, plan.scenario);
  const [chosen, setChosen] = useState<Chosen>({
    into: "new",
    name: freeName(wanted, names),
    title: capital(what),
  });
  const [error, setError] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);
  const taken = chosen.into === "new" && names.includes(chosen.name.trim());
  const save = async () => {
    setSaving(true);
    setError(null);
    const named = { ...chosen, name: chosen.name.trim() };
    const made = madeOf(named, changes, scenarios, plan.scenario);
    try {
      await saveScenario(about, made.base, made.now, t("apply.undo", { name: named.name }));
      onMade(named.name);
    } catch (problem) {
      setError(problem);
      setSaving(false);
    }
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Preview changes={changes} />
      <Into chosen={chosen} old={old} wanted={freeName(wanted, names)} what={what} onChange={setChosen} />
      {chosen.into === "new" && <Names chosen={chosen} taken={taken} onChange={setChosen} />}
      <Standing plan={plan} names={names} into={chosen.into} />
      {error instanceof Overtaken ? (
        <Note kind="warning">{t("apply.overtaken")}</Note>
      ) : (
        error !== null && <ErrorNote error={error} />
      )}
      <Actions>
        <Button kind="primary" type="submit" isDisabled={saving || taken || chosen.name.trim() === ""}>
          {t("apply.save")}
        </Button>
      </Actions>
    </form>
  );
}

/** Which changes the scenario gets. */
function Preview({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation("why");
  const { t: told } = useTranslation("changes");
  const name = useId();
  return (
    <div className={css.block}>
      <h3 id={name}>{t("apply.changes")}</h3>
      <ul className={css.reasons} aria-labelledby={name}>
        {changes.map((change, at) => (
          <li key={at}>{sentenceOf(told, { ...change, because: "" }, (_, each) => each)}</li>
        ))}
      </ul>
    </div>
  );
}

function Into({
  chosen,
  old,
  wanted,
  what,
  onChange,
}: {
  chosen: Chosen;
  old: readonly Scenario[];
  wanted: string;
  what: string;
  onChange: (next: Chosen) => void;
}) {
  const { t } = useTranslation("why");
  const first = old[0];
  if (!first) return null;
  return (
    <>
      <RadioGroup
        className={css.radios ?? ""}
        value={chosen.into}
        onChange={(into) => {
          onChange(
            into === "old"
              ? { into, name: first.name, title: "" }
              : { into: "new", name: wanted, title: capital(what) },
          );
        }}
      >
        <Label className={css.label ?? ""}>{t("apply.into")}</Label>
        <Radio value="new" className={css.radio ?? ""}>
          <span className={css.dot} />
          {t("apply.new")}
        </Radio>
        <Radio value="old" className={css.radio ?? ""}>
          <span className={css.dot} />
          {t("apply.old")}
        </Radio>
      </RadioGroup>
      {chosen.into === "old" && (
        <Select
          label={t("apply.which")}
          value={chosen.name}
          onChange={(name) => {
            onChange({ ...chosen, name });
          }}
          choices={old.map(({ name, title }) => ({ id: name, title: title || name }))}
        />
      )}
    </>
  );
}

function Names({
  chosen,
  taken,
  onChange,
}: {
  chosen: Chosen;
  taken: boolean;
  onChange: (next: Chosen) => void;
}) {
  const { t } = useTranslation("why");
  return (
    <>
      <TextField
        label={t("apply.name")}
        hint={t("apply.nameHint")}
        wrong={taken ? t("apply.taken") : undefined}
        value={chosen.name}
        isRequired
        maxLength={200}
        onChange={(name) => {
          onChange({ ...chosen, name });
        }}
      />
      <TextField
        label={t("apply.scenarioTitle")}
        value={chosen.title}
        onChange={(title) => {
          onChange({ ...chosen, title });
        }}
      />
    </>
  );
}

/** What the scenario goes on from, and what a plan of it will show. */
function Standing({ plan, names, into }: { plan: Result; names: readonly string[]; into: "new" | "old" }) {
  const { t } = useTranslation("why");
  const lost = plan.scenario !== "" && !names.includes(plan.scenario);
  if (lost) return <Note kind="warning">{t("apply.lost", { name: isolated(plan.scenario) })}</Note>;
  return (
    <p className={css.notes}>
      {plan.scenario && into === "new" ? t("apply.goesOn", { name: isolated(plan.scenario) }) : ""}{" "}
      {t("apply.shared")}
    </p>
  );
}
