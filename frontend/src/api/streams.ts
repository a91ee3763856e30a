// How many streams a tab keeps open: browsers allow six connections to a server, for all tabs together.
const MOST = 2;
let open = 0;

/** Whether somebody sees this tab. */
export function isSeen(): boolean {
  return document.visibilityState === "visible";
}

/** A signal that is given when the other one is, or when nobody sees this tab any more. */
export function whileSeen(signal: AbortSignal): AbortSignal {
  const hidden = new AbortController();
  const look = () => {
    if (!isSeen()) hidden.abort();
  };
  document.addEventListener("visibilitychange", look, { signal: AbortSignal.any([signal, hidden.signal]) });
  look();
  return AbortSignal.any([signal, hidden.signal]);
}

/** Wait until somebody sees this tab, or the signal is given. */
export async function seen(signal: AbortSignal): Promise<void> {
  while (!isSeen() && !signal.aborted) {
    await new Promise((resolve) => {
      document.addEventListener("visibilitychange", resolve, { once: true });
      signal.addEventListener("abort", resolve, { once: true });
    });
  }
}

/** Listen to a stream about a job if this tab may open one more; else come back at once, to ask now and then. */
export async function ifThereIsRoom(
  listen: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (open >= MOST || !isSeen()) return;
  open += 1;
  try {
    await listen(whileSeen(signal));
  } finally {
    open -= 1;
  }
}
