// The slider through the periods of a plan, over a strip of coverage; it can play by itself.
import { Pause, Play } from "lucide-react";
import { memo, useCallback, useLayoutEffect, useRef } from "react";
import { Slider, SliderThumb, SliderTrack, ToggleButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { number } from "../language/format";
import { isolated } from "../language/isolated";
import { buttonClass, IconButton } from "../ui/Button";
import { colour, shade } from "../ui/coverage";
import { Select } from "../ui/Field";
import type { OverPeriods, Picture } from "./picture";
import { Period, usePeriodTitle } from "./Period";
import css from "./plan.module.css";
import { SPEEDS, usePlaying } from "./usePlaying";

interface TimeSliderProps {
  picture: Picture;
  /** Coverage in each period, for the strip. */
  over: OverPeriods;
  period: number | null;
  /** Show a period at once. */
  onPreview: (period: number | null) => void;
  /** Stay at a period; at the whole plan for null. */
  onStay: (period: number | null) => void;
}

/** The days that are shown, the slider, and its buttons. */
export function TimeSlider({ picture, over, period, onPreview, onStay }: TimeSliderProps) {
  const { t } = useTranslation("plan");
  const n = picture.periods.length;
  const playing = usePlaying(n, period, onPreview, onStay);
  const title = usePeriodTitle(picture, period);
  return (
    <section className={css.time} aria-label={t("time.label")}>
      <div className={css.timeHead}>
        <IconButton
          label={t(playing.isPlaying ? "time.pause" : "time.play")}
          kind="plain"
          isDisabled={n < 2}
          onPress={playing.isPlaying ? playing.pause : playing.play}
        >
          {playing.isPlaying ? (
            <Pause size={18} aria-hidden />
          ) : (
            <Play size={18} aria-hidden className="mirrored" />
          )}
        </IconButton>
        <ToggleButton
          isSelected={period === null}
          onChange={(isWhole) => {
            playing.pause();
            onStay(isWhole ? null : 0);
          }}
          className={`${buttonClass()} ${css.toggle ?? ""}`}
        >
          {t("whole")}
        </ToggleButton>
        <p className={css.when} aria-live={playing.isPlaying ? "off" : "polite"}>
          <Period picture={picture} period={period} />
        </p>
        <div className={css.speed}>
          <Select
            label={t("time.speed")}
            hideLabel
            value={String(playing.speed)}
            choices={SPEEDS.map((speed) => ({
              id: String(speed),
              title: isolated(`${number(speed)} ×`),
            }))}
            onChange={(speed) => {
              playing.setSpeed(Number(speed));
            }}
          />
        </div>
      </div>
      <Track {...{ picture, over, period, onPreview, onStay, title }} />
    </section>
  );
}

function Track({ picture, over, period, onPreview, onStay, title }: TimeSliderProps & { title: string }) {
  const { t } = useTranslation("plan");
  const input = useRef<HTMLInputElement>(null);
  const n = picture.periods.length;
  const last = useRef<number | null>(period);
  useLayoutEffect(() => {
    // The words of a period say more than its number, which is all that the slider itself knows.
    input.current?.setAttribute("aria-valuetext", title);
  });
  const change = useCallback(
    (value: number) => {
      last.current = value;
      onPreview(value);
    },
    [onPreview],
  );
  if (n === 0) return null;
  return (
    <Slider
      className={css.slider ?? ""}
      aria-label={t("time.slider")}
      value={period ?? 0}
      minValue={0}
      maxValue={Math.max(n - 1, 1)}
      step={1}
      isDisabled={n < 2}
      onChange={change}
      onChangeEnd={(value) => {
        onStay(value);
      }}
    >
      <SliderTrack className={css.track ?? ""}>
        <Strip picture={picture} over={over} period={period} />
        <SliderThumb
          className={`${css.thumb ?? ""} ${period === null ? (css.asleep ?? "") : ""}`}
          inputRef={input}
        />
      </SliderTrack>
    </Slider>
  );
}

/** Coverage in each period, behind the slider. */
const Strip = memo(function Strip({
  picture,
  over,
  period,
}: Pick<TimeSliderProps, "picture" | "over" | "period">) {
  return (
    <span className={css.strip} aria-hidden>
      {[...over.mean].map((mean, at) => (
        <span
          key={picture.periods[at]?.start ?? at}
          className={css.tick}
          data-now={at === period ? "yes" : undefined}
          style={{ background: colour(shade(covered(mean, over.lowest[at]))) }}
        />
      ))}
    </span>
  );
});

/** The share that colours a period: full only where nobody is short. */
function covered(mean: number, lowest: number | undefined): number {
  return (lowest ?? NaN) < 1 - 1e-6 ? Math.min(mean, 0.999) : mean;
}
