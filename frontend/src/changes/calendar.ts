// The lengths of periods as a short text: "6 × 7" for six weeks, "7, 7, 14" for others.

const PART = /^(?:(\d{1,5})\s*[x×*]\s*)?(\d{1,5})$/i;
const MOST = 100_000;

/** The days of each period; null for a text that tells none. */
export function lengthsIn(text: string): number[] | null {
  const found: number[] = [];
  for (const part of text.split(/[,;،؛]/)) {
    const [, times = "1", days] = PART.exec(part.trim()) ?? [];
    if (!days || Number(days) < 1 || Number(times) < 1 || found.length + Number(times) > MOST) return null;
    for (let n = 0; n < Number(times); n += 1) found.push(Number(days));
  }
  return found;
}

/** Lengths as the text that tells them, equal ones together. */
export function calendarText(lengths: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const days of lengths) {
    const last = runs.at(-1);
    if (last?.[1] === days) last[0] += 1;
    else runs.push([1, days]);
  }
  return runs
    .map(([times, days]) => (times === 1 ? String(days) : `${String(times)} × ${String(days)}`))
    .join(", ");
}
