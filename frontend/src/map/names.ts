// The names of things in the language that is spoken.
import { spoken } from "../language";

/** What a thing is called for people: in the language that is spoken, else in English, else its plain name. */
export function titleOf(
  thing: { titles: Readonly<Record<string, string>>; name: string } | undefined,
): string {
  if (!thing) return "";
  return thing.titles[spoken()] || thing.titles.en || thing.name;
}
