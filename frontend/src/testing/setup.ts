// What every test of the workbench begins with: the English words, and a clean document.
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { speak } from "../language";

beforeEach(async () => {
  await speak("en");
});

afterEach(() => {
  cleanup();
});
