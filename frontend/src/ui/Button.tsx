// Buttons: what does something, what leads somewhere, and what shows only a sign.
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from "react-aria-components";
import { useHref, useLinkClickHandler } from "react-router";
import css from "./controls.module.css";

type Kind = "plain" | "primary" | "danger" | "quiet";

/** The class of a button of a kind. */
export function buttonClass(kind: Kind = "plain", icon = false): string {
  return [css.button, kind === "plain" ? "" : css[kind], icon ? css.icon : ""].filter(Boolean).join(" ");
}

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className"> {
  kind?: Kind;
  children: ReactNode;
}

/** A button with words on it. */
export function Button({ kind = "plain", children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={buttonClass(kind)}>
      {children}
    </AriaButton>
  );
}

/** A button with a sign alone; its name is told by a tooltip and to screen readers. */
export function IconButton({ label, kind = "quiet", children, ...rest }: ButtonProps & { label: string }) {
  return (
    <TooltipTrigger delay={400}>
      <AriaButton {...rest} aria-label={label} className={buttonClass(kind, true)}>
        {children}
      </AriaButton>
      <Tooltip className={css.tooltip ?? ""}>{label}</Tooltip>
    </TooltipTrigger>
  );
}

/** A link that looks like a button. */
export function LinkButton({
  to,
  kind = "plain",
  children,
}: {
  to: string;
  kind?: Kind;
  children: ReactNode;
}) {
  const follow = useLinkClickHandler<HTMLAnchorElement>(to);
  return (
    <a href={useHref(to)} onClick={follow} className={buttonClass(kind)}>
      {children}
    </a>
  );
}
