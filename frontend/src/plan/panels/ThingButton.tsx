// The name of a place, route or supply, which leads to its panel.
import { Button as AriaButton } from "react-aria-components";
import { titleOf } from "../../map/names";
import type { Subject } from "../asked";
import type { Picture } from "../picture";
import css from "../plan.module.css";

/** What a place, route or supply is called. */
export function subjectTitle(picture: Picture, { kind, at }: Subject): string {
  const list = { place: picture.places, route: picture.routes, supply: picture.supplies }[kind];
  return titleOf(list[at]);
}

/** A name that leads to the panel of what it names. */
export function ThingButton({
  picture,
  subject,
  onSubject,
}: {
  picture: Picture;
  subject: Subject;
  onSubject: (subject: Subject) => void;
}) {
  return (
    <AriaButton
      className={css.link ?? ""}
      onPress={() => {
        onSubject(subject);
      }}
    >
      <bdi>{subjectTitle(picture, subject)}</bdi>
    </AriaButton>
  );
}
