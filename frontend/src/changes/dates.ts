// Days of changes: the data has the first day and the first day no longer, people say the last one.

function moved(iso: string, days: number): string {
  const at = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return "";
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The day before a day: the last day of what ends on a day; blank for what is no day. */
export function dayBefore(iso: string): string {
  return moved(iso, -1);
}

/** The day after a day: the first day no longer, of what has a last day. */
export function dayAfter(iso: string): string {
  return moved(iso, 1);
}
