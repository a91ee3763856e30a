// The way of a good through a plan, as the server accounts for it.
import { useQueries } from "@tanstack/react-query";
import { api, read, Refusal } from "../api/client";
import { keys } from "../api/queries";

/** The ways of a good through plans, in their order; blank asks for the good of which most is carried. */
export function useWays(project: string, plans: readonly string[], good: string, period: string | null) {
  return useQueries({
    queries: plans.map((result) => ({
      queryKey: [...keys.result(project, result), "sankey", good, period],
      queryFn: () =>
        read(
          api.GET("/api/v1/projects/{project}/results/{result}/sankey", {
            params: {
              path: { project, result },
              query: { ...(good ? { good } : {}), ...(period ? { period } : {}) },
            },
          }),
        ),
      staleTime: Infinity,
      retry: false,
    })),
    combine: (found) => ({
      ways: found.map(({ data }) => data),
      errors: found.map(({ error }) => error),
      isPending: found.some(({ isPending }) => isPending),
      retry: () => {
        for (const each of found) if (each.error) void each.refetch();
      },
    }),
  });
}

/** Whether the server says that nothing of the good comes or goes: no fault, only nothing to draw. */
export function isNothing(error: unknown): boolean {
  return error instanceof Refusal && error.code === "model";
}
