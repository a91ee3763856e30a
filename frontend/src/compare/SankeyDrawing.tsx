// The drawn way of a good: boxes and bands that can be reached by the keyboard, each with its name.
import type { TFunction } from "i18next";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { direction, spoken } from "../language";
import { number } from "../language/format";
import css from "./Sankey.module.css";
import { type Band, type Box, type Drawn, pathOf } from "./sankey";
import { stopTone, stopWords } from "./stops";

interface SankeyDrawingProps {
  drawn: Drawn;
  width: number;
  height: number;
  margin: number;
  unit: string;
  label: string;
  describedBy: string;
}

const OVER = 18; // room above the boxes for their names
const LETTER = 6.6; // mean width of a letter of a name

/** One plan's picture; in Arabic it runs from right to left, as it is read. */
export function SankeyDrawing(props: SankeyDrawingProps) {
  const { drawn, width, height, margin, unit, label, describedBy } = props;
  const { t } = useTranslation("compare");
  const [stop, setStop] = useState<string | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const isMirrored = direction(spoken()) === "rtl";
  const words = new Map<string, string>();
  for (const box of drawn.boxes)
    words.set(box.key, `${stopWords(t, box.stop)}: ${number(box.stop.amount)} ${unit}`);
  for (const band of drawn.bands) words.set(band.key, bandWords(t, band, unit));
  const order = [...words.keys()];
  const here = stop ?? order[0] ?? null;
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step || here === null) return;
    event.preventDefault();
    const next = order[(order.indexOf(here) + step + order.length) % order.length] ?? here;
    setStop(next);
    const things = event.currentTarget.querySelectorAll<SVGElement>("[data-way]");
    things[order.indexOf(next)]?.focus();
  };
  const thing = (key: string) => ({
    "data-way": "",
    role: "img",
    tabIndex: key === here ? 0 : -1,
    "aria-label": words.get(key) ?? "",
    onFocus: () => {
      setStop(key);
      setShown(key);
    },
    onBlur: () => {
      setShown(null);
    },
    onPointerEnter: () => {
      setShown(key);
    },
    onPointerLeave: () => {
      setShown(null);
    },
  });
  const mirror = isMirrored
    ? `translate(${String(width - margin)} ${String(OVER)}) scale(-1 1)`
    : `translate(${String(margin)} ${String(OVER)})`;
  return (
    <>
      <svg
        width={width}
        height={height + OVER + depth(drawn, height)}
        className={css.drawing}
        role="group"
        aria-label={label}
        aria-describedby={describedBy}
        onKeyDown={onKeyDown}
      >
        <g transform={mirror}>
          {drawn.boxes.map((box) => (
            <rect
              key={box.key}
              {...thing(box.key)}
              x={box.x}
              y={box.y}
              width={box.width}
              height={Math.max(box.height, 1.5)}
              className={`${css.box ?? ""} ${css[stopTone(box.stop)] ?? ""}`}
            />
          ))}
          {drawn.bands.map((band) => (
            <path
              key={band.key}
              {...thing(band.key)}
              d={pathOf(band)}
              className={`${css.band ?? ""} ${css[stopTone(band.to.stop)] ?? ""} ${band.back ? (css.back ?? "") : ""}`}
              style={{ strokeWidth: Math.max(band.width, 1) }}
            />
          ))}
        </g>
        <g className={css.names} aria-hidden>
          {drawn.boxes.map((box) => (
            <Name key={box.key} box={box} {...{ width, margin, isMirrored }} words={stopWords(t, box.stop)} />
          ))}
        </g>
      </svg>
      <p className={css.told} aria-hidden>
        {shown === null ? " " : <bdi>{words.get(shown)}</bdi>}
      </p>
    </>
  );
}

interface NameProps {
  box: Box;
  width: number;
  margin: number;
  isMirrored: boolean;
  words: string;
}

/** A box's name above it: towards the middle at both edges of the picture. */
function Name({ box, width, margin, isMirrored, words }: NameProps) {
  const from = margin + (box.isLast ? box.x + box.width : box.x);
  const x = isMirrored ? width - from : from;
  const most = Math.floor(width / 3.2 / LETTER);
  return (
    <text
      x={x}
      y={OVER + box.y - 5}
      textAnchor={box.isLast ? "end" : "start"}
      direction={isMirrored ? "rtl" : "ltr"}
    >
      {words.length > most ? `${words.slice(0, most - 1)}…` : words}
    </text>
  );
}

function bandWords(t: TFunction, { from, to, amount, routes }: Band, unit: string): string {
  return t(routes.length > 0 ? "compare:sankey.legBy" : "compare:sankey.leg", {
    from: stopWords(t, from.stop),
    to: stopWords(t, to.stop),
    amount: `${number(amount)} ${unit}`,
    routes: routes.join(", "),
  });
}

/** How far bands that lead back reach below the boxes. */
function depth({ bands }: Drawn, height: number): number {
  const under = bands
    .filter(({ back }) => back)
    .map(({ from, to, width }) => Math.max(from.y + from.height, to.y + to.height) + 24 + 1.5 * width);
  return Math.max(8, ...under.map((y) => y - height + 4));
}
