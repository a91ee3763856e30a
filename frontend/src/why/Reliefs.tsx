// What would help one need, the greatest gain first, each with a way to make a scenario of it.
import { useTranslation } from "react-i18next";
import { Num, Percent } from "../ui/figures";
import { ApplyButton } from "./ApplyButton";
import { CoverageBar } from "./CoverageBar";
import type { About } from "./links";
import { nameFor } from "./naming";
import { Told } from "./Told";
import type { NeedTold, ReliefTold } from "./told";
import css from "./why.module.css";

const NOTHING = 1e-9; // of the person-days that a need is about: a step too small to give anything

/** The reliefs of a need; nothing where nothing in the tables would help. */
export function Reliefs({ need, about }: { need: NeedTold; about: About }) {
  const { t } = useTranslation("why");
  if (need.reliefs.length === 0) return null;
  return (
    <div className={css.block}>
      <h3>{t("help")}</h3>
      <ol className={css.reliefs}>
        {need.reliefs.map((relief, at) => (
          <Relief key={at} relief={relief} need={need} about={about} />
        ))}
      </ol>
      <p className={css.notes}>{t("helpNote")}</p>
    </div>
  );
}

function Relief({ relief, need, about }: { relief: ReliefTold; need: NeedTold; about: About }) {
  const { t } = useTranslation("why");
  const gives = relief.person_days > NOTHING * need.cell.person_days;
  return (
    <li className={css.relief}>
      <p>
        <Told sentence={relief.steps} about={about} />
      </p>
      {gives ? (
        <>
          <CoverageBar before={need.highest} after={relief.coverage} />
          <p className={css.gain}>
            <span>
              <Percent value={need.highest} /> <span aria-hidden>{t("arrow")}</span>
              <span className="hidden">{t("to")}</span>{" "}
              <strong>
                <Percent value={relief.coverage} />
              </strong>
            </span>
            <span>
              +<Num value={relief.person_days} /> {t("personDays")}
            </span>
          </p>
        </>
      ) : (
        <p className={css.notes}>{t("nothingYet")}</p>
      )}
      <ApplyButton
        about={about}
        what={relief.steps.text}
        changes={relief.changes}
        wanted={nameFor(need.cell.place, need.cell.good)}
      />
    </li>
  );
}
