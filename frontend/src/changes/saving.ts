// Keeping scenarios on the server: never over what somebody else kept meanwhile, and each time as a step that can be undone.
import { api, ifMatch, read, Refusal } from "../api/client";
import { keys, memory } from "../api/queries";
import type { Finding, Kept, Scenario } from "../api/types";
import { did, type Step } from "../state/undo";
import { isSame } from "./draft";

/** Somebody else kept another form of a scenario since it was read; null: they took it out. */
export class Overtaken extends Error {
  constructor(readonly theirs: Scenario | null) {
    super();
    this.name = "Overtaken";
  }
}

/** Which economy of which project. */
export interface Where {
  readonly project: string;
  readonly economy: string;
}

interface Standing {
  readonly scenario: Scenario | null;
  readonly version: number;
}

const TRIES = 3;

/** What was kept, and what the server doubts about it. */
export interface Saved {
  readonly version: number;
  readonly findings: readonly Finding[];
}

/** Keep a scenario that was `base` when it was read; throws `Overtaken` where it is something else by now. */
export async function saveScenario(
  where: Where,
  base: Scenario | null,
  now: Scenario,
  label: string,
): Promise<Saved> {
  return changed(where, base, now.name, label, async (version) => {
    const path = { ...where, name: now.name };
    return read(
      api.PUT("/api/v1/projects/{project}/economies/{economy}/scenarios/{name}", {
        params: { path, header: ifMatch(version) },
        body: now,
      }),
    );
  });
}

/** Take a scenario out that was `base` when it was read. */
export async function deleteScenario(where: Where, base: Scenario, label: string): Promise<Saved> {
  return changed(where, base, base.name, label, async (version) => {
    const path = { ...where, name: base.name };
    return read(
      api.DELETE("/api/v1/projects/{project}/economies/{economy}/scenarios/{name}", {
        params: { path, header: ifMatch(version) },
      }),
    );
  });
}

/** Change a scenario; tried again where only other parts of the economy were changed meanwhile. */
async function changed(
  where: Where,
  base: Scenario | null,
  name: string,
  label: string,
  act: (version: number) => Promise<Kept>,
): Promise<Saved> {
  for (let turn = 1; ; turn += 1) {
    const standing = await standingOf(where, name);
    if (!isSame(standing.scenario, base)) throw new Overtaken(standing.scenario);
    try {
      const kept = await act(standing.version);
      const after = kept.economy.version.number;
      if (after !== standing.version) did(stepOf(where, label, standing.version, after));
      await renew(where);
      return { version: after, findings: kept.findings };
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 412 || turn === TRIES) throw error;
    }
  }
}

/** A scenario as it is on the server, and the version that it is of; null where there is none. */
async function standingOf({ project, economy }: Where, name: string): Promise<Standing> {
  try {
    const { data, response } = await api.GET(
      "/api/v1/projects/{project}/economies/{economy}/scenarios/{name}",
      { params: { path: { project, economy, name } } },
    );
    const version = /"v(\d+)"/.exec(response.headers.get("ETag") ?? "")?.[1];
    return { scenario: data ?? null, version: Number(version) };
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 404) throw error;
    const path = { project, economy };
    const now = await read(api.GET("/api/v1/projects/{project}/economies/{economy}", { params: { path } }));
    return { scenario: null, version: now.version.number };
  }
}

/** What the server did as a step: undone and done again there, as long as nobody changed anything since. */
function stepOf(where: Where, label: string, before: number, after: number): Step {
  const move = (way: "undo" | "redo", from: number) => async () => {
    const params = { path: where, header: ifMatch(from) };
    if (way === "undo") await api.POST("/api/v1/projects/{project}/economies/{economy}/undo", { params });
    else await api.POST("/api/v1/projects/{project}/economies/{economy}/redo", { params });
    await renew(where);
  };
  return { label, undo: move("undo", after), redo: move("redo", before) };
}

/** Ask again for all that is about an economy. */
async function renew({ project, economy }: Where): Promise<void> {
  await Promise.all([
    memory.invalidateQueries({ queryKey: keys.economy(project, economy) }),
    memory.invalidateQueries({ queryKey: keys.economies(project), exact: true }),
  ]);
}
