// Numbers of things in sentences: what chooses the form of the word, and the figure that stands in it.
import { number } from "../language/format";

/** How many, for a sentence: `count` chooses its form, `number` is shown. */
export function n(count: number): { count: number; number: string } {
  return { count, number: number(count) };
}
