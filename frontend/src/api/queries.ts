// What is asked of the server again and again, and under which keys it is remembered.
import { QueryClient, useQuery } from "@tanstack/react-query";
import { api, read, Refusal } from "./client";

/** The memory of answers: what never changes is kept, what may change is asked for again when one comes back. */
export const memory = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (times, error) =>
        error instanceof Refusal && (error.status === 0 || error.status === 503) && times < 3,
    },
    mutations: { retry: false },
  },
});

/** Keys of what is remembered: `keys.economy(p, e)` also stands for all that is about it. */
export const keys = {
  session: ["session"] as const,
  projects: ["projects"] as const,
  project: (project: string) => ["projects", project] as const,
  economies: (project: string) => ["projects", project, "economies"] as const,
  economy: (project: string, economy: string) => ["projects", project, "economies", economy] as const,
  jobs: (project: string) => ["projects", project, "jobs"] as const,
  results: (project: string) => ["projects", project, "results"] as const,
  result: (project: string, result: string) => ["projects", project, "results", result] as const,
};

const FOREVER = { staleTime: Infinity, gcTime: 30 * 60_000 } as const;

/** Who asks; a refusal 401 where nobody is signed in. */
export function useSession() {
  return useQuery({
    queryKey: keys.session,
    queryFn: () => read(api.GET("/api/v1/session")),
    staleTime: 60_000,
  });
}

/** The projects that one is in. */
export function useProjects() {
  return useQuery({
    queryKey: keys.projects,
    queryFn: async () => (await read(api.GET("/api/v1/projects"))).items,
  });
}

/** A project. */
export function useProject(project: string) {
  return useQuery({
    queryKey: keys.project(project),
    queryFn: () => read(api.GET("/api/v1/projects/{project}", { params: { path: { project } } })),
  });
}

/** The economies of a project. */
export function useEconomies(project: string) {
  return useQuery({
    queryKey: keys.economies(project),
    queryFn: async () =>
      (await read(api.GET("/api/v1/projects/{project}/economies", { params: { path: { project } } }))).items,
  });
}

/** An economy with the version that holds now. */
export function useEconomy(project: string, economy: string) {
  return useQuery({
    queryKey: keys.economy(project, economy),
    queryFn: () =>
      read(
        api.GET("/api/v1/projects/{project}/economies/{economy}", { params: { path: { project, economy } } }),
      ),
    enabled: economy !== "",
  });
}

/** The scenarios of the version of an economy that holds now. */
export function useScenarios(project: string, economy: string) {
  return useQuery({
    queryKey: [...keys.economy(project, economy), "scenarios"],
    queryFn: async () => {
      const path = { project, economy };
      const query = { limit: 1000 };
      const answer = api.GET("/api/v1/projects/{project}/economies/{economy}/scenarios", {
        params: { path, query },
      });
      return (await read(answer)).items;
    },
    enabled: economy !== "",
  });
}

/** The plans of a project, the newest first. */
export function usePlans(project: string) {
  return useQuery({
    queryKey: [...keys.results(project), "plans"],
    queryFn: async () =>
      (await read(api.GET("/api/v1/projects/{project}/plans", { params: { path: { project } } }))).items,
  });
}

/** What a job found; it never changes. */
export function useResult(project: string, result: string) {
  return useQuery({
    queryKey: keys.result(project, result),
    queryFn: () =>
      read(api.GET("/api/v1/projects/{project}/results/{result}", { params: { path: { project, result } } })),
    enabled: result !== "",
    ...FOREVER,
  });
}

/** The jobs of a project, the newest first; asked for again while some are under way. */
export function useJobs(project: string) {
  return useQuery({
    queryKey: keys.jobs(project),
    queryFn: async () => {
      const answer = api.GET("/api/v1/projects/{project}/jobs", {
        params: { path: { project }, query: { limit: 50 } },
      });
      return (await read(answer)).items;
    },
    enabled: project !== "",
  });
}
