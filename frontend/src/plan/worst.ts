// Who is worst off in a scene.
import { FULL } from "../ui/coverage";
import { at } from "./columns";
import { cellsIn, isAsked } from "./coverage";
import type { Asked, Scene } from "./picture";

/** A need that is not met: its worst cell, and over how many cells it is short of what is asked about. */
export interface Shortage {
  readonly cell: number;
  readonly times: number;
}

/** Shortages of what is asked: the most urgent tier first, then the lowest coverage, then the most people. */
export function worstOff(scene: Scene, asked: Asked): Shortage[] {
  const { cells, picture } = scene;
  const nNeeds = picture.needs.length;
  const nGroups = picture.groups.length;
  const worst = new Map<number, { cell: number; times: number }>();
  for (const cell of cellsIn(scene, asked.period)) {
    if (at(cells.coverage, cell) >= FULL || !isAsked(scene, cell, asked)) continue;
    const who = (at(cells.place, cell) * nGroups + at(cells.group, cell)) * nNeeds + at(cells.need, cell);
    const found = worst.get(who);
    if (!found) worst.set(who, { cell, times: 1 });
    else {
      found.times += 1;
      if (at(cells.coverage, cell) < at(cells.coverage, found.cell)) found.cell = cell;
    }
  }
  return [...worst.values()].sort((one, other) => urgency(scene, one.cell, other.cell));
}

function urgency({ cells }: Scene, one: number, other: number): number {
  return (
    at(cells.tier, one) - at(cells.tier, other) ||
    at(cells.coverage, one) - at(cells.coverage, other) ||
    at(cells.people, other) - at(cells.people, one) ||
    at(cells.first, one) - at(cells.first, other) ||
    one - other
  );
}
