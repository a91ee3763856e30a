// What the maps of plans show: each plan in what is chosen, and the change from the first plan to another.
import type { PlanMapProps } from "../map/PlanMap";
import { signed } from "../language/format";
import { coverageByPlace, type Flowing, flowsAlong } from "../plan/picture";
import { closedIn } from "../plan/flows";
import { askedOf, type Choice, type Joint } from "./joint";

/** A plan as its map draws it. */
export type MapShown = Pick<PlanMapProps, "scene" | "coverage" | "flowing" | "closed">;

/** What the map of a plan shows. */
export function shownOf(joint: Joint, plan: number, choice: Choice): MapShown | null {
  const scene = joint.scenes[plan];
  if (!scene) return null;
  const asked = askedOf(joint, plan, choice);
  return {
    scene,
    coverage: coverageByPlace(scene, asked),
    flowing: flowsAlong(scene, asked.period, null),
    closed: closedIn(scene, asked.period),
  };
}

const STEPS = [0.05, 0.2]; // from which a change is of the second and third strength
const STRENGTHS = [30, 60, 100]; // percent of the full colour

/** How strong a change is: 0 none, 1 slight, 2 clear, 3 strong. */
export function strength(change: number): number {
  if (change === 0) return 0;
  return 1 + STEPS.filter((step) => Math.abs(change) >= step).length;
}

/** The colour of a change of coverage, as a CSS value. */
export function changeColour(change: number): string {
  if (Number.isNaN(change)) return "var(--none)";
  const share = STRENGTHS[strength(change) - 1];
  if (share === undefined) return "color-mix(in srgb, var(--line) 55%, var(--paper))"; // so that borders show
  return `color-mix(in srgb, var(--${change > 0 ? "gain" : "loss"}) ${String(share)}%, var(--paper))`;
}

const LEAST = 0.01; // points below which a change is only told to be there

/** A change of a share in points of percent, with its sign; what is above nothing never reads 0. */
export function points(change: number): string {
  const size = 100 * change;
  if (size === 0 || Number.isNaN(size)) return signed(size);
  if (Math.abs(size) < LEAST) return `<${signed(Math.sign(size) * LEAST)}`;
  return signed(Math.abs(size) >= 1 ? Math.round(10 * size) / 10 : size);
}

/** What goes along routes in one plan and not in the other: the more, or the less (with `sign` −1). */
export function flowChange(before: MapShown, after: MapShown, sign: 1 | -1): Flowing {
  const routes = new Map(before.scene.picture.routes.map((_, at) => [routeKey(before, at), at]));
  const { flowing, scene } = after;
  const change = (way: "forth" | "back") =>
    Float64Array.from(scene.picture.routes, (_, at) => {
      const old = routes.get(routeKey(after, at));
      const amount = (flowing[way][at] ?? 0) - (old === undefined ? 0 : (before.flowing[way][old] ?? 0));
      const least = 1e-6 * Math.max(flowing.most, before.flowing.most);
      return sign * amount > least ? sign * amount : 0;
    });
  const [forth, back] = [change("forth"), change("back")];
  const most = Math.max(0, ...forth, ...back);
  return { forth, back, unweighed: new Uint8Array(forth.length), most, unit: flowing.unit };
}

function routeKey({ scene: { picture } }: MapShown, at: number): string {
  const route = picture.routes[at];
  if (!route) return "";
  const ends = [route.from_place, route.to_place].map((place) => picture.places[place]?.name ?? "");
  return [route.name, ...ends].join("\n");
}
