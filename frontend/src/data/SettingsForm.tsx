// The settings of an economy: its words for people, its calendar, and what holds where a plan says nothing.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, read, Refusal } from "../api/client";
import type { Economy, Finding, Settings } from "../api/types";
import { Button } from "../ui/Button";
import { ComboBox, DateInput, NumberInput, Select, TextField } from "../ui/Field";
import { ErrorNote, Note } from "../ui/Note";
import { Skeleton } from "../ui/layout";
import { Day, Num } from "../ui/figures";
import { toast } from "../ui/toast";
import css from "./Data.module.css";
import { useNames, useSettings } from "./queries";
import { madeVersion } from "./saving";
import { calendarOf, changedIn, endOf, type Fields, fieldsOf, RULES } from "./settings";
import { n } from "./counting";

interface FormProps {
  project: string;
  economy: Economy;
  mayEdit: boolean;
}

/** The settings as a form; to read alone for who may not change them. */
export function SettingsForm({ project, economy, mayEdit }: FormProps) {
  const { t } = useTranslation("data");
  const found = useSettings(project, economy.id, economy.version.number);
  return (
    <section className={css.panel} aria-label={t("tables.title.economy")}>
      <div className={css.panelHead}>
        <h2>{t("tables.title.economy")}</h2>
        <p className={css.sub}>{t("settings.lead")}</p>
      </div>
      {!mayEdit && <Note>{t("grid.readingOnly")}</Note>}
      {found.error && <ErrorNote error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={8} label={t("common:loading")} />}
      {found.data && <Form project={project} economy={economy} mayEdit={mayEdit} settings={found.data} />}
    </section>
  );
}

function Form({ project, economy, mayEdit, settings }: FormProps & { settings: Settings }) {
  const { t } = useTranslation("data");
  const [fields, setFields] = useState<Fields>(() => fieldsOf(settings));
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const change = changedIn(settings, fields);
  const isSame = Object.keys(change).length === 0;
  const findings = error instanceof Refusal ? (error.problem?.findings ?? []) : [];
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const path = { project, economy: economy.id };
      const header = ifMatch(economy.version.number);
      const answer = api.PATCH("/api/v1/projects/{project}/economies/{economy}/settings", {
        params: { path, header },
        body: { ...change, what: "", dry_run: false },
      });
      const kept = await read(answer);
      madeVersion(t, project, kept.economy);
      toast(t("draft.saved", { number: kept.economy.version.number }));
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <form
      className={css.settings}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Inputs
        project={project}
        economy={economy}
        mayEdit={mayEdit}
        fields={fields}
        wrong={(key) => told(findings, key)}
        onChange={(part) => {
          setFields({ ...fields, ...part });
        }}
      />
      {error !== null && <ErrorNote error={error} />}
      {mayEdit && (
        <div className={css.acts}>
          <Button kind="primary" type="submit" isDisabled={isSame || isBusy || calendarOf(fields) === null}>
            {t("settings.save")}
          </Button>
          <Button
            isDisabled={isSame}
            onPress={() => {
              setFields(fieldsOf(settings));
              setError(null);
            }}
          >
            {t("settings.reset")}
          </Button>
        </div>
      )}
    </form>
  );
}

function told(findings: readonly Finding[], key: string): string | undefined {
  const found = findings.find((finding) => finding.column.startsWith(key));
  return found && `${found.why} ${found.remedy}`;
}

interface InputsProps extends FormProps {
  fields: Fields;
  wrong: (key: string) => string | undefined;
  onChange: (part: Partial<Fields>) => void;
}

function Inputs({ project, economy, mayEdit, fields, wrong, onChange }: InputsProps) {
  const { t } = useTranslation("data");
  const off = { isDisabled: !mayEdit };
  const part = { project, economy: economy.id, version: economy.version.number, table: "goods" };
  const goods = useNames(part, "good", fields.currency);
  const calendar = calendarOf(fields);
  const text = (
    key: "name" | "description" | "currency" | "effort" | "lengths" | "languages",
    lines?: number,
  ) => (
    <TextField
      {...off}
      {...(lines ? { lines } : {})}
      label={t(`settings.${key}`)}
      hint={t(`settings.${key}Hint`)}
      wrong={wrong(key)}
      value={fields[key]}
      onChange={(value) => {
        onChange({ [key]: value });
      }}
    />
  );
  return (
    <>
      {text("name")}
      {text("description", 3)}
      <DateInput
        {...off}
        label={t("settings.start")}
        wrong={wrong("calendar.start")}
        value={fields.start}
        onChange={(start) => {
          onChange({ start });
        }}
      />
      <Select
        {...off}
        label={t("settings.shape")}
        value={fields.shape}
        choices={["equal", "other"].map((id) => ({ id, title: t(`settings.shapes.${id}`) }))}
        onChange={(shape) => {
          onChange({ shape: shape === "equal" ? "equal" : "other" });
        }}
      />
      {fields.shape === "equal" ? (
        <div className={css.pair}>
          <NumberInput
            {...off}
            label={t("settings.periods")}
            wrong={wrong("calendar.")}
            value={fields.periods}
            minValue={1}
            step={1}
            onChange={(periods) => {
              onChange({ periods });
            }}
          />
          <NumberInput
            {...off}
            label={t("settings.days")}
            value={fields.days}
            minValue={1}
            step={1}
            onChange={(days) => {
              onChange({ days });
            }}
          />
        </div>
      ) : (
        text("lengths")
      )}
      <p className={css.sub}>
        {calendar ? (
          <>
            {t("settings.reach", n(calendar.lengths.length))} <Day iso={calendar.start} /> –{" "}
            <Day iso={endOf(calendar)} /> (
            <Num value={calendar.lengths.reduce((sum, days) => sum + days, 0)} /> {t("settings.daysTogether")}
            )
          </>
        ) : (
          t("settings.noCalendar")
        )}
      </p>
      <Select
        {...off}
        label={t("settings.rule")}
        hint={t(`settings.rules.${fields.rule}Hint`)}
        value={fields.rule}
        choices={RULES.map((id) => ({
          id,
          title: t(`settings.rules.${id}`),
          hint: t(`settings.rules.${id}Hint`),
        }))}
        onChange={(rule) => {
          onChange({ rule: RULES.find((each) => each === rule) ?? fields.rule });
        }}
      />
      {text("effort")}
      <ComboBox
        {...off}
        label={t("settings.currency")}
        hint={t("settings.currencyHint")}
        wrong={wrong("currency")}
        value={fields.currency}
        allowsCustom
        choices={goods.map((id) => ({ id, title: id }))}
        onChange={(currency) => {
          onChange({ currency });
        }}
      />
      {text("languages")}
      <Select
        {...off}
        label={t("settings.decimal")}
        hint={t("settings.decimalHint")}
        value={fields.decimal}
        choices={[".", ","].map((id) => ({ id, title: t(id === "." ? "settings.point" : "settings.comma") }))}
        onChange={(decimal) => {
          onChange({ decimal: decimal === "," ? "," : "." });
        }}
      />
    </>
  );
}
