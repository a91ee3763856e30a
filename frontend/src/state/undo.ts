// What can be undone: one stack for the whole workbench, whether the step was here or on the server.
import { useEffect, useSyncExternalStore } from "react";

/** A step: what it was, in words, how to take it back and how to do it again. */
export interface Step {
  label: string;
  /** What the step is of, where all such steps are forgotten together: a draft that was saved. */
  of?: string;
  undo: () => void | Promise<void>;
  redo: () => void | Promise<void>;
}

interface Stacks {
  done: readonly Step[];
  undone: readonly Step[];
  busy: boolean;
}

const MOST = 200;
let stacks: Stacks = { done: [], undone: [], busy: false };
const watchers = new Set<() => void>();

function become(next: Stacks): void {
  stacks = next;
  for (const tell of watchers) tell();
}

/** Remember a step that was just done; what was undone before can't be done again after it. */
export function did(step: Step): void {
  become({ done: [...stacks.done.slice(1 - MOST), step], undone: [], busy: stacks.busy });
}

/** Forget all steps, as somebody signs in or out. */
export function forget(): void {
  become({ done: [], undone: [], busy: false });
}

/** Forget the steps of something: what they would take back is there no more. */
export function forgetOf(of: string): void {
  const others = (steps: readonly Step[]) => steps.filter((step) => step.of !== of);
  become({ done: others(stacks.done), undone: others(stacks.undone), busy: stacks.busy });
}

/** Take the last step back; the step stays where it was if that fails. */
export async function undo(): Promise<Step | null> {
  const step = stacks.done.at(-1);
  if (!step || stacks.busy) return null;
  await moving(step.undo);
  become({ done: stacks.done.slice(0, -1), undone: [...stacks.undone, step], busy: false });
  return step;
}

/** Do again what was taken back last. */
export async function redo(): Promise<Step | null> {
  const step = stacks.undone.at(-1);
  if (!step || stacks.busy) return null;
  await moving(step.redo);
  become({ done: [...stacks.done, step], undone: stacks.undone.slice(0, -1), busy: false });
  return step;
}

async function moving(act: () => void | Promise<void>): Promise<void> {
  become({ ...stacks, busy: true });
  try {
    await act();
  } finally {
    become({ ...stacks, busy: false });
  }
}

/** What can be undone and done again now. */
export function useUndo(): { done: Step | null; undone: Step | null; busy: boolean } {
  const now = useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => stacks,
  );
  return { done: now.done.at(-1) ?? null, undone: now.undone.at(-1) ?? null, busy: now.busy };
}

/** Whether a key was pressed in a text field, which has an undo of its own. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches("input:not([type=range],[type=checkbox],[type=radio]), textarea")
  );
}

/** Listen for Ctrl-Z and Ctrl-Shift-Z (or Ctrl-Y) everywhere but in text fields. */
export function useUndoKeys(onUndo: () => void, onRedo: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) onRedo();
      else onUndo();
    };
    window.addEventListener("keydown", pressed);
    return () => {
      window.removeEventListener("keydown", pressed);
    };
  }, [onUndo, onRedo]);
}
