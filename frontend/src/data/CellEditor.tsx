// What a cell is edited with: a line of text, a day, or a list of what may stand in it.
import { type KeyboardEvent, useRef, useState } from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { ColumnDescribed } from "../api/types";
import controls from "../ui/controls.module.css";
import { useChoices } from "./choices";
import css from "./Grid.module.css";
import type { Edited, GridState } from "./useGrid";
import type { GridRow } from "./useGridRows";

interface EditorProps {
  column: ColumnDescribed;
  row: GridRow;
  edited: Edited;
  grid: GridState;
}

const DAY = /^\d{4}-\d\d-\d\d$|^$/;

/** The editor of a cell; Enter, Tab and leaving it keep what is written, Escape does not. */
export function CellEditor(props: EditorProps) {
  const { column } = props;
  const isListed = column.choices.length > 0 || column.refers_to !== "" || column.kind === "flag";
  return isListed ? <Listed {...props} /> : <Line {...props} />;
}

/** What the keys do that end editing; whether the key was one of them. */
function useEnding({ column, row, grid }: EditorProps) {
  const isOver = useRef(false);
  const end = (text: string | null, move: "down" | "ahead" | "back" | "stay") => {
    if (isOver.current) return;
    isOver.current = true;
    grid.endEditing(row, column.name, text, move);
  };
  const onKey = (event: KeyboardEvent, text: string): boolean => {
    const { key } = event;
    if (key !== "Enter" && key !== "Escape" && key !== "Tab") return false;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Escape") end(null, "stay");
    else end(text, key === "Enter" ? "down" : event.shiftKey ? "back" : "ahead");
    return true;
  };
  return { end, onKey };
}

function Line(props: EditorProps) {
  const { column, edited } = props;
  const { t } = useTranslation("data");
  const [text, setText] = useState(edited.text);
  const { end, onKey } = useEnding(props);
  const isDay = column.kind === "date" && !edited.typed && DAY.test(edited.text);
  return (
    <Input
      type={isDay ? "date" : "text"}
      aria-label={t("grid.editing", { column: column.name })}
      className={css.input ?? ""}
      dir={isDay ? undefined : "auto"}
      value={text}
      autoFocus
      onFocus={(event) => {
        if (!edited.typed && !isDay) event.target.select();
      }}
      onChange={(event) => {
        setText(event.target.value);
      }}
      onKeyDown={(event) => {
        if (!onKey(event, text)) event.stopPropagation();
      }}
      onBlur={() => {
        end(text, "stay");
      }}
    />
  );
}

const SHOWN = 200; // of a list; typing finds the others

function Listed(props: EditorProps) {
  const { column, edited, grid } = props;
  const { t } = useTranslation("data");
  const [text, setText] = useState(edited.text);
  const { end, onKey } = useEnding(props);
  const names = useChoices(grid.source, column, text);
  const isFresh = text === edited.text && !edited.typed; // before one types, all are offered
  const fitting = isFresh ? names : names.filter((name) => name.toLowerCase().includes(text.toLowerCase()));
  const input = useRef<HTMLInputElement>(null);
  return (
    <ComboBox
      aria-label={t("grid.editing", { column: column.name })}
      className={css.combo ?? ""}
      menuTrigger="focus"
      allowsCustomValue
      allowsEmptyCollection
      items={fitting.slice(0, SHOWN).map((name) => ({ id: name }))}
      inputValue={text}
      onInputChange={setText}
      onSelectionChange={(key) => {
        if (key !== null) end(String(key), "down");
      }}
    >
      <Input
        ref={input}
        className={css.input ?? ""}
        dir="auto"
        autoFocus
        onFocus={(event) => {
          if (!edited.typed) event.target.select();
        }}
        onKeyDownCapture={(event) => {
          const picks = event.key === "Enter" && event.currentTarget.getAttribute("aria-activedescendant");
          if (!picks) onKey(event, text);
        }}
        onBlur={() => {
          end(text, "stay");
        }}
      />
      <Popover className={controls.popover ?? ""} isNonModal>
        <ListBox
          className={controls.list ?? ""}
          renderEmptyState={() => <p className={css.noChoice}>{t("grid.noChoice")}</p>}
        >
          {({ id }: { id: string }) => (
            <ListBoxItem id={id} textValue={id} className={controls.item ?? ""}>
              <bdi>{id}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
