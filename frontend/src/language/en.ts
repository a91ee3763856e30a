// All words in this language, by area: one file an area in the folder beside.
const files = import.meta.glob<{ default: object }>("./en/*.json", { eager: true });

export const words: Record<string, object> = Object.fromEntries(
  Object.entries(files).map(([path, file]) => [path.slice("./en/".length, -".json".length), file.default]),
);
