// What is closed about a thing: from when till when, why, and who says so.
import { useTranslation } from "react-i18next";
import { closedWords } from "../../map/words";
import { Note } from "../../ui/Note";
import type { Subject } from "../asked";
import { closedIn } from "../flows";
import type { Scene } from "../picture";

/** Notes about the closings of a thing in a period, or in the whole plan. */
export function Closings({
  scene,
  subject,
  period,
}: {
  scene: Scene;
  subject: Subject;
  period: number | null;
}) {
  const { t } = useTranslation("plan");
  const found = closedIn(scene, period).filter(
    ({ kind, position, place }) =>
      (kind === subject.kind && position === subject.at) ||
      (subject.kind === "place" && place === subject.at),
  );
  return found.map((closed, at) => (
    <Note key={at} kind="warning">
      <p>
        {closed.kind === subject.kind ? "" : <bdi>{closed.name}: </bdi>}
        {closedWords(t, closed)}
      </p>
      {closed.source && (
        <p>
          {t("closed.source")} <bdi>{closed.source}</bdi>
        </p>
      )}
    </Note>
  ));
}
