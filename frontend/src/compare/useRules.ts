// Asking for the price of each rule, and following it.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../api/client";
import { ask, cancel, isOver, useJob } from "../api/progress";
import { keys, memory } from "../api/queries";
import type { Job, RulesRequest, Rows } from "../api/types";

/** What is planned under every rule. */
export type RulesOf = Pick<RulesRequest, "economy" | "version" | "scenario" | "periods" | "language">;

/** Ask for the rules; `job` is how far they are. */
export function useAskRules(project: string) {
  const [id, setId] = useState<string | null>(null);
  const asking = useMutation({
    mutationFn: (of: RulesOf) => ask(project, { kind: "rules", ...of } as RulesRequest),
    onSuccess: (job) => {
      setId(job.id);
      void memory.invalidateQueries({ queryKey: keys.results(project) });
    },
  });
  const job: Job | null = useJob(project, id) ?? asking.data ?? null;
  return {
    job,
    error: asking.error,
    isAsking: asking.isPending,
    ask: asking.mutate,
    stop: () => {
      if (job && !isOver(job)) void cancel(project, job.id);
    },
  };
}

/** A whole table of a version of an economy. */
export function useEconomyTable(project: string, economy: string, version: number | null, table: string) {
  return useQuery({
    queryKey: [...keys.economy(project, economy), "tables", table, version, "whole"],
    queryFn: (): Promise<Rows> =>
      read(
        api.GET("/api/v1/projects/{project}/economies/{economy}/tables/{table}", {
          params: {
            path: { project, economy, table },
            query: { limit: 1000, ...(version === null ? {} : { version }) },
          },
        }),
      ) as Promise<Rows>,
    enabled: economy !== "",
    staleTime: version === null ? 0 : Infinity,
  });
}
