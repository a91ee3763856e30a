// What went wrong, in one line.
import type { TFunction } from "i18next";
import { Refusal } from "../api/client";

/** The words of an error for a short note. */
export function problemWords(t: TFunction, error: unknown): string {
  if (error instanceof Refusal && error.status === 0) return t("common:problem.away");
  if (error instanceof Refusal && error.problem?.detail) return error.problem.detail;
  return t("common:problem.unknown");
}
