// A page about a plan as it will be read on paper: seen here, and saved in every form.
import { Download, ExternalLink } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { asksByLink, download } from "../api/client";
import { useProject, useResult } from "../api/queries";
import { paths } from "../app/paths";
import { problemWords } from "../app/words";
import { type Language, LANGUAGES, spoken } from "../language";
import { Button, buttonClass, LinkButton } from "../ui/Button";
import { Select } from "../ui/Field";
import { Page, PageHead, Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { toast } from "../ui/toast";
import { CopyAs } from "./CopyAs";
import { addressOf, type Form, FORMS, type Printed, usePrinted } from "./printed";
import css from "./printed.module.css";
import { here, printedRecipe } from "./recipes";

interface PrintedPageProps {
  project: string;
  plan: string;
  what: Printed;
  /** What stands between the head and the page. */
  children?: ReactNode;
}

/** The page, the languages that it is there in, and the ways to take it along. */
export function PrintedPage({ project, plan, what, children }: PrintedPageProps) {
  const { t } = useTranslation("report");
  const [language, setLanguage] = useState<Language>(spoken());
  const page = usePrinted(project, plan, what, language);
  const result = useResult(project, plan).data;
  const name = useProject(project).data?.name ?? "";
  const about = typeof result?.summary.economy === "string" ? result.summary.economy : "";
  const named = { id: plan, name: [about, result?.scenario ?? ""].filter(Boolean).join(", ") };
  return (
    <Page>
      <PageHead
        title={t(`${what}.title`)}
        sub={named.name ? <bdi>{named.name}</bdi> : undefined}
        actions={
          <>
            <LinkButton kind="quiet" to={paths.plan(project, plan)}>
              {t("printed.back")}
            </LinkButton>
            <CopyAs {...printedRecipe(here({ id: project, name }), named, what, FORMS[what][0], language)} />
          </>
        }
      />
      <Bar project={project} plan={plan} what={what} language={language} onLanguage={setLanguage} />
      {children}
      {page.isPending && <Skeleton lines={12} label={t("printed.making")} />}
      {page.error && <ErrorNote error={page.error} onRetry={() => void page.refetch()} />}
      {page.data && <iframe className={css.sheet} sandbox="" srcDoc={page.data} title={t(`${what}.frame`)} />}
    </Page>
  );
}

interface BarProps extends Omit<PrintedPageProps, "children"> {
  language: Language;
  onLanguage: (language: Language) => void;
}

/** The language of the page, and how it is saved. */
function Bar({ project, plan, what, language, onLanguage }: BarProps) {
  const { t } = useTranslation("report");
  return (
    <div className={css.bar}>
      <div className={css.language}>
        <Select
          label={t("printed.language")}
          value={language}
          onChange={(next) => {
            onLanguage(next === "ar" ? "ar" : "en");
          }}
          choices={Object.entries(LANGUAGES).map(([id, title]) => ({ id, title }))}
        />
      </div>
      <div className={css.ways}>
        {FORMS[what].map((form) => (
          <SaveButton
            key={form}
            form={form}
            isFirst={form === FORMS[what][0]}
            address={addressOf(project, plan, what, { format: form, language })}
            name={`${what}.${form}`}
          />
        ))}
        {!asksByLink() && (
          <a
            className={buttonClass("quiet")}
            href={`/api/v1${addressOf(project, plan, what, { language, show: true })}`}
            target="_blank"
            rel="noopener"
          >
            <ExternalLink size={16} aria-hidden />
            {t("printed.tab")}
          </a>
        )}
      </div>
    </div>
  );
}

/** Save the page in one form. */
function SaveButton(props: { form: Form; isFirst: boolean; address: string; name: string }) {
  const { t } = useTranslation(["report", "common"]);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await download(props.address, props.name);
    } catch (error) {
      toast(problemWords(t, error));
    }
    setBusy(false);
  };
  return (
    <Button kind={props.isFirst ? "primary" : "plain"} isDisabled={busy} onPress={() => void save()}>
      <Download size={16} aria-hidden />
      {t(`report:form.${props.form}`)}
    </Button>
  );
}
