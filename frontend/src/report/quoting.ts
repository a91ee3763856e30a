// Values written so that a shell, Python or a comment takes them for what they are, whatever they hold.

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;
// Control characters, and those that turn the direction of what is read: shown by number, never as themselves.
// eslint-disable-next-line no-control-regex -- they are what this is about
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const EACH_HIDDEN = new RegExp(HIDDEN, "g");

/** A value as one word of a shell (bash and zsh; plain `sh` too, where it holds no hidden characters). */
export function shellWord(value: string): string {
  if (PLAIN.test(value)) {
    return value;
  }
  if (!HIDDEN.test(value)) {
    return `'${value.replaceAll("'", String.raw`'\''`)}'`;
  }
  const escaped = value.replace(/[\\']/g, (character) => `\\${character}`).replace(EACH_HIDDEN, byNumber);
  return `$'${escaped}'`;
}

/** An option with its value; joined by `=`, so that a value that begins with `-` is not taken for an option. */
export function shellOption(name: string, value: string | number | boolean): string {
  if (typeof value === "boolean") {
    return value ? name : "";
  }
  const word = shellWord(String(value));
  return word.startsWith("-") || word === "''" ? `${name}=${word}` : `${name} ${word}`;
}

/** A value of JSON as Python writes it. */
export function pythonValue(value: unknown): string {
  if (value === null || value === undefined) {
    return "None";
  }
  if (typeof value === "string") {
    return JSON.stringify(value).replace(EACH_HIDDEN, byNumber);
  }
  if (typeof value === "boolean") {
    return value ? "True" : "False";
  }
  if (Array.isArray(value)) {
    return `[${value.map(pythonValue).join(", ")}]`;
  }
  if (typeof value === "object") {
    const pairs = Object.entries(value).map(([key, one]) => `${pythonValue(key)}: ${pythonValue(one)}`);
    return `{${pairs.join(", ")}}`;
  }
  return String(value);
}

/** Text for the end of a line, after `#`: on one line, whatever it holds. */
export function remark(text: string): string {
  return text.replace(EACH_HIDDEN, " ").trim();
}

function byNumber(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
