// Who is worst off: the shortages of what is shown, the most urgent first.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../language/format";
import { isolated } from "../language/isolated";
import { titleOf } from "../map/names";
import { Button } from "../ui/Button";
import { Day, People, Percent } from "../ui/figures";
import { EmptyState } from "../ui/layout";
import type { Scene, Shortage } from "./picture";
import css from "./plan.module.css";
import { Covered } from "./panels/Covered";
import { WhyButton } from "./panels/WhyButton";

interface WorstOffProps {
  scene: Scene;
  shortages: readonly Shortage[];
  onPlace: (place: number) => void;
  onWhy: (cell: number) => void;
}

const FIRST = 12;
const MORE = 50;

/** The list of shortages; each leads to its place, and to why it is. */
export function WorstOff({ scene, shortages, onPlace, onWhy }: WorstOffProps) {
  const { t } = useTranslation("plan");
  const [most, setMost] = useState(FIRST);
  if (shortages.length === 0) return <EmptyState title={t("worst.none")}>{t("worst.noneWords")}</EmptyState>;
  return (
    <>
      <ol className={css.worst}>
        {shortages.slice(0, most).map((shortage) => (
          <Row key={shortage.cell} {...{ scene, shortage, onPlace, onWhy }} />
        ))}
      </ol>
      {shortages.length > most && (
        <Button
          kind="quiet"
          onPress={() => {
            setMost(most + MORE);
          }}
        >
          {t("worst.more", { count: shortages.length - most })}
        </Button>
      )}
    </>
  );
}

function Row({
  scene,
  shortage: { cell, times },
  onPlace,
  onWhy,
}: Omit<WorstOffProps, "shortages"> & { shortage: Shortage }) {
  const { t } = useTranslation("plan");
  const { cells, picture } = scene;
  const place = cells.place[cell] ?? 0;
  const need = picture.needs[cells.need[cell] ?? 0];
  const good = titleOf(need && picture.goods[need.good]);
  const who = titleOf(picture.groups[cells.group[cell] ?? 0]);
  const where = titleOf(picture.places[place]);
  return (
    <li className={css.shortage}>
      <button
        type="button"
        className={css.shortagePlace}
        onClick={() => {
          onPlace(place);
        }}
      >
        <strong>
          <bdi>{where}</bdi>
        </strong>
        <span>
          <bdi>{good}</bdi>
        </span>
        <small>
          <bdi>{who}</bdi> · <People value={cells.people[cell] ?? 0} /> {t("worst.people")} ·{" "}
          {t("worst.from")} <Day iso={picture.periods[cells.first[cell] ?? 0]?.start ?? ""} brief />
          {times > 1 && <> · {t("worst.times", { count: times, times: isolated(number(times)) })}</>}
        </small>
      </button>
      <span className={css.shortageShare}>
        <Covered share={cells.coverage[cell] ?? 0} />
        <Percent value={cells.coverage[cell] ?? 0} />
      </span>
      <WhyButton
        what={t("worst.why", { good, place: where, group: who })}
        onPress={() => {
          onWhy(cell);
        }}
      />
    </li>
  );
}
