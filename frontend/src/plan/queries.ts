// What the screens of a plan ask of the server.
import { useQuery } from "@tanstack/react-query";
import { api, read, Refusal } from "../api/client";
import { keys, memory } from "../api/queries";
import type { Result } from "../api/types";

const FOREVER = { staleTime: Infinity, gcTime: 30 * 60_000 } as const;

/** The picture of a plan; it never changes. */
export function usePicture(project: string, plan: string) {
  return useQuery({
    queryKey: [...keys.result(project, plan), "picture"],
    queryFn: () =>
      read(
        api.GET("/api/v1/projects/{project}/results/{result}/picture", {
          params: { path: { project, result: plan } },
        }),
      ),
    enabled: plan !== "",
    ...FOREVER,
  });
}

/** What an address of a plan leads to: the plan, the job that still makes it, or nothing. */
export type Found = { readonly result: Result } | { readonly job: string } | null;

/**
 * The plan of an address, or the job by that id.
 *
 * It is remembered apart from the results: those are asked for again as jobs go on, and the page of a job must
 * not begin anew each time.
 */
export function usePlanOrJob(project: string, id: string) {
  return useQuery({
    queryKey: ["plan or job", project, id],
    queryFn: (): Promise<Found> => planOrJob(project, id),
    ...FOREVER,
  });
}

async function planOrJob(project: string, id: string): Promise<Found> {
  const result = await orNone(
    read(
      api.GET("/api/v1/projects/{project}/results/{result}", { params: { path: { project, result: id } } }),
    ),
  );
  if (result) {
    memory.setQueryData(keys.result(project, id), result);
    return { result };
  }
  const job = await orNone(
    read(api.GET("/api/v1/projects/{project}/jobs/{job}", { params: { path: { project, job: id } } })),
  );
  return job ? { job: job.id } : null;
}

/** What was asked for; null where there is no such thing. */
async function orNone<Thing>(asked: Promise<Thing>): Promise<Thing | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
}
