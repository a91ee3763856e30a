// One slider for all plans: the whole time, or one of the periods that all of them have.
import { useTranslation } from "react-i18next";
import {
  Label,
  Slider,
  SliderThumb,
  SliderTrack,
  ToggleButton,
  ToggleButtonGroup,
} from "react-aria-components";
import { day } from "../language/format";
import { Day } from "../ui/figures";
import css from "./compare.module.css";
import type { JointPeriod } from "./joint";

interface PeriodSliderProps {
  periods: readonly JointPeriod[];
  period: string | null;
  onPeriod: (start: string | null) => void;
}

/** Choose the whole time, or slide through its periods. */
export function PeriodSlider({ periods, period, onPeriod }: PeriodSliderProps) {
  const { t } = useTranslation("compare");
  const at = periods.findIndex(({ start }) => start === period);
  const isWhole = at < 0;
  return (
    <div className={css.time}>
      <ToggleButtonGroup
        className={css.toggles ?? ""}
        aria-label={t("time.label")}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[isWhole ? "whole" : "each"]}
        onSelectionChange={(keys) => {
          onPeriod(keys.has("each") ? (periods[0]?.start ?? null) : null);
        }}
      >
        <ToggleButton id="whole" className={css.toggle ?? ""}>
          {t("time.whole")}
        </ToggleButton>
        <ToggleButton id="each" className={css.toggle ?? ""}>
          {t("time.each")}
        </ToggleButton>
      </ToggleButtonGroup>
      {isWhole ? (
        <p className={css.span}>
          <Span periods={periods} />
        </p>
      ) : (
        <Slide periods={periods} at={at} onPeriod={onPeriod} />
      )}
    </div>
  );
}

/** From the first day of periods to the last. */
function Span({ periods }: { periods: readonly JointPeriod[] }) {
  const { t } = useTranslation("compare");
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return null;
  return (
    <>
      <Day iso={first.start} /> – <Day iso={lastDay(last)} /> · {t("time.periods", { count: periods.length })}
    </>
  );
}

/** The last day of a period. */
function lastDay({ start, days }: JointPeriod): string {
  const end = new Date(`${start}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() + days - 1);
  return end.toISOString().slice(0, 10);
}

interface SlideProps {
  periods: readonly JointPeriod[];
  at: number;
  onPeriod: (start: string | null) => void;
}

function Slide({ periods, at, onPeriod }: SlideProps) {
  const { t } = useTranslation("compare");
  const period = periods[at];
  const words = period ? `${day(period.start)} – ${day(lastDay(period))}` : "";
  return (
    <Slider
      className={css.slider ?? ""}
      value={at}
      minValue={0}
      maxValue={Math.max(periods.length - 1, 1)}
      isDisabled={periods.length < 2}
      onChange={(next) => {
        onPeriod(periods[next]?.start ?? null);
      }}
    >
      <Label className={css.span ?? ""}>
        {t("time.period")} <bdi>{words}</bdi>
      </Label>
      <SliderTrack className={css.track ?? ""}>
        <SliderThumb className={css.thumb ?? ""} aria-label={`${t("time.period")} ${words}`} />
      </SliderTrack>
    </Slider>
  );
}
