// One change in the list: its sentence, who says so, what it does, and what can be done with it.
import { ArrowDown, ArrowUp, Ellipsis, Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import type { Change } from "../api/types";
import { IconButton } from "../ui/Button";
import { Badge } from "../ui/layout";
import { Menu } from "../ui/Menu";
import { Note } from "../ui/Note";
import css from "./changes.module.css";
import { findingWords } from "./faults";
import { type NameOf, sentenceOf } from "./sentence";
import { Cells } from "./TrialNote";

interface ChangeItemProps {
  change: Change;
  at: number;
  last: number;
  mayPlan: boolean;
  nameOf: NameOf;
  tried: components["schemas"]["TriedChange"] | undefined;
  onEdit: () => void;
  onMove: (to: number) => void;
  onDuplicate: () => void;
  onDrop: () => void;
}

/** A change in words. */
export function ChangeItem(props: ChangeItemProps) {
  const { change, at, nameOf, tried, mayPlan } = props;
  const { t } = useTranslation("changes");
  return (
    <li className={css.change}>
      <div className={css.changeHead}>
        <p className={css.sentence}>{sentenceOf(t, change, nameOf)}</p>
        {mayPlan && <Acts {...props} name={t("list.number", { number: at + 1 })} />}
      </div>
      <Claims change={change} />
      {tried?.findings.map((finding, each) => (
        <Note key={each} kind="error">
          {findingWords(finding)}
        </Note>
      ))}
      {tried && tried.rows !== null && <Cells change={tried} />}
    </li>
  );
}

const KINDS: Readonly<Record<string, "good" | "doubt" | "bad">> = {
  confirmed: "good",
  contested: "bad",
  forecast: "doubt",
  assumed: "doubt",
};

/** Who says so, how sure it is, and where it is from. */
function Claims({ change }: { change: Change }) {
  const { t } = useTranslation("changes");
  if (!change.claimed_by && !change.confidence && !change.source && !change.note) return null;
  return (
    <p className={css.claims}>
      {change.confidence && (
        <Badge kind={KINDS[change.confidence] ?? "plain"}>
          {t(`confidence.${change.confidence}`, { defaultValue: change.confidence })}
        </Badge>
      )}
      {change.claimed_by && (
        <span>
          {t("claim.says")} <bdi>{change.claimed_by}</bdi>
        </span>
      )}
      {change.source && (
        <span>
          {t("claim.from")} <bdi>{change.source}</bdi>
        </span>
      )}
      {change.note && <bdi>{change.note}</bdi>}
    </p>
  );
}

function Acts({ at, last, name, onEdit, onMove, onDuplicate, onDrop }: ChangeItemProps & { name: string }) {
  const { t } = useTranslation(["changes", "common"]);
  return (
    <span className={css.acts}>
      <IconButton label={t("list.edit", { name })} onPress={onEdit}>
        <Pencil size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t("list.up", { name })}
        isDisabled={at === 0}
        onPress={() => {
          onMove(at - 1);
        }}
      >
        <ArrowUp size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t("list.down", { name })}
        isDisabled={at === last}
        onPress={() => {
          onMove(at + 1);
        }}
      >
        <ArrowDown size={16} aria-hidden />
      </IconButton>
      <Menu
        label={t("list.more", { name })}
        acts={[
          { id: "copy", title: t("list.duplicate"), onAct: onDuplicate },
          { id: "drop", title: t("list.drop"), onAct: onDrop },
        ]}
      >
        <IconButton label={t("list.more", { name })}>
          <Ellipsis size={16} aria-hidden />
        </IconButton>
      </Menu>
    </span>
  );
}
