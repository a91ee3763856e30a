// Saving: never over what somebody else kept.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { forget, redo, undo } from "../state/undo";
import { blankScenario } from "./draft";
import { Overtaken, saveScenario } from "./saving";

const where = { project: "p".repeat(32), economy: "e".repeat(32) };
const base = blankScenario("snow", "Snow");
const now = { ...base, title: "Much snow" };

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly match: string | null;
}

type Answer = [status: number, body: unknown, version?: number];

/** The client takes fetch and Request as it is loaded, so they are put in place before that. */
const server = vi.hoisted(() => {
  const silent: (request: Request) => Promise<Response> = () => Promise.reject(new Error("nobody answers"));
  const state = { answer: silent };
  const Plain = globalThis.Request;
  globalThis.Request = class extends Plain {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === "string" ? new URL(input, "http://127.0.0.1") : input, init);
    }
  };
  globalThis.fetch = (input) => state.answer(input as Request);
  return state;
});

let asked: Asked[] = [];

/** A server that answers one call after another. */
function served(...answers: Answer[]): void {
  server.answer = (request) => {
    const path = new URL(request.url).pathname.split("/").slice(-2).join("/");
    asked.push({ method: request.method, path, match: request.headers.get("If-Match") });
    const [status, body, version] = answers.shift() ?? [500, { code: "internal", detail: "nothing left" }];
    const headers = {
      "Content-Type": "application/json",
      ...(version ? { ETag: `"v${String(version)}"` } : {}),
    };
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
  };
}

const kept = (number: number) => ({ economy: { version: { number } }, kept: true, findings: [] });

beforeEach(() => {
  asked = [];
  forget();
});

describe("a scenario", () => {
  it("is put at the version that it was read of, and undone and done again there", async () => {
    served([200, base, 4], [200, kept(5)], [200, {}], [200, {}]);
    expect(await saveScenario(where, base, now, "snow")).toMatchObject({ version: 5 });
    await undo();
    await redo();
    expect(asked.slice(1)).toEqual([
      { method: "PUT", path: "scenarios/snow", match: '"v4"' },
      { method: "POST", path: `${where.economy}/undo`, match: '"v5"' },
      { method: "POST", path: `${where.economy}/redo`, match: '"v4"' },
    ]);
  });

  it("is put again where somebody changed another part of the economy meanwhile", async () => {
    served([200, base, 4], [412, { code: "changed" }], [200, base, 5], [200, kept(6)]);
    expect(await saveScenario(where, base, now, "snow")).toMatchObject({ version: 6 });
  });

  it("is not put over what somebody else kept", async () => {
    const theirs = { ...base, title: "Rain" };
    served([200, theirs, 5]);
    const refused: unknown = await saveScenario(where, base, now, "snow").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Overtaken);
    expect((refused as Overtaken).theirs).toEqual(theirs);
    expect(asked.map((each) => each.method)).toEqual(["GET"]);
  });

  it("that somebody else deleted is not put back unasked", async () => {
    served([404, { code: "not-there" }], [200, { version: { number: 7 } }]);
    await expect(saveScenario(where, base, now, "snow")).rejects.toMatchObject({ theirs: null });
  });

  it("that is new is put at the economy's version", async () => {
    served([404, { code: "not-there" }], [200, { version: { number: 7 } }], [200, kept(8)]);
    await saveScenario(where, null, now, "snow");
    expect(asked.at(-1)).toEqual({ method: "PUT", path: "scenarios/snow", match: '"v7"' });
  });

  it("that is refused leaves nothing to undo", async () => {
    served([200, base, 4], [422, { code: "findings", detail: "No row of routes has 'm6'." }]);
    await expect(saveScenario(where, base, now, "snow")).rejects.toMatchObject({ code: "findings" });
    expect(await undo()).toBeNull();
  });
});
