// What one unit more of something is worth: points of coverage, or what is spared.
import { useTranslation } from "react-i18next";
import { Num } from "../../ui/figures";
import { aimTitle } from "../aims";
import type { Picture } from "../picture";
import css from "../plan.module.css";

/** A price with the aim that it is for; coverage is told in points, each one percent of a need. */
export function Worth({
  aim,
  price,
  per = "",
}: {
  aim: Picture["aims"][number] | undefined;
  price: number;
  per?: string | undefined;
}) {
  const { t } = useTranslation("plan");
  if (!aim || !(price > 0)) return "–";
  const isCoverage = aim.tier > 0 && aim.unit === "share";
  return (
    <>
      <Num value={isCoverage ? 100 * price : price} />{" "}
      {isCoverage ? t("prices.points") : <bdi>{aim.unit}</bdi>}
      {per && (
        <>
          {" "}
          {t("prices.per")} <bdi>{per}</bdi>
        </>
      )}
      <small className={css.aim}>{aimTitle(t, aim)}</small>
    </>
  );
}
