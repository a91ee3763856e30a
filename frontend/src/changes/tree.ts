// Scenarios as a tree: each under the one that it goes on from.
import type { Scenario } from "../api/types";

/** A scenario with those that go on from it, and how deep it lies, from 1. */
export interface Branch {
  readonly scenario: Scenario;
  readonly depth: number;
  readonly children: readonly Branch[];
}

/** The tree, by title; one whose parent is not there, or lies in a circle, stands at the top. */
export function treeOf(scenarios: readonly Scenario[]): readonly Branch[] {
  const known = new Map(scenarios.map((each) => [each.name, each]));
  const tops = scenarios.filter((each) => !known.has(each.parent) || isInCircle(each, known));
  const topNames = new Set(tops.map((each) => each.name));
  const grow = (scenario: Scenario, depth: number): Branch => ({
    scenario,
    depth,
    children: inOrder(
      scenarios.filter((each) => each.parent === scenario.name && !topNames.has(each.name)),
    ).map((each) => grow(each, depth + 1)),
  });
  return inOrder(tops).map((each) => grow(each, 1));
}

function isInCircle(scenario: Scenario, known: ReadonlyMap<string, Scenario>): boolean {
  const seen = new Set<string>();
  let at: Scenario | undefined = scenario;
  while (at && !seen.has(at.name)) {
    seen.add(at.name);
    at = known.get(at.parent);
  }
  return at?.name === scenario.name;
}

function inOrder(scenarios: readonly Scenario[]): Scenario[] {
  return [...scenarios].sort((one, other) => titleOf(one).localeCompare(titleOf(other)));
}

/** What a scenario is called: its title, else its name. */
export function titleOf(scenario: Pick<Scenario, "name"> & { readonly title?: string }): string {
  return scenario.title || scenario.name;
}

/** Those that may become the parent of a scenario: all but itself and what goes on from it. */
export function parentsFor(name: string, scenarios: readonly Scenario[]): readonly Scenario[] {
  const below = new Set([name]);
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const each of scenarios) if (each.parent && below.has(each.parent)) below.add(each.name);
  }
  return scenarios.filter((each) => !below.has(each.name));
}

/** A scenario and those that it goes on from, the first parent first. */
export function lineOf(name: string, scenarios: readonly Scenario[]): readonly Scenario[] {
  const line: Scenario[] = [];
  let at = scenarios.find((each) => each.name === name);
  while (at && !line.includes(at)) {
    line.unshift(at);
    const parent: string = at.parent;
    at = scenarios.find((each) => each.name === parent);
  }
  return line;
}

const LONGEST = 100;

/** A name for a scenario from its title: letters and digits with "-" between, and like no other's. */
export function nameFor(title: string, taken: Iterable<string>): string {
  const plain = title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, LONGEST - 5);
  const names = new Set([...taken].map((each) => each.toLowerCase()));
  const first = plain || "scenario";
  if (!names.has(first)) return first;
  for (let number = 2; ; number += 1) {
    if (!names.has(`${first}-${String(number)}`)) return `${first}-${String(number)}`;
  }
}
