// Why something happens, where that is from, and who says so.
import { useTranslation } from "react-i18next";
import { Select, TextField } from "../ui/Field";
import type { FieldProps } from "./ChangeForm";
import css from "./changes.module.css";
import { CONFIDENCES } from "./words";

const UNSAID = "/";

/** The fields of reasons and claims. */
export function ClaimFields({ change, onChange, faults }: FieldProps) {
  const { t } = useTranslation("changes");
  const text = (field: "because" | "claimed_by" | "source" | "note", hint = "") => (
    <TextField
      label={t(`claim.${field}`)}
      {...(hint ? { hint } : {})}
      wrong={faults[field]}
      value={change[field]}
      onChange={(value) => {
        onChange({ [field]: value });
      }}
    />
  );
  return (
    <>
      {text("because", t("claim.becauseHint"))}
      <div className={css.twoFields}>
        {text("claimed_by")}
        <Select
          label={t("claim.confidence")}
          wrong={faults.confidence}
          value={change.confidence || UNSAID}
          choices={[
            { id: UNSAID, title: t("claim.unsaid") },
            ...CONFIDENCES.map((id) => ({ id, title: t(`confidence.${id}`) })),
          ]}
          onChange={(id) => {
            onChange({ confidence: id === UNSAID ? "" : id });
          }}
        />
      </div>
      <div className={css.twoFields}>
        {text("source", t("claim.sourceHint"))}
        {text("note")}
      </div>
    </>
  );
}
