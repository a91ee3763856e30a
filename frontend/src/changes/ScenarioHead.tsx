// What a scenario is called, what it is about and goes on from, and what can be done with it.
import { CopyPlus, Ellipsis, FileDown, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useProject } from "../api/queries";
import type { Scenario } from "../api/types";
import { paths } from "../app/paths";
import { CopyAs } from "../report/CopyAs";
import { here, scenarioRecipe } from "../report/recipes";
import { Button, IconButton } from "../ui/Button";
import { OpenDialog } from "../ui/Dialog";
import { Day, Num } from "../ui/figures";
import { Menu } from "../ui/Menu";
import css from "./changes.module.css";
import { DeleteDialog } from "./DeleteDialog";
import { draftKey, replace } from "./draft";
import { exportScenario } from "./files";
import { RunButton } from "./RunButton";
import type { EditorProps } from "./ScenarioEditor";
import { ScenarioForm } from "./ScenarioForm";
import { lineOf, nameFor, titleOf } from "./tree";

interface HeadProps extends EditorProps {
  now: Scenario;
  isChanged: boolean;
  onChange: (next: Scenario, label: string) => void;
}

/** The head of a scenario. */
export function ScenarioHead(props: HeadProps) {
  const { now } = props;
  return (
    <header className={css.scenarioHead}>
      <div className={css.between}>
        <h2>
          <bdi>{titleOf(now)}</bdi>
        </h2>
        <Acts {...props} />
      </div>
      <Line {...props} />
      {now.description && (
        <p className={css.words}>
          <bdi>{now.description}</bdi>
        </p>
      )}
      <Facts now={now} />
    </header>
  );
}

function Line({ project, economy, known, now }: HeadProps) {
  const { t } = useTranslation("changes");
  const parents = lineOf(now.parent, known);
  return (
    <p className={css.soft}>
      <bdi>{now.name}</bdi>
      {parents.length > 0 && (
        <>
          {" · "}
          {t("scenario.goesOn")}{" "}
          {parents.map((each, at) => (
            <span key={each.name}>
              {at > 0 && " › "}
              <Link to={paths.scenarios(project, economy, each.name)}>
                <bdi>{titleOf(each)}</bdi>
              </Link>
            </span>
          ))}
        </>
      )}
    </p>
  );
}

function Facts({ now }: { now: Scenario }) {
  const { t } = useTranslation("changes");
  if (!now.calendar && !now.source) return null;
  return (
    <dl className={css.facts}>
      {now.calendar && (
        <div>
          <dt>{t("scenario.calendar")}</dt>
          <dd>
            {t("scenario.calendarFrom")} <Day iso={now.calendar.start} /> ·{" "}
            <Num value={now.calendar.lengths.length} /> {t("scenario.calendarPeriods")}
          </dd>
        </div>
      )}
      {now.source && (
        <div>
          <dt>{t("claim.source")}</dt>
          <dd>
            <bdi>{now.source}</bdi>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Acts(props: HeadProps) {
  const { project, economy, now, base, known, mayPlan, isChanged, onChange } = props;
  const { t } = useTranslation(["changes", "common"]);
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const navigate = useNavigate();
  const named = useProject(project).data;
  const close = () => {
    setOpen(null);
  };
  const duplicate = () => {
    const title = t("scenario.copyOf", { title: titleOf(now) });
    const name = nameFor(
      title,
      known.map((each) => each.name),
    );
    replace(
      draftKey(project, economy, name),
      { base: null, now: { ...now, name, title } },
      t("undo.begun", { title }),
    );
    void navigate(paths.scenarios(project, economy, name));
  };
  const more = [
    { id: "copy", title: t("scenario.duplicate"), icon: CopyPlus, onAct: duplicate, isDisabled: !mayPlan },
    {
      id: "file",
      title: t("file.export"),
      icon: FileDown,
      onAct: () => void exportScenario({ project, economy }, now.name),
      isDisabled: base === null,
    },
    {
      id: "delete",
      title: t("common:delete"),
      icon: Trash2,
      isDisabled: !mayPlan || base === null,
      onAct: () => {
        setOpen("delete");
      },
    },
  ];
  return (
    <div className={css.line}>
      {mayPlan && (
        <Button
          onPress={() => {
            setOpen("edit");
          }}
        >
          <Pencil size={16} aria-hidden />
          {t("scenario.edit")}
        </Button>
      )}
      {mayPlan && base && <RunButton {...{ project, economy }} scenario={now.name} isDisabled={isChanged} />}
      {named && <CopyAs {...scenarioRecipe(here(named), { id: economy }, now.name)} />}
      <Menu label={t("scenario.more")} acts={more}>
        <IconButton label={t("scenario.more")}>
          <Ellipsis size={18} aria-hidden />
        </IconButton>
      </Menu>
      <OpenDialog title={t("scenario.edit")} isOpen={open === "edit"} onClose={close}>
        <ScenarioForm
          {...{ now, known }}
          onDone={(next) => {
            close();
            onChange(next, t("undo.edited", { title: titleOf(next) }));
          }}
        />
      </OpenDialog>
      {base && (
        <DeleteDialog {...{ project, economy, base, known }} isOpen={open === "delete"} onClose={close} />
      )}
    </div>
  );
}
