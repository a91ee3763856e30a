// Scenarios as files: the same text that lies in the folder of an economy.
import { api, download, read } from "../api/client";
import type { Finding, Scenario } from "../api/types";
import type { Where } from "./saving";

/** Save a scenario as its file. */
export async function exportScenario({ project, economy }: Where, name: string): Promise<void> {
  const path = `/projects/${project}/economies/${economy}/scenarios/${encodeURIComponent(name)}/file`;
  await download(path, `${name}.toml`);
}

/** The scenario that the text of a file tells, by a name; or what is wrong with the file. */
export async function readScenario(
  { project, economy }: Where,
  name: string,
  text: string,
): Promise<{ scenario: Scenario | null; findings: readonly Finding[] }> {
  const told = await read(
    api.POST("/api/v1/projects/{project}/economies/{economy}/scenarios/{name}/read", {
      params: { path: { project, economy, name } },
      body: { text },
    }),
  );
  return { scenario: told.scenario ?? null, findings: told.findings };
}
