// What the shades of a table mean.
import { useTranslation } from "react-i18next";
import { percent } from "../language/format";
import css from "./industry.module.css";
import { type Compared, ENDS } from "./matrix";

/** The shades with the shares of the largest that they stand for; `area` for those of a map. */
export function HeatLegend({ compared, area = false }: { compared: Compared; area?: boolean }) {
  const { t } = useTranslation("industry");
  return (
    <div className={css.legend}>
      <span>{t(`legend.${compared}`)}</span>
      <ul aria-label={t(`legend.${compared}`)}>
        {ENDS.map((end, at) => (
          <li key={end}>
            <i {...(area ? { "data-shade": `h${String(at + 1)}` } : { "data-heat": at + 1 })} aria-hidden />
            <bdi>{t("legend.upTo", { share: percent(end) })}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
