// One scale of colour for coverage in every picture: the darker, the shorter; full is apart.
/** Upper ends of the shades s0 to s4; s5 reaches up to, not including, full. */
export const STEPS = [0.2, 0.4, 0.6, 0.8, 0.9] as const;

/** From this share on a need counts as covered in full; what is missing is rounding. */
export const FULL = 1 - 1e-6;

export type Shade = "s0" | "s1" | "s2" | "s3" | "s4" | "s5" | "full" | "none";

/** The shades from the worst to the best. */
export const SHADES: readonly Shade[] = ["s0", "s1", "s2", "s3", "s4", "s5", "full", "none"];

/** The shade of a coverage; `none` where nothing is needed (null or NaN). */
export function shade(share: number | null | undefined): Shade {
  if (share === null || share === undefined || Number.isNaN(share)) return "none";
  if (share >= FULL) return "full";
  const step = STEPS.filter((end) => share >= end).length;
  return SHADES[step] ?? "s5";
}

/** The colour of a shade, as a CSS value; full areas are lighter than full marks. */
export function colour(which: Shade, area = false): string {
  return `var(--${which === "full" && area ? "full-area" : which})`;
}

/** The colour of words on a shade. */
export function inkOn(which: Shade): string {
  return which === "s0" || which === "s1" ? "var(--on-dark)" : "var(--on-light)";
}
