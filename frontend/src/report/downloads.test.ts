import { expect, it } from "vitest";
import { words as arabic } from "../language/ar";
import { words as english } from "../language/en";
import { economyFiles, planFiles } from "./downloads";

function said(words: Record<string, object>, key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>(
      (found, part) => (found as Record<string, unknown> | undefined)?.[part],
      (words.report as { file: object }).file,
    );
}

it("an earlier version of an economy is downloaded by its number", () => {
  expect(economyFiles("p", "e", 3)[0]?.address).toBe(
    "/projects/p/economies/e/download?format=xlsx&version=3",
  );
  expect(economyFiles("p", "e")[0]?.address).toBe("/projects/p/economies/e/download?format=xlsx");
});

it("every file has a name and a hint in both languages", () => {
  for (const file of [...economyFiles("p", "e"), ...planFiles("p", "r")]) {
    for (const words of [english, arabic]) {
      expect(said(words, file.id)).toMatchObject({ title: expect.any(String), hint: expect.any(String) });
    }
  }
});
