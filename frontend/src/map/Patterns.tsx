// Hatchings over the colours of low coverage, so that no meaning rests on colour alone.
import type { Shade } from "../ui/coverage";

/** The shades that are hatched: the lower the coverage, the denser. */
const HATCHED: Partial<Record<Shade, { step: number; crossed: boolean }>> = {
  s0: { step: 6, crossed: true },
  s1: { step: 6, crossed: false },
  s2: { step: 11, crossed: false },
};

/** The fill that hatches a shade; null where it has none. `of` keeps two maps' definitions apart. */
export function hatching(of: string, shade: Shade): string | null {
  return HATCHED[shade] ? `url(#${of}-${shade})` : null;
}

/** The definitions of the hatchings; drawn at the same size however far the map is zoomed. */
export function Patterns({ of, k = 1 }: { of: string; k?: number }) {
  return (
    <defs>
      {Object.entries(HATCHED).map(([shade, { step, crossed }]) => (
        <pattern
          key={shade}
          id={`${of}-${shade}`}
          width={step}
          height={step}
          patternUnits="userSpaceOnUse"
          patternTransform={`scale(${String(1 / k)}) rotate(45)`}
        >
          <path
            d={`M0 0V${String(step)}${crossed ? `M0 0H${String(step)}` : ""}`}
            stroke="var(--on-dark)"
            strokeOpacity={0.55}
            strokeWidth={1.4}
          />
        </pattern>
      ))}
    </defs>
  );
}
