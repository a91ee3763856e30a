// A word with an explanation that is shown on hover and focus.
import type { ReactNode } from "react";
import { Button as AriaButton, Tooltip, TooltipTrigger } from "react-aria-components";
import css from "./controls.module.css";
import tip from "./Tip.module.css";

/** `children` with `text` to explain it; reached by the keyboard, too. */
export function Tip({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <TooltipTrigger delay={200}>
      <AriaButton className={tip.word ?? ""}>{children}</AriaButton>
      <Tooltip className={css.tooltip ?? ""}>{text}</Tooltip>
    </TooltipTrigger>
  );
}
