// Asking for an explanation: a job that is found again where it was asked before, followed to what it says.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { ask, isOver, type JobAsked, useJob } from "../api/progress";
import { keys, useProject } from "../api/queries";
import type { Job } from "../api/types";
import type { Explanations } from "./told";

/** How far an answer is: one may not ask, it is on its way, it is there, or there is none. */
export interface Answer {
  readonly mayAsk: boolean;
  readonly job: Job | null;
  readonly result: string | null;
  readonly told: Explanations | null;
  readonly error: unknown;
  readonly again: () => void;
}

/** What every question of this folder says alike: numbers are of no language, and sentences come in all. */
export const USUAL = { language: "en", threads: 1 } as const;

const FOREVER = { staleTime: Infinity, gcTime: 30 * 60_000 } as const;

/** The answer to a question about a plan; it is asked as soon as it is `wanted`, and of no language. */
export function useAnswer(project: string, body: JobAsked, wanted = true): Answer {
  const role = useProject(project).data?.role;
  const mayAsk = role !== "viewer" && role !== null;
  const asked = useQuery({
    queryKey: ["asked", project, body],
    queryFn: () => ask(project, body),
    enabled: wanted && role !== undefined && mayAsk,
    retry: false,
    ...FOREVER,
  });
  const first = asked.data ?? null;
  const followed = useJob(project, first && !isOver(first) ? first.id : null);
  const job = followed ?? first;
  const result = job?.state === "finished" ? job.result : null;
  const told = useExplanations(project, result);
  return {
    mayAsk,
    job,
    result,
    told: told.data ?? null,
    error: asked.error ?? told.error,
    again: () => void (asked.error || !result ? asked.refetch() : told.refetch()),
  };
}

/** What a result explains, in the language that is spoken. */
export function useExplanations(project: string, result: string | null) {
  const { i18n } = useTranslation();
  const language = i18n.language === "ar" ? "ar" : "en";
  return useQuery({
    queryKey: [...keys.result(project, result ?? ""), "explanation", language],
    queryFn: () => {
      const params = { path: { project, result: result ?? "" }, query: { language } } as const;
      return read(api.GET("/api/v1/projects/{project}/results/{result}/explanation", { params }));
    },
    enabled: result !== null,
    ...FOREVER,
  });
}
