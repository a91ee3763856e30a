// Links by which anybody may read a project until a day.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { keys } from "../api/queries";

const linksKey = (project: string) => [...keys.project(project), "links"] as const;

/** Whether this server has accounts; a server for one person is open to nobody else. */
export function useMode() {
  return useQuery({
    queryKey: ["ways"],
    queryFn: () => read(api.GET("/api/v1/session/ways")),
    staleTime: 5 * 60_000,
  });
}

/** The links of a project that are not revoked. */
export function useLinks(project: string, enabled: boolean) {
  return useQuery({
    queryKey: linksKey(project),
    queryFn: async () =>
      (await read(api.GET("/api/v1/projects/{project}/links", { params: { path: { project } } }))).items,
    enabled,
  });
}

/** Make a link; what it opens with is told this once. */
export function useAddLink(project: string) {
  const memory = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; days: number }) =>
      read(api.POST("/api/v1/projects/{project}/links", { params: { path: { project } }, body })),
    onSuccess: () => memory.invalidateQueries({ queryKey: linksKey(project) }),
  });
}

/** Revoke a link; it opens nothing from now on. */
export function useDropLink(project: string) {
  const memory = useQueryClient();
  return useMutation({
    mutationFn: (link: string) =>
      api.DELETE("/api/v1/projects/{project}/links/{link}", { params: { path: { project, link } } }),
    onSuccess: () => memory.invalidateQueries({ queryKey: linksKey(project) }),
  });
}

/** The address that opens a project by a link; what stands after `#` is never sent to a server by itself. */
export function addressOfLink(origin: string, project: string, token: string): string {
  return `${origin}/projects/${project}#link=${encodeURIComponent(token)}`;
}
