// What is told of the thing under the pointer, or of the one that has the focus.
import css from "./map.module.css";
import type { Sheet } from "./sheet";
import type { Tell } from "./useTold";
import type { Size } from "./useSize";
import type { View } from "./view";

interface MapTipProps {
  id: string | null;
  sheet: Sheet;
  tell: Tell;
  view: View;
  size: Size;
}

/** A note beside a thing; screen readers have the same words as its name. */
export function MapTip({ id, sheet, tell, view, size }: MapTipProps) {
  const spot = id ? sheet.spots.find((each) => each.id === id) : undefined;
  if (!id || !spot) return null;
  const { title, words } = tell(id);
  const scale = view.k / sheet.k;
  const [x, y] = [spot.x * scale + view.x * size.width, spot.y * scale + view.y * size.height];
  const isLeft = x > size.width / 2;
  const isAbove = y > size.height / 2;
  return (
    <div
      className={css.tip}
      aria-hidden
      dir="auto"
      style={{
        ...(isLeft ? { right: Math.max(size.width - x + 16, 8) } : { left: Math.max(x + 16, 8) }),
        ...(isAbove ? { bottom: Math.max(size.height - y + 12, 8) } : { top: Math.max(y + 12, 8) }),
      }}
    >
      <strong>{title}</strong>
      {words.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
