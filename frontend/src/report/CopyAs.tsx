// "Copy as…": what a screen shows, as Python, as a command, and as a request.
import { ClipboardCopy, Code } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Tabs } from "../ui/Tabs";
import { toast } from "../ui/toast";
import css from "./CopyAs.module.css";
import type { Recipe } from "./recipes";

const WAYS = ["python", "cli", "curl"] as const;

/** A button that opens the ways to have the data of this screen in a program. */
export function CopyAs(recipe: Recipe) {
  const { t } = useTranslation("report");
  const ways = WAYS.filter((way) => recipe[way]);
  return (
    <Dialog
      title={t("copy.title")}
      wide
      trigger={
        <Button kind="quiet">
          <Code size={16} aria-hidden />
          {t("copy.as")}
        </Button>
      }
    >
      <p className={css.lead}>{t("copy.lead")}</p>
      <Tabs
        label={t("copy.ways")}
        parts={ways.map((way) => ({
          id: way,
          title: t(`copy.way.${way}`),
          children: <Listing text={recipe[way] ?? ""} hint={t(`copy.hint.${way}`)} />,
        }))}
      />
    </Dialog>
  );
}

function Listing({ text, hint }: { text: string; hint: string }) {
  const { t } = useTranslation("report");
  const name = useId();
  return (
    <div className={css.listing}>
      <p id={name} className={css.hint}>
        {hint}
      </p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <pre className={css.code} dir="ltr" lang="en" tabIndex={0} role="region" aria-labelledby={name}>
        <code>{text}</code>
      </pre>
      <Button
        kind="primary"
        onPress={() => {
          void copied(text).then((done) => {
            toast(t(done ? "copy.done" : "copy.failed"));
          });
        }}
      >
        <ClipboardCopy size={16} aria-hidden />
        {t("copy.copy")}
      </Button>
    </div>
  );
}

/** Put text into the clipboard; false where the browser does not let us (without https, say). */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // the text stays in sight, to be marked by hand
  }
}
