// Tabs: parts of a page of which one is seen at a time.
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import css from "./controls.module.css";

export interface Part {
  id: string;
  title: ReactNode;
  children: ReactNode;
}

/** Parts by title; `selected` and `onSelect` where the address knows which one is open. */
export function Tabs({
  label,
  parts,
  selected,
  onSelect,
}: {
  label: string;
  parts: readonly Part[];
  selected?: string;
  onSelect?: (id: string) => void;
}) {
  return (
    <AriaTabs
      className={css.tabs ?? ""}
      {...(selected === undefined ? {} : { selectedKey: selected })}
      onSelectionChange={(key) => onSelect?.(String(key))}
    >
      <TabList aria-label={label} className={css.tabList ?? ""}>
        {parts.map((part) => (
          <Tab key={part.id} id={part.id} className={css.tab ?? ""}>
            {part.title}
          </Tab>
        ))}
      </TabList>
      {parts.map((part) => (
        <TabPanel key={part.id} id={part.id}>
          {part.children}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
