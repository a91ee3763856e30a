// The drafts of this tab, one an economy: kept while one looks elsewhere, each step to be taken back.
import { useSyncExternalStore } from "react";
import { did, forgetOf } from "../state/undo";
import { countOf, type Draft, emptyDraft } from "./draft";

const drafts = new Map<string, Draft>();
const watchers = new Set<() => void>();

function put(economy: string, draft: Draft | null): void {
  if (draft && countOf(draft) > 0) drafts.set(economy, draft);
  else drafts.delete(economy);
  for (const tell of watchers) tell();
}

/** The draft of an economy; null where there is none. */
export function draftOf(economy: string): Draft | null {
  return drafts.get(economy) ?? null;
}

/** The draft of an economy, as it becomes. */
export function useDraft(economy: string): Draft | null {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => draftOf(economy),
  );
}

/** Whether anything is drafted that is not saved. */
export function isAnythingDrafted(): boolean {
  return drafts.size > 0;
}

function stepsOf(economy: string): string {
  return `draft of ${economy}`;
}

/** Change a draft, to be taken back under a label; it begins with the version where there is none. */
export function change(economy: string, version: number, label: string, make: (draft: Draft) => Draft): void {
  const before = draftOf(economy);
  const after = make(before ?? emptyDraft(version));
  put(economy, after);
  did({
    label,
    of: stepsOf(economy),
    undo: () => {
      put(economy, before);
    },
    redo: () => {
      put(economy, after);
    },
  });
}

/** Have another draft in place of this one, such as one on a newer version; its steps are gone. */
export function replaceDraft(economy: string, draft: Draft | null): void {
  forgetOf(stepsOf(economy));
  put(economy, draft);
}

/** Drop a draft that can be had back. */
export function discard(economy: string, label: string): void {
  const before = draftOf(economy);
  if (!before) return;
  put(economy, null);
  did({
    label,
    of: stepsOf(economy),
    undo: () => {
      put(economy, before);
    },
    redo: () => {
      put(economy, null);
    },
  });
}
