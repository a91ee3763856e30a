// A map of very many shapes, painted: the same outlines, lines and circles as in SVG.
import type { Shade } from "../ui/coverage";
import type { Base, RouteDrawn } from "./drawing";
import type { Point } from "./lines";
import type { View } from "./view";

/** From how many shapes on a map is painted, not made of elements. */
export const MANY = 2000;

/** A circle that is painted. */
export interface CirclePainted {
  readonly place: number;
  readonly point: Point;
  readonly radius: number;
}

/** What is painted. */
export interface Painting {
  readonly base: Base;
  /** The zoom at which routes and circles are laid out. */
  readonly k: number;
  readonly routes: readonly RouteDrawn[];
  readonly circles: readonly CirclePainted[];
  readonly isShut: (route: number) => boolean;
  readonly fill: (place: number) => string;
}

const outlines = new Map<string, Path2D>();
const KEPT = 20_000;

/** The path of an outline; remembered, for the same ones are painted again with each move. */
function outlined(outline: string): Path2D {
  const known = outlines.get(outline);
  if (known) return known;
  if (outlines.size >= KEPT) outlines.clear();
  const fresh = new Path2D(outline);
  outlines.set(outline, fresh);
  return fresh;
}

type Colours = (token: string) => string;

/** The colours of the page, as a canvas wants them: `var(--s0)` becomes what it stands for. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  return (token) => {
    const name = /^var\((--[\w-]+)\)$/.exec(token)?.[1];
    return name ? style.getPropertyValue(name).trim() : token;
  };
}

/** The fill of a shade as a token. */
export function tokenOf(shade: Shade, area: boolean): string {
  return `var(--${shade === "full" && area ? "full-area" : shade})`;
}

/** Paint a map. */
export function paint(canvas: HTMLCanvasElement, painting: Painting, view: View, colours: Colours): void {
  const { base } = painting;
  const context = canvas.getContext("2d");
  if (!context) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = base.width * ratio;
  canvas.height = base.height * ratio;
  context.setTransform(ratio, 0, 0, ratio, view.x * base.width * ratio, view.y * base.height * ratio);
  context.save();
  context.scale(view.k, view.k);
  paintAreas(context, painting, view.k, colours);
  context.restore();
  context.scale(view.k / painting.k, view.k / painting.k);
  for (const route of painting.routes) paintRoute(context, route, painting.isShut(route.route), colours);
  for (const { place, point, radius } of painting.circles) {
    context.beginPath();
    context.arc(point[0], point[1], radius, 0, 2 * Math.PI);
    context.fillStyle = colours(painting.fill(place));
    context.fill();
    context.strokeStyle = colours("var(--ink)");
    context.lineWidth = 1;
    context.stroke();
  }
}

function paintAreas(
  context: CanvasRenderingContext2D,
  painting: Painting,
  k: number,
  colours: Colours,
): void {
  context.lineWidth = 1 / k;
  context.strokeStyle = colours("var(--line-strong)");
  context.fillStyle = colours("var(--paper)");
  for (const outline of painting.base.others) {
    const path = outlined(outline);
    context.fill(path, "evenodd");
    context.stroke(path);
  }
  context.strokeStyle = colours("var(--paper)");
  for (const [place, outline] of painting.base.areas) {
    const path = outlined(outline);
    context.fillStyle = colours(painting.fill(place));
    context.fill(path, "evenodd");
    context.stroke(path);
  }
}

function paintRoute(
  context: CanvasRenderingContext2D,
  { lines, idle, middle: [x, y] }: RouteDrawn,
  isShut: boolean,
  colours: Colours,
): void {
  context.strokeStyle = context.fillStyle = colours("var(--road)");
  if (idle) {
    context.setLineDash([2, 4]);
    context.lineWidth = 1;
    context.stroke(new Path2D(idle));
    context.setLineDash([]);
  }
  for (const { line, width } of lines) {
    context.lineWidth = width;
    context.stroke(new Path2D(line.path));
    context.fill(new Path2D(line.head));
  }
  if (!isShut) return;
  context.strokeStyle = colours("var(--stop)");
  context.lineWidth = 2.5;
  context.stroke(new Path2D(`M${String(x - 6)} ${String(y - 6)}l12 12m0 -12l-12 12`));
}

const NEAR = 10;

/** The thing under a point of the painted map, in pixels of the frame. */
export function struck(painting: Painting, view: View, x: number, y: number): string | null {
  const { base, circles, routes } = painting;
  const [shiftedX, shiftedY] = [x - view.x * base.width, y - view.y * base.height];
  const scale = view.k / painting.k;
  const [mapX, mapY] = [shiftedX / scale, shiftedY / scale];
  const near = (at: Point, reach: number) => Math.hypot(at[0] - mapX, at[1] - mapY) <= reach;
  const circle = circles.findLast(({ point, radius }) => near(point, Math.max(radius, NEAR)));
  if (circle) return `place-${String(circle.place)}`;
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return null;
  context.lineWidth = 12;
  const route = routes.findLast(({ lines, idle }) =>
    [...lines.map(({ line }) => line.path), ...(idle ? [idle] : [])].some((path) =>
      context.isPointInStroke(new Path2D(path), mapX, mapY),
    ),
  );
  if (route) return `route-${String(route.route)}`;
  for (const [place, outline] of base.areas) {
    if (context.isPointInPath(outlined(outline), shiftedX / view.k, shiftedY / view.k, "evenodd"))
      return `place-${String(place)}`;
  }
  return null;
}
