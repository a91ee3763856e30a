// Few streams are open at once, and none in a tab that nobody sees.
import { afterEach, describe, expect, it, vi } from "vitest";
import { ifThereIsRoom, seen, whileSeen } from "./streams";

function show(state: DocumentVisibilityState): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

const forever = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => {
      resolve();
    });
  });

afterEach(() => {
  show("visible");
});

describe("streams", () => {
  it("are two at most; more come back at once", async () => {
    const stop = new AbortController();
    const listen = vi.fn(forever);
    const first = [ifThereIsRoom(listen, stop.signal), ifThereIsRoom(listen, stop.signal)];
    await ifThereIsRoom(listen, stop.signal);
    expect(listen).toHaveBeenCalledTimes(2);
    stop.abort();
    await Promise.all(first);
    await ifThereIsRoom(listen, AbortSignal.abort());
    expect(listen).toHaveBeenCalledTimes(3);
  });

  it("end when the tab is hidden, and none is opened there", async () => {
    const stop = new AbortController();
    const listening = ifThereIsRoom(forever, stop.signal);
    show("hidden");
    await listening;
    const listen = vi.fn(forever);
    await ifThereIsRoom(listen, stop.signal);
    expect(listen).not.toHaveBeenCalled();
    expect(whileSeen(stop.signal).aborted).toBe(true);
  });

  it("wait until the tab is seen again", async () => {
    show("hidden");
    const waiting = seen(new AbortController().signal);
    show("visible");
    await expect(waiting).resolves.toBeUndefined();
  });
});
