// Begin a scenario: its title, and what it goes on from.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Scenario } from "../api/types";
import { Button } from "../ui/Button";
import { Actions, Dialog } from "../ui/Dialog";
import { Select, TextField } from "../ui/Field";
import css from "./changes.module.css";
import { blankScenario, draftKey, replace } from "./draft";
import { nameFor, titleOf } from "./tree";

interface NewScenarioButtonProps {
  project: string;
  economy: string;
  known: readonly Scenario[];
  onMade: (name: string) => void;
}

/** A button that begins a scenario; it is kept on the server once it is saved. */
export function NewScenarioButton(props: NewScenarioButtonProps) {
  const { t } = useTranslation("changes");
  return (
    <Dialog
      title={t("new.title")}
      trigger={
        <Button kind="primary">
          <Plus size={16} aria-hidden />
          {t("new.button")}
        </Button>
      }
    >
      {(close) => <NewForm {...props} onClose={close} />}
    </Dialog>
  );
}

const NONE = "/"; // no scenario has this name

function NewForm({
  project,
  economy,
  known,
  onMade,
  onClose,
}: NewScenarioButtonProps & { onClose: () => void }) {
  const { t } = useTranslation("changes");
  const [title, setTitle] = useState("");
  const [parent, setParent] = useState(NONE);
  const name = nameFor(
    title,
    known.map((each) => each.name),
  );
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        const now = blankScenario(name, title.trim(), parent === NONE ? "" : parent);
        replace(draftKey(project, economy, name), { base: null, now }, t("undo.begun", { title: now.title }));
        onClose();
        onMade(name);
      }}
    >
      <TextField
        label={t("scenario.title")}
        hint={title ? t("new.name", { name }) : t("new.hint")}
        value={title}
        maxLength={90}
        autoFocus
        onChange={setTitle}
      />
      <Select
        label={t("scenario.parent")}
        hint={t("scenario.parentHint")}
        value={parent}
        choices={[
          { id: NONE, title: t("scenario.none") },
          ...known.map((each) => ({ id: each.name, title: titleOf(each) })),
        ]}
        onChange={setParent}
      />
      <Actions>
        <Button kind="primary" type="submit" isDisabled={!title.trim()}>
          {t("new.make")}
        </Button>
      </Actions>
    </form>
  );
}
