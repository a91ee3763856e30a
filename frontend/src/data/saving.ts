// Changes of an economy that the server keeps: saved, taken back and done again, each on the version meant.
import type { TFunction } from "i18next";
import { api, ifMatch, read } from "../api/client";
import { keys, memory } from "../api/queries";
import type { Economy } from "../api/types";
import { did } from "../state/undo";

const BASE = "/api/v1/projects/{project}/economies/{economy}";

/** Show what holds now, everywhere. */
export function took(project: string, economy: Economy): void {
  memory.setQueryData(keys.economy(project, economy.id), economy);
  void memory.invalidateQueries({ queryKey: keys.economies(project), exact: true });
  void memory.invalidateQueries({ queryKey: [...keys.economy(project, economy.id), "versions"] });
  void memory.invalidateQueries({ queryKey: [...keys.economy(project, economy.id), "scenarios"] });
}

function params(project: string, economy: string) {
  const now = memory.getQueryData<Economy>(keys.economy(project, economy));
  return { params: { path: { project, economy }, header: ifMatch(now?.version.number ?? 0) } };
}

/** Make the version before hold again. */
export async function undoOnServer(project: string, economy: string): Promise<void> {
  took(project, await read(api.POST(`${BASE}/undo`, params(project, economy))));
}

/** Make the version hold again that was undone last. */
export async function redoOnServer(project: string, economy: string): Promise<void> {
  took(project, await read(api.POST(`${BASE}/redo`, params(project, economy))));
}

/** Make a new version that is equal to an earlier one. */
export async function restore(project: string, economy: string, version: number): Promise<Economy> {
  const now = await read(api.POST(`${BASE}/restore`, { ...params(project, economy), body: { version } }));
  took(project, now);
  return now;
}

/** Remember a version that was just made, so that it can be taken back from anywhere. */
export function madeVersion(t: TFunction, project: string, now: Economy): void {
  took(project, now);
  did({
    label: t("data:step.version", { name: now.name, what: now.version.what }),
    undo: () => undoOnServer(project, now.id),
    redo: () => redoOnServer(project, now.id),
  });
}
