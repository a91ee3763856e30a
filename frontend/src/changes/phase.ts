// What a job is doing, from the words of its progress; in the language that is spoken, where the words are known.
import type { TFunction } from "i18next";
import type { Job } from "../api/types";
import { number, percent } from "../language/format";
import { isolated } from "../language/isolated";

type Reader = (t: TFunction<"changes">, found: readonly string[]) => string;

const PHASES: readonly (readonly [RegExp, Reader])[] = [
  [
    /^tier (\d+), level (\d+): ([\d.]+)% covered, ([\d,]+) needs still rising/,
    (t, [, tier = "", , covered = "", left = ""]) =>
      t("phase.level", {
        tier: isolated(tier),
        share: isolated(percent(Number(covered) / 100)),
        left: isolated(number(Number(left.replaceAll(",", "")))),
      }),
  ],
  [/^tier (\d+)/, (t, [, tier = ""]) => t("phase.tier", { tier: isolated(tier) })],
  [/^floors/, (t) => t("phase.floors")],
  [/^effort: ([^:]+)/, (t, [, effort = ""]) => t("phase.effort", { effort: effortWords(t, effort.trim()) })],
  [
    /^(\d+) of (\d+) losses/,
    (t, [, done = "", of = ""]) => t("phase.losses", { done: isolated(done), of: isolated(of) }),
  ],
];

/** What a job is doing now. */
export function phaseWords(t: TFunction<"changes">, job: Job): string {
  if (job.state === "queued") return t("phase.queued");
  const phase = job.progress.phase;
  if (!phase) return t("phase.begins");
  for (const [form, read] of PHASES) {
    const found = form.exec(phase);
    if (found) return read(t, found);
  }
  return isolated(phase.replace(/ \([^()]*\)$/, ""));
}

/** What is spared, by its word. */
export function effortWords(t: TFunction<"changes">, effort: string): string {
  return t(`effort.${effort}.title`, { defaultValue: isolated(effort) });
}

/** Seconds as minutes and seconds: 1:05. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  const tail = `${hours > 0 ? two(minutes) : String(minutes)}:${two(whole % 60)}`;
  return hours > 0 ? `${String(hours)}:${tail}` : tail;
}

/** How near to proved the last level is, in words: "proved to 0.0001 %". */
export function sureWords(t: TFunction<"changes">, gap: number | null | undefined): string {
  if (gap === null || gap === undefined) return "";
  if (gap < 1e-6) return t("sure.proved");
  return t("sure.within", { share: isolated(percent(gap)) });
}
