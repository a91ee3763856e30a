// The names for people of whatever the tables of a comparison name, found in the pictures of its plans.
import { titleOf } from "../map/names";
import type { Picture } from "../plan/picture";

type Titled = Parameters<typeof titleOf>[0];

/** Names for people, by the names of tables; a name that no plan knows stays as it is. */
export interface Things {
  readonly place: (name: string) => string;
  readonly good: (name: string) => string;
  readonly group: (name: string) => string;
  readonly route: (name: string) => string;
  readonly supply: (name: string) => string;
  readonly activity: (name: string) => string;
  /** The unit of a good; blank where it is unknown. */
  readonly unit: (good: string) => string;
}

/** The things of plans; those of the first come first. */
export function thingsOf(pictures: readonly Picture[]): Things {
  const named = (list: (picture: Picture) => readonly NonNullable<Titled>[]) => {
    const found = new Map<string, Titled>();
    for (const picture of pictures)
      for (const thing of list(picture)) if (!found.has(thing.name)) found.set(thing.name, thing);
    return (name: string) => titleOf(found.get(name)) || name;
  };
  const units = new Map(
    pictures.flatMap(({ goods }) => goods.map(({ name, unit }) => [name, unit] as const)),
  );
  return {
    place: named(({ places }) => places),
    good: named(({ goods }) => goods),
    group: named(({ groups }) => groups),
    route: named(({ routes }) => routes),
    supply: named(({ supplies }) => supplies),
    activity: named(({ activities }) => activities),
    unit: (good) => units.get(good) ?? "",
  };
}
