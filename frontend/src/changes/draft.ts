// Scenarios as they are being written: what was there, what stands now, kept in this tab until it is saved.
import { useSyncExternalStore } from "react";
import type { Change, Scenario } from "../api/types";
import { did } from "../state/undo";

/** A scenario being written; `base` is what the server had when writing began, null for a new one. */
export interface Draft {
  readonly base: Scenario | null;
  readonly now: Scenario;
}

const KEPT = "commonweal.draft";
const drafts = new Map<string, Draft>();
const watchers = new Set<() => void>();

/** What a draft is known by. */
export function draftKey(project: string, economy: string, name: string): string {
  return `${KEPT}/${project}/${economy}/${name}`;
}

/** A change with nothing said but its word and table. */
export function blankChange(word: string, table: string): Change {
  return {
    do: word,
    table,
    where: "",
    column: "",
    value: null,
    values: {},
    from: null,
    until: null,
    known_from: null,
    because: "",
    source: "",
    claimed_by: "",
    confidence: "",
    note: "",
  };
}

/** A scenario with no changes. */
export function blankScenario(name: string, title = "", parent = ""): Scenario {
  return { name, title, description: "", parent, source: "", calendar: null, changes: [] };
}

/** Whether two things say the same, whatever the order of their fields and what is left out or null. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const said = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(
    said.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, ordered(inner)]),
  );
}

/** A list with the item at one position moved to another. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const left = items.filter((_, at) => at !== from);
  return [...left.slice(0, to), ...items.slice(from, from + 1), ...left.slice(to)];
}

/** The draft of a key: kept from before, else null. */
export function draftOf(key: string): Draft | null {
  const known = drafts.get(key);
  if (known) return known;
  const kept = sessionStorage.getItem(key);
  if (!kept) return null;
  const read = JSON.parse(kept) as Draft;
  drafts.set(key, read);
  return read;
}

/** Keep a draft; one that says what the server has is dropped. */
export function keep(key: string, draft: Draft | null): void {
  if (draft === null || (draft.base !== null && isSame(draft.base, draft.now))) {
    drafts.delete(key);
    sessionStorage.removeItem(key);
  } else {
    drafts.set(key, draft);
    sessionStorage.setItem(key, JSON.stringify(draft));
  }
  for (const tell of watchers) tell();
}

/** Put a draft in the place of another, or of none, as a step that can be undone. */
export function replace(key: string, draft: Draft | null, label: string): void {
  const before = draftOf(key);
  keep(key, draft);
  did({
    label,
    undo: () => {
      keep(key, before);
    },
    redo: () => {
      keep(key, draft);
    },
  });
}

/** Change what stands in a draft, as a step that can be undone; `label` is what it was, in words. */
export function write(
  key: string,
  base: Scenario | null,
  before: Scenario,
  now: Scenario,
  label: string,
): void {
  if (isSame(before, now)) return;
  const become = (next: Scenario) => {
    keep(key, { base: draftOf(key)?.base ?? base, now: next });
  };
  become(now);
  did({
    label,
    undo: () => {
      become(before);
    },
    redo: () => {
      become(now);
    },
  });
}

/** The draft of a key as it stands. */
export function useDraft(key: string): Draft | null {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => draftOf(key),
  );
}
