// Finding a place, route or supply by its name.
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { titleOf } from "../map/names";
import { ComboBox } from "../ui/Field";
import type { Subject } from "./asked";
import type { Picture } from "./picture";

interface FinderProps {
  picture: Picture;
  subject: Subject | null;
  onSubject: (subject: Subject) => void;
}

const KINDS = ["place", "route", "supply"] as const;

/** A field that finds things by name, and opens their panel. */
export const Finder = memo(function Finder({ picture, subject, onSubject }: FinderProps) {
  const { t, i18n } = useTranslation("plan");
  const language = i18n.language;
  const choices = useMemo(
    () => {
      const lists = { place: picture.places, route: picture.routes, supply: picture.supplies };
      return KINDS.flatMap((kind) =>
        lists[kind].map((thing, at) => ({
          id: `${kind}-${String(at)}`,
          title: titleOf(thing),
          hint: t(`panel.${kind}`),
        })),
      );
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- names change with the language
    [picture, t, language],
  );
  return (
    <ComboBox
      key={language}
      label={t("find")}
      value={subject ? `${subject.kind}-${String(subject.at)}` : ""}
      choices={choices}
      onChange={(id) => {
        const [name, at] = id.split("-");
        const kind = KINDS.find((each) => each === name);
        if (kind) onSubject({ kind, at: Number(at) });
      }}
    />
  );
});
