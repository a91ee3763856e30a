// Where what the server found wrong with a change belongs: at a field, or above them all.
import type { Finding } from "../api/types";

/** What is wrong, by the field that it is about; under a blank key what is about none of them. */
export type Faults = Readonly<Record<string, string>>;

const FIELDS: ReadonlySet<string> = new Set([
  "do",
  "table",
  "where",
  "column",
  "value",
  "values",
  "from",
  "until",
  "known_from",
  "because",
  "source",
  "claimed_by",
  "confidence",
  "note",
  "parent",
  "calendar",
  "title",
]);

/** A finding in a line. */
export function findingWords(finding: Finding): string {
  return [finding.why, finding.remedy].filter(Boolean).join(" ");
}

/** Findings sorted to their fields. */
export function faultsOf(findings: readonly Finding[]): Faults {
  const found: Record<string, string> = {};
  for (const finding of findings) {
    const field = FIELDS.has(finding.column) ? finding.column : "";
    found[field] = [found[field], findingWords(finding)].filter(Boolean).join(" ");
  }
  return found;
}
