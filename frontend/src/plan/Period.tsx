// When something is: the days of a period, or the whole plan.
import { useTranslation } from "react-i18next";
import { direction, spoken } from "../language";
import { day, shortDay } from "../language/format";
import { isolated } from "../language/isolated";
import { Day } from "../ui/figures";
import { lastDay } from "./dates";
import type { Picture } from "./picture";

/** The days of a period; the days of the whole plan for null. */
export function Period({ picture, period }: { picture: Picture; period: number | null }) {
  const first = picture.periods[period ?? 0];
  const last = period === null ? picture.periods.at(-1) : first;
  if (!first || !last) return null;
  const end = lastDay(last);
  const isSameYear = first.start.slice(0, 4) === end.slice(0, 4);
  return (
    <bdi dir={direction(spoken())}>
      <Day iso={first.start} brief={isSameYear} /> – <Day iso={end} />
    </bdi>
  );
}

/** The same as text, for names that are only told. */
export function periodWords(picture: Picture, period: number): string {
  const found = picture.periods[period];
  if (!found) return "";
  return `${isolated(shortDay(found.start))} – ${isolated(day(lastDay(found)))}`;
}

/** The words of a period, or that it is the whole plan. */
export function usePeriodTitle(picture: Picture, period: number | null): string {
  const { t } = useTranslation("plan");
  return period === null ? t("whole") : periodWords(picture, period);
}
