// The scale of coverage as swatches with words.
import { useTranslation } from "react-i18next";
import { percent } from "../language/format";
import { colour, type Shade, SHADES, STEPS } from "./coverage";
import css from "./Legend.module.css";

const LOWER = [0, ...STEPS];
const UPPER = [...STEPS, 1];

/** What each shade of coverage means; `area` for pictures of areas, where full is lighter. */
export function Legend({ area = false }: { area?: boolean }) {
  const { t } = useTranslation();
  const words = (which: Shade, at: number) => {
    if (which === "full" || which === "none") return t(`coverage.${which}`);
    return `${percent(LOWER[at] ?? 0).replace(/\s*%$/, "")}–${percent(UPPER[at] ?? 1)}`;
  };
  return (
    <ul className={css.legend} aria-label={t("coverage.legend")}>
      {SHADES.map((which, at) => (
        <li key={which}>
          <i className={css.swatch} data-shade={which} style={{ background: colour(which, area) }} />
          <bdi>{words(which, at)}</bdi>
        </li>
      ))}
    </ul>
  );
}
