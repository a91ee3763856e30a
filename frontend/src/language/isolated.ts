// Text that keeps its own direction inside a sentence, where no element can isolate it: names of elements, tips.

/** Text between the marks of an isolate, so that "62 %" or a name does not turn in right-to-left text. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
