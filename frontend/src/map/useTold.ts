// The words of the things on a map: told when somebody asks, and remembered.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { isolated } from "../language/isolated";
import { titleOf } from "./names";
import type { Look } from "./sheet";
import { endsOf, placeWords, routeWords, type Shown } from "./words";

/** What a thing is called, and what there is to say of it. */
export interface Words {
  readonly title: string;
  readonly words: readonly string[];
}

/** The words of a thing by its id. */
export type Tell = (id: string) => Words;

/** The words of what is shown. */
export function useTold(shown: Shown, look: Look): Tell {
  const { scene, coverage, flowing, closed } = shown;
  const { t, i18n } = useTranslation("map");
  const language = i18n.language;
  return useMemo(
    () => teller(t, { scene, coverage, flowing, closed }, look),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- words change with the language
    [scene, coverage, flowing, closed, look, t, language],
  );
}

function teller(t: TFunction, shown: Shown, look: Look): Tell {
  const known = new Map<string, Words>();
  return (id) => {
    const said = known.get(id) ?? told(t, shown, look, id);
    known.set(id, said);
    return said;
  };
}

function told(t: TFunction, shown: Shown, look: Look, id: string): Words {
  const position = Number(id.slice("place-".length));
  const { places, routes } = shown.scene.picture;
  if (id.startsWith("place-"))
    return {
      title: titleOf(places[position]),
      words: look.words?.(position) ?? placeWords(t, shown, position),
    };
  const { from, to } = endsOf(shown.scene, position);
  return {
    title: t("map:route", {
      name: isolated(titleOf(routes[position])),
      from: isolated(from),
      to: isolated(to),
    }),
    words: routeWords(t, shown, position),
  };
}
