// The days of a plan's periods.
import type { Picture } from "./picture";

const DAY = 86_400_000;

/** The last day of a period. */
export function lastDay({ start, days }: Picture["periods"][number]): string {
  return new Date(Date.parse(`${start}T00:00:00Z`) + (days - 1) * DAY).toISOString().slice(0, 10);
}
