// The server's comparison of plans: found where it was made before, else asked for, and followed to its end.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ask, cancel, isOver, useJob } from "../api/progress";
import { keys, memory, useProject } from "../api/queries";
import type { CompareRequest, Job, Result } from "../api/types";
import { spoken } from "../language";
import type { Told } from "./differences";
import { useDocument, useResultsOf } from "./queries";

/** A plan to compare, and what it is called in the comparison. */
export interface Named {
  readonly plan: string;
  readonly name: string;
}

/** A comparison on its way, or there. */
export interface Comparison {
  readonly job: Job | null;
  readonly result: string | null;
  readonly told: Told | undefined;
  readonly names: readonly string[];
  readonly error: unknown;
  readonly mayAsk: boolean;
  readonly again: () => void;
  readonly stop: () => void;
}

/** Ask for the comparison of plans. */
export function compareRequest(named: readonly Named[]): CompareRequest {
  return {
    kind: "compare",
    language: spoken(),
    of: named.map(({ plan, name }) => ({ plan, name })),
  } as CompareRequest;
}

/**
 * The comparison of just these plans among results.
 *
 * Not where one was called by a number: the tables are told apart by names, and JSON brings numbers into
 * an order of their own.
 */
export function comparisonOf(results: readonly Result[], plans: readonly string[]): Result | undefined {
  return results.find((result) => {
    const of = result.options.of;
    return (
      Array.isArray(of) &&
      of.length === plans.length &&
      of.every(
        (each: { plan?: unknown; name?: unknown }, at) =>
          each.plan === plans[at] && !/^\d+$/.test(String(each.name)),
      )
    );
  });
}

/** Compare plans on the server: who may not ask for it sees what somebody else asked for. */
export function useComparison(project: string, named: readonly Named[]): Comparison {
  const role = useProject(project).data?.role ?? null;
  const mayAsk = role === "owner" || role === "planner";
  const plans = named.map(({ plan }) => plan);
  const isAsked = named.length > 1 && named.every(({ name }) => name !== "");
  const known = useResultsOf(project, "compare");
  const before = isAsked ? comparisonOf(known.data ?? [], plans) : undefined;
  const asked = useQuery({
    queryKey: ["comparing", project, named], // apart from the project, whose changes ask for its parts again
    queryFn: () => ask(project, compareRequest(named)),
    enabled: isAsked && mayAsk && known.isSuccess && !before,
    staleTime: Infinity,
    retry: false,
  });
  const job = useJob(project, asked.data?.id ?? null) ?? asked.data ?? null;
  const result = before?.id ?? job?.result ?? null;
  const told = useDocument<Told>(project, result);
  useEffect(() => {
    if (job?.result) void memory.invalidateQueries({ queryKey: keys.results(project) });
  }, [project, job?.result]);
  return {
    job: before ? null : job,
    result,
    told: told.data,
    names: told.data ? [told.data.base, ...Object.keys(told.data.changes)] : [],
    error: asked.error ?? told.error ?? known.error,
    mayAsk,
    again: () => void asked.refetch(),
    stop: () => {
      if (job && !isOver(job)) void cancel(project, job.id);
    },
  };
}
