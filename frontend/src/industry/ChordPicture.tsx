// Flows as a ring of chords: as broad as what goes, in the colour of where it comes from.
import { type Chord, type ChordGroup, type ChordSubgroup, chordDirected, ribbonArrow } from "d3-chord";
import { arc } from "d3-shape";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { short } from "../language/format";
import { chordMatrix, type Joined } from "./flows";
import css from "./industry.module.css";

const WIDTH = 760; // names stand out on both sides
const HEIGHT = 660;
const OUTER = 224;
const INNER = 210;
const LONGEST = 20;

/** Colours in turn; names stand beside every arc, so that nothing hangs on them. */
export function colourOf(at: number): string {
  return `var(--series-${String((at % 8) + 1)})`;
}

function cut(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

/** A ring of those that give and take, and chords between them. */
export function ChordPicture({
  joined,
  names,
  unit,
  label,
}: {
  joined: Joined;
  names: readonly string[];
  unit: string;
  label: string;
}) {
  const { t } = useTranslation("industry");
  const [chosen, setChosen] = useState<number | null>(null);
  const chords = chordDirected()
    .padAngle(0.03)
    .sortSubgroups((a, b) => b - a)(chordMatrix(joined));
  const ribbon = ribbonArrow<unknown, Chord, ChordSubgroup>()
    .radius(INNER - 3)
    .padAngle(0.01)
    .headRadius(10);
  const ring = arc<ChordGroup>().innerRadius(INNER).outerRadius(OUTER);
  const drawn = ribbon as unknown as (chord: Chord) => string | null;
  const isFaint = (chord: Chord) =>
    chosen !== null && chord.source.index !== chosen && chord.target.index !== chosen;
  return (
    <svg
      viewBox={[-WIDTH / 2, -HEIGHT / 2, WIDTH, HEIGHT].join(" ")}
      className={css.picture}
      role="img"
      aria-label={label}
      direction="ltr"
    >
      <g>
        {chords.map((chord) => (
          <path
            key={`${String(chord.source.index)} ${String(chord.target.index)}`}
            d={drawn(chord) ?? ""}
            fill={colourOf(chord.source.index)}
            className={css.chord}
            data-faint={isFaint(chord) || undefined}
          >
            <title>
              {t("flows.told", {
                source: names[chord.source.index],
                target: names[chord.target.index],
                amount: short(chord.source.value),
                unit,
              })}
            </title>
          </path>
        ))}
      </g>
      {chords.groups.map((group) => (
        <g
          key={group.index}
          onPointerEnter={() => {
            setChosen(group.index);
          }}
          onPointerLeave={() => {
            setChosen(null);
          }}
        >
          <path d={ring(group) ?? ""} fill={colourOf(group.index)} />
          <ArcName group={group} name={names[group.index] ?? ""} />
        </g>
      ))}
    </svg>
  );
}

/** The name beside an arc, turned so that it can be read. */
function ArcName({ group, name }: { group: ChordGroup; name: string }) {
  const middle = (group.startAngle + group.endAngle) / 2;
  const isLeft = middle > Math.PI;
  const turned = `rotate(${String((middle * 180) / Math.PI - 90)}) translate(${String(OUTER + 6)})`;
  return (
    <text
      transform={`${turned}${isLeft ? " rotate(180)" : ""}`}
      textAnchor={isLeft ? "end" : "start"}
      dy="0.35em"
      className={css.pictureName}
    >
      <title>{name}</title>
      {cut(name)}
    </text>
  );
}
