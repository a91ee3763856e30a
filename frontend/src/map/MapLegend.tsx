// The legend of a map: shades of coverage with their hatching, widths of lines, sizes of circles, marks.
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { number, percent, short } from "../language/format";
import { colour, type Shade, SHADES, STEPS } from "../ui/coverage";
import { radiusOf } from "./drawing";
import { Cross } from "./layers";
import { roundSteps, widthOf } from "./lines";
import css from "./map.module.css";
import { hatching, Patterns } from "./Patterns";

interface MapLegendProps {
  /** What the widest line stands for, and in what unit. */
  most: number;
  unit: string;
  /** People of the largest circle; 0 where there are none. */
  people: number;
  hasAreas: boolean;
  hasClosed: boolean;
  sources: readonly string[];
}

const LOWER = [0, ...STEPS];
const UPPER = [...STEPS, 1];

/** What the marks of a map mean. */
export function MapLegend({ most, unit, people, hasAreas, hasClosed, sources }: MapLegendProps) {
  const { t } = useTranslation("map");
  return (
    <div className={css.legend}>
      <Shades hasAreas={hasAreas} hasCircles={people > 0} />
      <ul className={css.legendRow} aria-label={t("legendRoutes")}>
        {roundSteps(most).map((amount) => (
          <li key={amount}>
            <svg width={30} height={14} aria-hidden>
              <path d="M1 7H29" className={css.road} style={{ strokeWidth: widthOf(amount, most) }} />
            </svg>
            <bdi>
              {number(amount)} {unit}
            </bdi>
          </li>
        ))}
        <li>
          <svg width={30} height={14} aria-hidden>
            <path d="M1 7H29" className={css.idle} />
          </svg>
          {t("legendIdle")}
        </li>
        {hasClosed && (
          <li>
            <svg width={16} height={16} aria-hidden>
              <Cross at={[8, 8]} />
            </svg>
            {t("legendClosed")}
          </li>
        )}
        {people > 0 && <Sizes people={people} />}
      </ul>
      {sources.length > 0 && (
        <p className={css.source}>
          {t("boundaries")} <bdi>{sources.join("; ")}</bdi>
        </p>
      )}
    </div>
  );
}

/** The shades; full areas are lighter than full circles, so both are shown where there are both. */
function Shades({ hasAreas, hasCircles }: { hasAreas: boolean; hasCircles: boolean }) {
  const { t } = useTranslation();
  const patterns = useId().replace(/\W/g, "");
  const words = (which: Shade, step: number) => {
    if (which === "full" || which === "none") return t(`coverage.${which}`);
    return `${percent(LOWER[step] ?? 0).replace(/\s*%\s*/, "")}–${percent(UPPER[step] ?? 1)}`;
  };
  return (
    <ul className={css.legendRow} aria-label={t("coverage.legend")}>
      {SHADES.map((which, step) => {
        const hatch = hatching(patterns, which);
        return (
          <li key={which}>
            <svg width={18} height={14} aria-hidden>
              {step === 0 && <Patterns of={patterns} />}
              <rect width={18} height={14} rx={3} style={{ fill: colour(which, hasAreas) }} />
              {hasAreas && hasCircles && which === "full" && (
                <circle cx={9} cy={7} r={4.5} className={css.size} style={{ fill: colour(which) }} />
              )}
              {hatch && <rect width={18} height={14} rx={3} fill={hatch} />}
            </svg>
            <bdi>{words(which, step)}</bdi>
          </li>
        );
      })}
    </ul>
  );
}

function Sizes({ people }: { people: number }) {
  const { t } = useTranslation("map");
  const [most = 0] = roundSteps(people);
  return [most, most / 10]
    .filter((count) => count >= 1)
    .map((count) => {
      const radius = radiusOf(count, people);
      return (
        <li key={count}>
          <svg width={2 * radius + 2} height={2 * radius + 2} aria-hidden>
            <circle cx={radius + 1} cy={radius + 1} r={radius} className={css.size} />
          </svg>
          <bdi>{t("people", { count, people: short(count) })}</bdi>
        </li>
      );
    });
}
