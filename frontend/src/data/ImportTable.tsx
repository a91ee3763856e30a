// An input–output table made into an economy: its file, its layout, and the job that does it.
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { raw, read, api } from "../api/client";
import { ask, isOver, type JobAsked, useJob } from "../api/progress";
import { keys, memory } from "../api/queries";
import type { Attachment, Economy } from "../api/types";
import { Button } from "../ui/Button";
import { ComboBox, NumberInput, Select, TextField } from "../ui/Field";
import { ErrorNote, Note } from "../ui/Note";
import { Progress } from "../ui/layout";
import css from "./Upload.module.css";

const LAYOUTS = [
  "plain", "symmetric", "one-sheet", "economy", "bea", "wiod2016", "wiod2013", "figaro", "exiobase3",
  "exiobase2", "exiobase1", "icio", "eora26", "gloria", "pymrio",
] as const; // prettier-ignore

interface ImportProps {
  project: string;
  onKept: (economy: Economy) => void;
}

/** A form for the import of a table, which then runs as a job. */
export function ImportTable({ project, onKept }: ImportProps) {
  const { t } = useTranslation("data");
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState("plain");
  const [name, setName] = useState("");
  const [year, setYear] = useState<number | null>(null);
  const [detail, setDetail] = useState("all");
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const begin = async () => {
    if (!file) return;
    setSending(true);
    setError(null);
    try {
      const table = await attached(project, file);
      const coarse = detail === "coarse";
      const job = await ask(project, {
        kind: "import",
        table: table.id,
        source,
        name: name.trim(),
        year: year ?? 0,
        aggregate_regions: coarse ? "continents" : null,
        aggregate_sectors: coarse ? "sections" : null,
      } as JobAsked); // what is left out has a value of the server's own
      setAsked(job.id);
    } catch (refused) {
      setError(refused);
    } finally {
      setSending(false);
    }
  };
  if (asked) {
    return (
      <Importing
        project={project}
        job={asked}
        name={name.trim()}
        onKept={onKept}
        onAgain={() => {
          setAsked(null);
        }}
      />
    );
  }
  return (
    <form
      className={css.keep}
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <p className={css.hint}>{t("import.lead")}</p>
      <div className={css.buttons}>
        <FileTrigger
          onSelect={(files) => {
            const chosen = files?.[0] ?? null;
            setFile(chosen);
            if (chosen && !name) setName(chosen.name.replace(/\.\w+$/, ""));
          }}
        >
          <Button>{t("import.file")}</Button>
        </FileTrigger>
        <span aria-live="polite">
          <bdi>{file?.name ?? t("import.noFile")}</bdi>
        </span>
      </div>
      <ComboBox
        label={t("import.source")}
        hint={t("import.sourceHint")}
        value={source}
        onChange={setSource}
        choices={LAYOUTS.map((id) => ({ id, title: id, hint: t(`import.layouts.${id}`) }))}
      />
      <TextField label={t("upload.name")} value={name} onChange={setName} maxLength={200} />
      <NumberInput
        label={t("import.year")}
        hint={t("import.yearHint")}
        value={year}
        minValue={0}
        maxValue={9999}
        step={1}
        onChange={setYear}
      />
      <Select
        label={t("import.detail")}
        value={detail}
        onChange={setDetail}
        choices={["all", "coarse"].map((id) => ({ id, title: t(`import.details.${id}`) }))}
      />
      {error !== null && <ErrorNote error={error} />}
      <div className={css.buttons}>
        <Button type="submit" kind="primary" isDisabled={!file || name.trim() === "" || isSending}>
          {t("import.begin")}
        </Button>
      </div>
      <p className={css.hint}>
        {t("import.more")} <code dir="ltr">commonweal import --list</code>
      </p>
    </form>
  );
}

async function attached(project: string, file: File): Promise<Attachment> {
  const query = new URLSearchParams({ name: file.name });
  const answer = await raw(`/projects/${project}/attachments?${query.toString()}`, {
    method: "POST",
    body: file,
    headers: { "Content-Type": file.type || "application/octet-stream" },
  });
  return (await answer.json()) as Attachment;
}

interface ImportingProps extends ImportProps {
  job: string;
  name: string;
  onAgain: () => void;
}

function Importing({ project, job: asked, name, onKept, onAgain }: ImportingProps) {
  const { t } = useTranslation("data");
  const job = useJob(project, asked);
  const open = async () => {
    await memory.invalidateQueries({ queryKey: keys.economies(project), exact: true });
    const answer = api.GET("/api/v1/projects/{project}/economies", { params: { path: { project } } });
    const made = (await read(answer)).items.find((economy) => economy.name === name);
    if (made) onKept(made);
  };
  if (job?.state === "finished") {
    return (
      <Note>
        <p>{t("import.done", { name })}</p>
        <Button onPress={() => void open()}>{t("import.open")}</Button>
      </Note>
    );
  }
  if (job && isOver(job)) {
    return (
      <Note kind="error">
        <p>{job.failure?.detail ?? t("common:states.cancelled")}</p>
        {job.failure?.findings.slice(0, 20).map((finding, at) => (
          <p key={at} lang="en">
            {finding.why} {finding.remedy}
          </p>
        ))}
        <Button onPress={onAgain}>{t("common:problem.retry")}</Button>
      </Note>
    );
  }
  return (
    <Progress label={t("import.under", { name })}>
      <p aria-live="polite">{t("import.under", { name })}</p>
      {job?.progress.phase && <p>{job.progress.phase}</p>}
    </Progress>
  );
}
