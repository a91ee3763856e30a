// A menu: a button that opens a list of things to do.
import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import css from "./controls.module.css";

export interface Act {
  id: string;
  title: string;
  hint?: string;
  isDisabled?: boolean;
  onAct: () => void;
}

/** A list of acts, opened by `children`, which is a button. */
export function Menu({
  label,
  acts,
  children,
}: {
  label: string;
  acts: readonly Act[];
  children: ReactNode;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={css.popover ?? ""}>
        <AriaMenu className={css.list ?? ""} aria-label={label}>
          {acts.map((act) => (
            <MenuItem
              key={act.id}
              id={act.id}
              textValue={act.title}
              isDisabled={act.isDisabled ?? false}
              onAction={act.onAct}
              className={css.item ?? ""}
            >
              {act.title}
              {act.hint && <span className={css.itemHint}>{act.hint}</span>}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
