// A job as it goes on: asked for, followed by server-sent events, ended.
import { useEffect, useState } from "react";
import { api, raw, read, Refusal } from "./client";
import { keys, memory } from "./queries";
import { ifThereIsRoom } from "./streams";
import type { paths } from "./schema";
import type { Job, JobProgress } from "./types";

/** What a job can be asked to do, by its kind. */
export type JobAsked =
  paths["/api/v1/projects/{project}/jobs"]["post"]["requestBody"]["content"]["application/json"];

/** Ask for a job; where the answer is known already, it comes back finished. */
export async function ask(project: string, body: JobAsked): Promise<Job> {
  const job = await read(
    api.POST("/api/v1/projects/{project}/jobs", { params: { path: { project } }, body }),
  );
  void memory.invalidateQueries({ queryKey: keys.jobs(project) });
  return job;
}

/** End a job. */
export async function cancel(project: string, job: string): Promise<Job> {
  const answer = api.POST("/api/v1/projects/{project}/jobs/{job}/cancel", {
    params: { path: { project, job } },
  });
  const ended = await read(answer);
  void memory.invalidateQueries({ queryKey: keys.jobs(project) });
  return ended;
}

/** Whether a job has ended. */
export function isOver(job: Job): boolean {
  return job.state === "finished" || job.state === "failed" || job.state === "cancelled";
}

/** The events in a stream of text, as far as they are whole; and the rest. */
export function eventsIn(text: string): { events: { name: string; data: string }[]; rest: string } {
  const blocks = text.split(/\r?\n\r?\n/);
  const rest = blocks.pop() ?? "";
  const events = blocks.flatMap((block) => {
    const lines = block.split(/\r?\n/);
    const said = (field: string) =>
      lines
        .filter((line) => line.startsWith(`${field}:`))
        .map((line) => line.slice(field.length + 1).replace(/^ /, ""))
        .join("\n");
    return said("data") ? [{ name: said("event") || "message", data: said("data") }] : [];
  });
  return { events, rest };
}

/** Follow a stream of the server until it ends or the signal says so. */
export async function follow(
  path: string,
  told: (name: string, data: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await raw(path, { headers: { Accept: "text/event-stream" }, signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const found = eventsIn(text + value);
    text = found.rest;
    for (const event of found.events) told(event.name, event.data);
  }
}

const AGAIN = 1500;

/** Follow a job to its end, through lost connections and into the job that does it over. */
export async function followJob(
  project: string,
  id: string,
  told: (job: Job) => void,
  signal: AbortSignal,
): Promise<void> {
  let current = id;
  let last: Job | null = null;
  const heard = (job: Job) => {
    last = job;
    told(job);
  };
  while (!signal.aborted) {
    try {
      const here = `/projects/${project}/jobs/${current}/progress`;
      const said = (name: string, data: string) => {
        if (name === "state") heard(JSON.parse(data) as Job);
        else if (name === "progress" && last) heard({ ...last, progress: JSON.parse(data) as JobProgress });
      };
      await ifThereIsRoom((open) => follow(here, said, open), signal);
    } catch (error) {
      if (signal.aborted) return;
      const isLost = !(error instanceof Refusal) || [0, 429].includes(error.status) || error.status >= 500;
      if (!isLost) throw error;
    }
    const path = { project, job: current };
    const now = await read(api.GET("/api/v1/projects/{project}/jobs/{job}", { params: { path } })).catch(
      () => null,
    );
    if (now) heard(now);
    if (now?.retried_as) current = now.retried_as;
    else if (now && isOver(now)) return;
    else await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}

/** A job as it stands, followed to its end; null while there is none. */
export function useJob(project: string, id: string | null): Job | null {
  const [job, setJob] = useState<Job | null>(null);
  useEffect(() => {
    if (!id) return;
    const stop = new AbortController();
    followJob(project, id, setJob, stop.signal)
      .catch(() => undefined) // not there any more, or not ours: it stays as it was last
      .finally(() => {
        void memory.invalidateQueries({ queryKey: keys.jobs(project) });
        void memory.invalidateQueries({ queryKey: keys.results(project) });
      });
    return () => {
      stop.abort();
    };
  }, [project, id]);
  return id && job ? job : null;
}
