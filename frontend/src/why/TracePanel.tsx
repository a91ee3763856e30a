// What something in a plan is for: whom it serves, and what makes up its price.
import { Waypoints } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobAsked } from "../api/progress";
import { useResult } from "../api/queries";
import { Button } from "../ui/Button";
import { Amount, Percent } from "../ui/figures";
import { Note } from "../ui/Note";
import { USUAL, useAnswer } from "./asking";
import type { About } from "./links";
import { Told, ToldList } from "./Told";
import type { ServingTold, ShareTold } from "./told";
import css from "./why.module.css";
import { Working } from "./Working";

export interface TracePanelProps {
  project: string;
  plan: string;
  subject: { kind: "route" | "supply" | "activity" | "good"; name: string; place?: string; period?: string };
}

/** What something in a plan is for; it takes some seconds to find out, so it is asked by a button. */
export function TracePanel({ project, plan, subject }: TracePanelProps) {
  const { t } = useTranslation("why");
  const { kind, name, place = null, period = null } = subject;
  const body: JobAsked = { ...USUAL, kind: "why", plan, ...named(kind, name), place, period };
  const [wanted, setWanted] = useState("");
  const key = JSON.stringify(body);
  const answer = useAnswer(project, body, wanted === key);
  const economy = useResult(project, plan).data?.economy ?? "";
  const serving = answer.told?.why;
  if (!answer.mayAsk) return null;
  return (
    <section className={css.panel} aria-label={t("trace.title")}>
      {wanted !== key && !answer.job ? (
        <div>
          <Button
            onPress={() => {
              setWanted(key);
            }}
          >
            <Waypoints size={16} aria-hidden />
            {t("trace.title")}
          </Button>
        </div>
      ) : (
        <h3>{t("trace.title")}</h3>
      )}
      {(wanted === key || answer.job) && !serving && (
        <Working project={project} answer={answer} label={t("trace.asking")} />
      )}
      {serving && <Serving serving={serving} about={{ project, plan, economy }} />}
    </section>
  );
}

function named(kind: TracePanelProps["subject"]["kind"], name: string) {
  const none = { route: null, supply: null, activity: null, good: null };
  return { ...none, [kind]: name };
}

function Serving({ serving, about }: { serving: ServingTold; about: About }) {
  const { t } = useTranslation("why");
  if (serving.amount <= 0) return <Note>{t("trace.none")}</Note>;
  return (
    <>
      <p className={css.lead}>
        <Told sentence={serving.headline} about={about} />
      </p>
      <ul className={css.shares}>
        {serving.shares.map((share, at) => (
          <Share key={at} share={share} unit={serving.unit} about={about} />
        ))}
      </ul>
      {serving.prices.length > 0 && (
        <div className={css.block}>
          <h3>{t("trace.price")}</h3>
          <ToldList sentences={serving.prices} about={about} />
        </div>
      )}
      <details className={css.notes}>
        <summary>{t("trace.method")}</summary>
        <ToldList sentences={serving.method} about={about} />
      </details>
    </>
  );
}

function Share({ share, unit, about }: { share: ShareTold; unit: string; about: About }) {
  const serves = share.end === "need";
  return (
    <li className={css.share}>
      <span className={css.percent}>
        <Percent value={share.share} />
      </span>
      <span>
        <Told sentence={share.purpose} about={about} />
        {share.whom.text && (
          <span className={css.soft}>
            {" – "}
            <Told sentence={share.whom} about={about} />
          </span>
        )}
      </span>
      <span className={css.soft}>
        <Amount value={share.amount} unit={unit} />
      </span>
      <div className={css.weight} aria-hidden>
        <div
          className={serves ? undefined : css.idle}
          style={{ inlineSize: `${String(100 * share.share)}%` }}
        />
      </div>
    </li>
  );
}
