// How streams of events are read.
import { describe, expect, it } from "vitest";
import { eventsIn, isOver } from "./progress";
import type { Job } from "./types";

describe("a stream of events", () => {
  it("gives what is whole and keeps the rest", () => {
    const { events, rest } = eventsIn('event: state\ndata: {"a":1}\n\nevent: progress\ndata: {"b"');
    expect(events).toEqual([{ name: "state", data: '{"a":1}' }]);
    expect(rest).toBe('event: progress\ndata: {"b"');
  });

  it("passes over signs of life", () => {
    expect(eventsIn(": still here\n\n").events).toEqual([]);
  });

  it("joins data of several lines, however they end", () => {
    expect(eventsIn("data: a\r\ndata: b\r\n\r\n").events).toEqual([{ name: "message", data: "a\nb" }]);
  });
});

it("a job is over once it is finished, failed or cancelled", () => {
  const over = (state: Job["state"]) => isOver({ state } as Job);
  expect((["queued", "running", "finished", "failed", "cancelled"] as const).map(over)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});
