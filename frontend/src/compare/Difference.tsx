// A difference as people read it: a sign, an arrow and a word's colour; never the colour alone.
import { ArrowDown, ArrowUp, Equal } from "lucide-react";
import type { ReactNode } from "react";
import { signed } from "../language/format";
import css from "./compare.module.css";

/** What more of it means: good for people, bad for them, or neither. */
export type Sense = "good" | "bad" | "plain";

interface DifferenceProps {
  value: number;
  sense?: Sense;
  /** The difference in words; without, the signed number. */
  children?: ReactNode;
  unit?: string;
}

/** A difference with its arrow. */
export function Difference({ value, sense = "plain", children, unit = "" }: DifferenceProps) {
  const Sign = value > 0 ? ArrowUp : value < 0 ? ArrowDown : Equal;
  return (
    <span className={`${css.difference ?? ""} ${css[tone(value, sense)] ?? ""}`}>
      <Sign size={14} strokeWidth={2.5} aria-hidden />
      <bdi>{children ?? `${signed(rounded(value))}${unit && ` ${unit}`}`}</bdi>
    </span>
  );
}

/** Whether a change is a gain, a loss, or neither. */
export function tone(value: number, sense: Sense): "gain" | "loss" | "even" {
  if (value === 0 || sense === "plain") return "even";
  return value > 0 === (sense === "good") ? "gain" : "loss";
}

/** Three digits of a difference, whole numbers from a hundred on. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
