// Names for the scenarios that reliefs become.

/** A name like the wanted one that none of the taken ones is: `help`, `help-2`, `help-3` … */
export function freeName(wanted: string, taken: readonly string[]): string {
  const known = new Set(taken);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${String(number)}`;
    if (!known.has(name)) return name;
  }
}

/** A name for a scenario that helps a need, from what it is about: `help-hill-energy`. */
export function nameFor(...parts: readonly string[]): string {
  const words = ["help", ...parts].map((part) =>
    part
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-"),
  );
  return words
    .map((word) => word.replaceAll(/^-|-$/g, ""))
    .filter(Boolean)
    .join("-")
    .slice(0, 80);
}

/** Words with a capital letter at their beginning, where the script has any. */
export function capital(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
