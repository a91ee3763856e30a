// What keys do in a cell of a grid that is not being edited.

interface Pressed {
  readonly key: string;
  readonly altKey: boolean;
}

export type Act = "edit" | "type" | "clear" | "flip" | "fix" | "all" | "one";

/** What a key does in a cell that is not edited. */
export function actOf(event: Pressed, ctrl: boolean, isFlag: boolean): Act | null {
  const { key, altKey } = event;
  if (ctrl) return key.toLowerCase() === "a" ? "all" : null;
  if (key === "Enter") return altKey ? "fix" : "edit";
  if (altKey) return null;
  if (key === "F2") return "edit";
  if (key === "Delete" || key === "Backspace") return "clear";
  if (key === "Escape") return "one";
  if (key === " " && isFlag) return "flip";
  return key.length === 1 ? "type" : null;
}
