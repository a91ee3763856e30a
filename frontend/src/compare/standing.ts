// How plans stand beside each other in what the slider and the pickers show; worked out here, from the pictures.
// What is said of whole plans comes from the server's comparison (differences.ts).
import { FULL } from "../ui/coverage";
import { cellsIn, isAsked } from "../plan/coverage";
import { coverageByPlace, type Asked, type Scene } from "../plan/picture";
import { askedOf, type Choice, type Joint } from "./joint";

/** People: with any need, with something delivered, and with all of the most urgent tier. */
export interface Reach {
  readonly inNeed: number;
  readonly targeted: number;
  readonly reached: number;
}

/** A plan in what is chosen: people who lack some of it, mean and lowest coverage (NaN where nobody needs it). */
export interface Standing extends Reach {
  readonly short: number;
  readonly mean: number;
  readonly lowest: number;
}

const SOMETHING = 1 - FULL; // a share below this is nothing

interface Person {
  people: number;
  targeted: boolean;
  reached: boolean;
}

/**
 * People in a period, or over the whole plan in the worst period of each.
 *
 * The same as the plan's own headline, but also for a plan of which only a part can be compared.
 */
export function reachOf(scene: Scene, period: number | null): Reach {
  const sums = { inNeed: 0, targeted: 0, reached: 0 };
  for (const person of everyone(scene, period)) {
    sums.inNeed += person.people;
    if (person.targeted) sums.targeted += person.people;
    if (person.targeted && person.reached) sums.reached += person.people;
  }
  return sums;
}

function everyone(scene: Scene, period: number | null): Iterable<Person> {
  const then = new Map<number, Person>();
  const { cells, nPeriods, picture } = scene;
  const urgent = urgentTier(scene);
  for (const cell of cellsIn(scene, period)) {
    const who = (cells.place[cell] ?? 0) * picture.groups.length + (cells.group[cell] ?? 0);
    const first = cells.first[cell] ?? 0;
    const end = Math.min(first + (cells.nPeriods[cell] ?? 1), nPeriods);
    const share = cells.coverage[cell] ?? 0;
    const isFull = cells.tier[cell] !== urgent || share >= FULL;
    for (let at = first; at < end; at += 1) {
      if (period !== null && at !== period) continue;
      const person = seen(then, who * nPeriods + at, cells.people[cell] ?? 0);
      person.targeted ||= share > SOMETHING;
      person.reached &&= isFull;
    }
  }
  return period === null ? worstOfEach(then, nPeriods) : then.values();
}

function seen(people: Map<number, Person>, key: number, many: number): Person {
  const found = people.get(key);
  if (found) {
    found.people = Math.max(found.people, many);
    return found;
  }
  const fresh = { people: many, targeted: false, reached: true };
  people.set(key, fresh);
  return fresh;
}

/** Each person's worst period. */
function worstOfEach(then: ReadonlyMap<number, Person>, nPeriods: number): Iterable<Person> {
  const worst = new Map<number, Person>();
  for (const [key, person] of then) {
    const who = Math.floor(key / nPeriods);
    const found = worst.get(who);
    if (!found) {
      worst.set(who, { ...person, reached: person.reached && person.targeted });
      continue;
    }
    found.people = Math.max(found.people, person.people);
    found.targeted &&= person.targeted;
    found.reached &&= person.reached && person.targeted;
  }
  return worst.values();
}

function urgentTier({ cells }: Scene): number {
  let least = Infinity;
  for (const tier of cells.tier) if (tier < least) least = tier;
  return least;
}

/** How each plan stands in what is chosen. */
export function standings(joint: Joint, choice: Choice): Standing[] {
  return joint.scenes.map((scene, plan) => {
    const asked = askedOf(joint, plan, choice);
    return { ...reachOf(scene, asked.period), ...coverageOf(scene, asked) };
  });
}

function coverageOf(scene: Scene, asked: Asked): Pick<Standing, "short" | "mean" | "lowest"> {
  const { cells } = scene;
  const { short } = coverageByPlace(scene, asked);
  let [weight, sum, lowest] = [0, 0, NaN];
  for (const cell of cellsIn(scene, asked.period)) {
    if (!isAsked(scene, cell, asked)) continue;
    const share = cells.coverage[cell] ?? 0;
    const counts = (cells.people[cell] ?? 0) * (asked.period === null ? (cells.days[cell] ?? 0) : 1);
    weight += counts;
    sum += counts * share;
    if (!(share >= lowest)) lowest = share;
  }
  return { short: short.reduce((all, each) => all + each, 0), mean: weight > 0 ? sum / weight : NaN, lowest };
}

/** Change of mean coverage at each place, from the first plan to another; NaN where nobody has such needs. */
export function changeByPlace(joint: Joint, choice: Choice, plan: number): Map<string, number> {
  const [before, after] = [0, plan].map((each) => {
    const scene = joint.scenes[each];
    if (!scene) return new Map<string, number>();
    const { mean } = coverageByPlace(scene, askedOf(joint, each, choice));
    return new Map(scene.picture.places.map(({ name }, place) => [name, mean[place] ?? NaN]));
  });
  const found = new Map<string, number>();
  for (const [name, share] of before ?? []) {
    const other = after?.get(name);
    if (other !== undefined) found.set(name, noise(other - share));
  }
  return found;
}

/** A difference of shares, 0 where it is rounding. */
function noise(change: number): number {
  return Math.abs(change) <= SOMETHING ? 0 : change;
}
