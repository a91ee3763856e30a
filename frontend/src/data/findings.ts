// Findings by the place they are about: a cell, a row, a table; and the fix of those whose remedy is sure.
import type { Finding } from "../api/types";
import type { RowId } from "./draft";

const FIRST_ROW = 2; // below the heading, as people see it
const SUGGESTED: ReadonlySet<string> = new Set(["B01", "C01", "C02", "D01"]);
const MEANT = /^Did you mean '(.*[^…])'\?$/;
const WRITE = /^Write (?:the share: )?([+-]?\d+(?:[.,]\d+)?)(?:[.]$|, )/;

/** Findings of a table by row and column (blank: about the whole row), and those about the table as a whole. */
export interface Marks {
  readonly cells: ReadonlyMap<RowId, ReadonlyMap<string, readonly Finding[]>>;
  readonly whole: readonly Finding[];
}

/** The number of a row as findings and workbooks tell it: the first is 2, below the heading. */
export function numberOf(row: RowId, height: number): number {
  return (row < 0 ? height - row - 1 : row) + FIRST_ROW;
}

/** The row that a number stands for; those after the last one are added rows. */
export function rowOf(number: number, height: number): RowId {
  const position = number - FIRST_ROW;
  return position < height ? position : -(position - height) - 1;
}

/** Whether a finding is about the settings. */
export function isOfSettings(finding: Finding): boolean {
  return finding.file === "economy.toml" || finding.sheet === "economy";
}

/** The findings of a table that has so many rows, by cell. */
export function marksOf(findings: readonly Finding[], table: string, height: number): Marks {
  const cells = new Map<RowId, Map<string, Finding[]>>();
  const whole: Finding[] = [];
  for (const finding of findings) {
    if (finding.file !== table) continue;
    const number = finding.row ?? 0;
    if (number < FIRST_ROW) {
      whole.push(finding);
      continue;
    }
    const row = rowOf(number, height);
    const inRow = cells.get(row) ?? new Map<string, Finding[]>();
    const column = finding.column ?? "";
    inRow.set(column, [...(inRow.get(column) ?? []), finding]);
    cells.set(row, inRow);
  }
  return { cells, whole };
}

/** How many findings there are, with those that are only counted, by severity. */
export function counted(findings: readonly Finding[]): { errors: number; warnings: number } {
  const count = (severity: string) =>
    findings
      .filter((finding) => finding.severity === severity)
      .reduce((sum, finding) => sum + 1 + (finding.more ?? 0), 0);
  return { errors: count("error"), warnings: count("warning") };
}

/** What to write into a cell where the remedy leaves no doubt; null where it does: 1,234 may be either number. */
export function fixOf(finding: Finding, cell: string): string | null {
  if (!finding.row || !finding.column || finding.value !== cell || !SUGGESTED.has(finding.code)) return null;
  const meant = MEANT.exec(finding.remedy)?.[1];
  if (meant !== undefined) return meant;
  const number = WRITE.exec(finding.remedy)?.[1] ?? null;
  return number !== null && /[.,]\d{3}$/.test(number) && !finding.remedy.includes("share") ? null : number;
}

/** Findings with errors first, then by row. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = (finding: Finding) => (finding.severity === "error" ? 0 : 1);
  return [...findings].sort((a, b) => rank(a) - rank(b) || (a.row ?? 0) - (b.row ?? 0));
}

/** Findings by the file or sheet they are about, in their order; errors first within each. */
export function byPlace(findings: readonly Finding[]): [string, Finding[]][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const place = finding.sheet || finding.file || "";
    groups.set(place, [...(groups.get(place) ?? []), finding]);
  }
  return [...groups].map(([place, group]) => [place, inOrder(group)]);
}
