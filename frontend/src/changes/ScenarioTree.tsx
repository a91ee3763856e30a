// Scenarios as a tree that one walks through by keyboard: each under the one that it goes on from.
import { ChevronRight } from "lucide-react";
import { Button as AriaButton, Tree, TreeItem, TreeItemContent } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { number } from "../language/format";
import css from "./changes.module.css";
import { type Branch, titleOf } from "./tree";

interface ScenarioTreeProps {
  branches: readonly Branch[];
  selected: string;
  onSelect: (name: string) => void;
}

function namesIn(branches: readonly Branch[]): string[] {
  return branches.flatMap((branch) => [branch.scenario.name, ...namesIn(branch.children)]);
}

/** The tree; what is chosen is shown beside it. */
export function ScenarioTree({ branches, selected, onSelect }: ScenarioTreeProps) {
  const { t } = useTranslation("changes");
  return (
    <Tree
      aria-label={t("screen.tree")}
      className={css.tree ?? ""}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={selected ? [selected] : []}
      defaultExpandedKeys={namesIn(branches)}
      onSelectionChange={(chosen) => {
        const [name] = chosen === "all" ? [] : [...chosen];
        if (name !== undefined && name !== selected) onSelect(String(name));
      }}
    >
      {branches.map((branch) => item(branch, t))}
    </Tree>
  );
}

function item(branch: Branch, t: ReturnType<typeof useTranslation<"changes">>["t"]) {
  const { scenario, children } = branch;
  return (
    <TreeItem
      key={scenario.name}
      id={scenario.name}
      textValue={titleOf(scenario)}
      className={css.treeItem ?? ""}
    >
      <TreeItemContent>
        {({ isExpanded, hasChildItems }) => (
          <div
            className={css.treeRow}
            style={{ paddingInlineStart: `${String((branch.depth - 1) * 1.25)}rem` }}
          >
            {hasChildItems ? (
              <AriaButton slot="chevron" className={css.chevron ?? ""}>
                <ChevronRight size={14} aria-hidden className={isExpanded ? css.turned : "mirrored"} />
              </AriaButton>
            ) : (
              <span className={css.chevron} />
            )}
            <span className={css.treeWords}>
              <span className={css.treeTitle}>
                <bdi>{titleOf(scenario)}</bdi>
              </span>
              <span className={css.soft}>
                {t("screen.changes", {
                  count: scenario.changes.length,
                  number: number(scenario.changes.length),
                })}
              </span>
            </span>
          </div>
        )}
      </TreeItemContent>
      {children.map((child) => item(child, t))}
    </TreeItem>
  );
}
