// The buttons on a map: nearer, farther, all of it.
import { Maximize, Minus, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/Button";
import css from "./map.module.css";
import { type View, WHOLE, zoomed } from "./view";

/** Zoom in, zoom out, show all. */
export function MapButtons({
  view,
  onChange,
}: {
  view: View;
  onChange: (how: (view: View) => View) => void;
}) {
  const { t } = useTranslation("map");
  const isWhole = view.k === WHOLE.k && view.x === WHOLE.x && view.y === WHOLE.y;
  return (
    <div className={css.buttons} role="toolbar" aria-label={t("zoom")} aria-orientation="vertical">
      <IconButton
        label={t("nearer")}
        kind="plain"
        onPress={() => {
          onChange((now) => zoomed(now, 1.5));
        }}
      >
        <Plus size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t("farther")}
        kind="plain"
        isDisabled={view.k === 1}
        onPress={() => {
          onChange((now) => zoomed(now, 1 / 1.5));
        }}
      >
        <Minus size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t("whole")}
        kind="plain"
        isDisabled={isWhole}
        onPress={() => {
          onChange(() => WHOLE);
        }}
      >
        <Maximize size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
