// Requests to the server: typed by its OpenAPI document, refused in its own words.
import createClient, { type Middleware } from "openapi-fetch";
import type { paths } from "./schema";
import type { Problem } from "./types";

/** What the server refused, or that it did not answer; `problem` is what it said. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
  ) {
    super(problem?.detail ?? "");
    this.name = "Refusal";
  }

  /** The kind in a word, such as `not-there` or `findings`; `away` where nothing answered. */
  get code(): string {
    return this.problem?.code ?? (this.status === 0 ? "away" : "unknown");
  }
}

const KEPT = "commonweal.link";
let csrf = "";
let bearer = sessionStorage.getItem(KEPT) ?? "";

/** Say this word along with every change from now on; it comes with the session. */
export function guardWith(word: string): void {
  csrf = word;
}

/** Ask with the token of a shared link from now on, in this tab; blank to ask without. */
export function askByLink(token: string): void {
  bearer = token;
  if (token) sessionStorage.setItem(KEPT, token);
  else sessionStorage.removeItem(KEPT);
}

/** Whether this tab asks by a shared link. */
export function asksByLink(): boolean {
  return bearer !== "";
}

/** The headers of a request that is not made through `api`: a stream, a download. */
export function headers(method = "GET"): Record<string, string> {
  const said: Record<string, string> = bearer ? { Authorization: `Bearer ${bearer}` } : {};
  if (method !== "GET" && csrf) said["X-CSRF-Token"] = csrf;
  if (method === "POST") said["Idempotency-Key"] = freshKey();
  return said;
}

/** What the server knows a request by, should it come twice. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((each) => each.toString(16).padStart(2, "0"))
    .join("");
}

/** The header by which a change says which version it is meant for. */
export function ifMatch(version: number): { "if-match": string } {
  return { "if-match": `"v${String(version)}"` };
}

const guarded: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headers(request.method))) {
      if (!request.headers.has(name)) request.headers.set(name, value);
    }
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw await refusal(response);
  },
  onError() {
    return new Refusal(0, null);
  },
};

/** The refusal that an answer stands for. */
export async function refusal(response: Response): Promise<Refusal> {
  const told: unknown = await response.json().catch(() => null); // a proxy's page is no problem+json
  const isProblem = typeof told === "object" && told !== null && "code" in told;
  return new Refusal(response.status, isProblem ? (told as Problem) : null);
}

/** The API: `api.GET("/api/v1/projects/{project}", {params: {path: {project}}})`. */
export const api = createClient<paths>({
  credentials: "same-origin",
  querySerializer: { array: { style: "form", explode: true } },
});
api.use(guarded);

/** The body of an answer; every refusal was thrown before. */
export async function read<Body>(answer: Promise<{ data?: Body }>): Promise<Body> {
  return (await answer).data as Body;
}

/** A request whose body is a file or whose answer is one. */
export async function raw(path: string, init: RequestInit = {}): Promise<Response> {
  const method = init.method ?? "GET";
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      credentials: "same-origin",
      ...init,
      headers: { ...headers(method), ...(init.headers as Record<string, string> | undefined) },
    });
  } catch {
    throw new Refusal(0, null);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

/** Save an answer as a file, by the name that the server gives it. */
export async function download(path: string, name: string): Promise<void> {
  const response = await raw(path);
  const said = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = said?.[1] ?? name;
  link.click();
  URL.revokeObjectURL(link.href);
}
