// Saving a draft: what came of it, and what to do where somebody else was faster.
import { useState } from "react";
import type { Finding, Scenario } from "../api/types";
import { draftKey, draftOf, keep, replace } from "./draft";
import { Overtaken, saveScenario } from "./saving";

interface Told {
  readonly project: string;
  readonly economy: string;
  readonly name: string;
  readonly base: Scenario | null;
}

/** Saving as it stands. */
export interface Saving {
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly overtaken: Overtaken | null;
  readonly doubts: readonly Finding[];
  /** Keep the draft on the server. */
  readonly save: (label: string) => void;
  /** Drop the draft; also where what somebody else kept is taken instead. */
  readonly drop: (label: string) => void;
  /** Stay with the draft; the next save puts it in the place of what somebody else kept. */
  readonly force: () => void;
}

/** Ways to save and drop the draft of a scenario. */
export function useSaving({ project, economy, name }: Told): Saving {
  const key = draftKey(project, economy, name);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [doubts, setDoubts] = useState<readonly Finding[]>([]);
  const overtaken = error instanceof Overtaken ? error : null;
  const save = async (label: string) => {
    const draft = draftOf(key);
    if (!draft) return;
    setSaving(true);
    setError(null);
    try {
      const saved = await saveScenario({ project, economy }, draft.base, draft.now, label);
      setDoubts(saved.findings);
      if (draftOf(key) === draft) keep(key, null);
      else keep(key, { base: draft.now, now: draftOf(key)?.now ?? draft.now });
    } catch (refused) {
      setError(refused);
    }
    setSaving(false);
  };
  const drop = (label: string) => {
    setError(null);
    replace(key, null, label);
  };
  return {
    isSaving,
    error: overtaken ? null : error,
    overtaken,
    doubts,
    save: (label) => void save(label),
    drop,
    force: () => {
      const draft = draftOf(key);
      if (draft && overtaken) keep(key, { base: overtaken.theirs, now: draft.now });
      setError(null);
    },
  };
}
