// Asking for a plan and following it to its end.
import { useEffect, useEffectEvent, useState } from "react";
import { ask, type JobAsked, useJob } from "../api/progress";
import type { Job } from "../api/types";

/** A question under way: how it is asked, and what became of it. */
export interface Asking {
  readonly job: Job | null;
  readonly error: unknown;
  readonly isAsking: boolean;
  readonly ask: (body: JobAsked) => void;
  readonly clear: () => void;
}

/** Ask for a job and follow it; `onDone` is told the result once, when it is there. */
export function useAsking(project: string, onDone: (result: string) => void): Asking {
  const [asked, setAsked] = useState<Job | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const followed = useJob(project, asked?.id ?? null);
  const job = asked && followed ? followed : asked;
  const result = job?.state === "finished" ? job.result : null;
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (result) done(result);
  }, [result]);
  return {
    job: result ? null : job, // what is finished was told; the options stand there again
    error,
    isAsking,
    ask: (body) => {
      setAsking(true);
      setError(null);
      setAsked(null);
      ask(project, body)
        .then(setAsked, setError)
        .finally(() => {
          setAsking(false);
        });
    },
    clear: () => {
      setAsked(null);
      setError(null);
    },
  };
}
