// Into which scenario a change goes.
import { useTranslation } from "react-i18next";
import type { Scenario } from "../api/types";
import { Select, TextField } from "../ui/Field";
import css from "./changes.module.css";
import type { Target } from "./target";
import { titleOf } from "./tree";

const NEW = "/"; // no scenario has this name

interface TargetFieldsProps {
  scenarios: readonly Scenario[];
  target: Target;
  /** What a new scenario is called where nobody says. */
  title: string;
  onChange: (target: Target) => void;
}

/** A new scenario with its title, and what it goes on from; or one that is there. */
export function TargetFields({ scenarios, target, title, onChange }: TargetFieldsProps) {
  const { t } = useTranslation("changes");
  const known = scenarios.map((each) => ({ id: each.name, title: titleOf(each) }));
  return (
    <>
      <Select
        label={t("target.into")}
        value={target.name || NEW}
        choices={[{ id: NEW, title: t("target.new") }, ...known]}
        onChange={(id) => {
          onChange({ ...target, name: id === NEW ? "" : id });
        }}
      />
      {!target.name && (
        <div className={css.twoFields}>
          <TextField
            label={t("target.title")}
            hint={target.title ? "" : t("target.else", { title })}
            value={target.title}
            maxLength={90}
            onChange={(text) => {
              onChange({ ...target, title: text });
            }}
          />
          {known.length > 0 && (
            <Select
              label={t("target.parent")}
              value={target.parent || NEW}
              choices={[{ id: NEW, title: t("scenario.none") }, ...known]}
              onChange={(id) => {
                onChange({ ...target, parent: id === NEW ? "" : id });
              }}
            />
          )}
        </div>
      )}
    </>
  );
}
