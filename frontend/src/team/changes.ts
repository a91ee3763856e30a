// Live updates: what somebody does in a project is seen by everybody in it.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { follow } from "../api/progress";
import { keys } from "../api/queries";
import { isSeen, seen, whileSeen } from "../api/streams";

const AGAIN = 5000;

/** Whether an answer may be another one now: what jobs found never changes, their lists do. */
export function mayChange({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey[2] !== "results" || queryKey.length < 4 || queryKey[3] === "plans";
}

/** Ask again for what is shown of a project whenever somebody changed something in it. */
export function useChanges(project: string): void {
  const cache = useQueryClient();
  useEffect(() => {
    if (!project) return;
    const stop = new AbortController();
    const listen = async () => {
      while (!stop.signal.aborted) {
        await seen(stop.signal);
        await follow(
          `/projects/${project}/changes`,
          () => {
            void cache.invalidateQueries({ queryKey: keys.project(project), predicate: mayChange });
          },
          whileSeen(stop.signal),
        ).catch(() => undefined); // lost: asked for again below; what is shown is renewed on coming back
        if (!isSeen()) continue;
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    };
    void listen();
    return () => {
      stop.abort();
    };
  }, [project, cache]);
}
