// The canvas under a map of very many shapes.
import { useEffect, useRef } from "react";
import { useLooks } from "../charts/theme";
import { coloursOf, paint } from "./canvas";
import css from "./map.module.css";
import type { Sheet } from "./sheet";
import type { View } from "./view";

/** The shapes of a sheet, painted. */
export function Painted({ sheet, view }: { sheet: Sheet; view: View }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const looks = useLooks();
  useEffect(() => {
    if (canvas.current) paint(canvas.current, sheet.painting, view, coloursOf(document.documentElement));
  }, [sheet, view, looks]);
  const { width, height } = sheet.base;
  return <canvas ref={canvas} className={css.canvas} style={{ width, height }} aria-hidden />;
}
