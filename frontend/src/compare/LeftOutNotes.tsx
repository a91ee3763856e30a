// What can't be compared, or only with care: told before any number is read.
import { isolated } from "../language/isolated";
import { useTranslation } from "react-i18next";
import { day, number } from "../language/format";
import { Note } from "../ui/Note";
import { letter } from "./choosing";
import type { Remark } from "./differences";
import type { Joint, LeftOut } from "./joint";
import { ruleWords } from "./plans";
import { thingsOf } from "./things";

interface LeftOutNotesProps {
  joint: Joint;
  remarks: readonly Remark[];
  /** What the remarks call the plans, in their order. */
  called: readonly string[];
}

const MOST = 5; // names that a note tells

/** Notes on calendars, needs, people and rules that differ. */
export function LeftOutNotes({ joint, remarks, called }: LeftOutNotesProps) {
  const { t } = useTranslation("compare");
  const things = thingsOf(joint.pictures);
  const named: Record<LeftOut["kind"], (name: string) => string> = {
    periods: day,
    needs: things.good,
    groups: things.group,
    places: things.place,
  };
  const few = (names: readonly string[], title: (name: string) => string) => {
    const told = names.slice(0, MOST).map((name) => isolated(title(name)));
    return names.length > MOST ? [...told, isolated(`+${number(names.length - MOST)}`)] : told;
  };
  const lines = [
    ...joint.leftOut.map(({ plan, kind, names }) =>
      t(`left.${kind}`, {
        letter: letter(plan),
        count: names.length,
        names: few(names, named[kind]).join(t("comma")),
      }),
    ),
    ...remarks.flatMap((remark) => {
      const values = remarkValues(remark, (rule) => ruleWords(t, rule));
      return values
        ? [t(`remark.${remark.kind}`, { ...values, letter: letter(called.indexOf(remark.plan)) })]
        : [];
    }),
  ];
  if (lines.length === 0) return null;
  return (
    <Note kind="warning">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Note>
  );
}

/** What a remark of the server tells; null for those that are told from the pictures already. */
function remarkValues(
  remark: Remark,
  rule: (name: string) => string,
): Record<string, string | number> | null {
  switch (remark.kind) {
    case "rule":
      return { base: isolated(rule(String(remark.base))), here: isolated(rule(String(remark.here))) };
    case "effort":
      return { base: isolated(String(remark.base)), here: isolated(String(remark.here)) };
    case "people":
      return { count: Array.isArray(remark.places) ? remark.places.length : 0 };
    case "quality":
      return {};
    default:
      return null; // calendars and needs: joint.leftOut
  }
}
