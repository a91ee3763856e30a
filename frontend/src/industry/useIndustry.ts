// Sectors and regions from the server: as observed, or as a plan runs them.
import { useQuery } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { keys } from "../api/queries";
import type { components } from "../api/schema";

export type Industry = components["schemas"]["Industry"];
export type Sector = Industry["sectors"][number];
export type Region = Industry["regions"][number];
export type Flows = Industry["between_regions"];

/** Sectors and regions of an economy as its table observed them, or of a plan where one is named. */
export function useIndustry(project: string, economy: string, version: number | undefined, plan: string) {
  return useQuery({
    queryKey: [...keys.economy(project, economy), "industry", plan || version],
    queryFn: () => (plan ? ofPlan(project, plan) : observed(project, economy, version)),
    enabled: plan !== "" || version !== undefined,
    staleTime: Infinity,
  });
}

function ofPlan(project: string, result: string) {
  const path = { project, result };
  return read(api.GET("/api/v1/projects/{project}/results/{result}/industry", { params: { path } }));
}

function observed(project: string, economy: string, version: number | undefined) {
  const params = { path: { project, economy }, query: { version: version ?? null } };
  return read(api.GET("/api/v1/projects/{project}/economies/{economy}/industry", { params }));
}
