// One stack of steps for the whole workbench.
import { beforeEach, expect, it, vi } from "vitest";
import { did, forget, isTyping, redo, undo } from "./undo";

const step = (label: string) => ({ label, undo: vi.fn(), redo: vi.fn() });

beforeEach(forget);

it("the last step is taken back first, and done again last", async () => {
  const [first, second] = [step("first"), step("second")];
  did(first);
  did(second);
  expect((await undo())?.label).toBe("second");
  expect((await undo())?.label).toBe("first");
  expect(await undo()).toBeNull();
  expect((await redo())?.label).toBe("first");
  expect(first.redo).toHaveBeenCalledOnce();
  expect(second.redo).not.toHaveBeenCalled();
});

it("a new step forgets what was undone", async () => {
  did(step("first"));
  await undo();
  did(step("second"));
  expect(await redo()).toBeNull();
});

it("a step that can't be taken back stays where it was", async () => {
  did({ label: "edit", undo: () => Promise.reject(new Error("412")), redo: vi.fn() });
  await expect(undo()).rejects.toThrow("412");
  await expect(undo()).rejects.toThrow("412");
});

it("text fields keep an undo of their own, sliders don't", () => {
  const made = (html: string) => {
    document.body.innerHTML = html;
    return document.body.firstElementChild;
  };
  expect(isTyping(made("<input type='text'>"))).toBe(true);
  expect(isTyping(made("<textarea></textarea>"))).toBe(true);
  expect(isTyping(made("<input type='range'>"))).toBe(false);
  expect(isTyping(made("<button></button>"))).toBe(false);
});
