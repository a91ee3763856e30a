// The settings as fields of a form, and back: only what was changed is sent.
import type { Settings, SettingsChange } from "../api/types";

export const RULES = ["leximin", "total", "equal", "money"] as const;

/** What the form holds. */
export interface Fields {
  readonly name: string;
  readonly description: string;
  readonly currency: string;
  readonly start: string;
  readonly shape: "equal" | "other";
  readonly periods: number | null;
  readonly days: number | null;
  readonly lengths: string;
  readonly rule: (typeof RULES)[number];
  readonly effort: string;
  readonly languages: string;
  readonly decimal: "." | ",";
}

type Calendar = Settings["calendar"];

/** Settings as fields. */
export function fieldsOf(settings: Settings): Fields {
  const { calendar } = settings;
  const isEqual = new Set(calendar.lengths).size === 1;
  return {
    name: settings.name,
    description: settings.description,
    currency: settings.currency,
    start: calendar.start,
    shape: isEqual ? "equal" : "other",
    periods: calendar.lengths.length,
    days: calendar.lengths[0] ?? null,
    lengths: calendar.lengths.join(", "),
    rule: settings.rule,
    effort: effortText(settings.effort),
    languages: settings.languages.join(", "),
    decimal: settings.decimal,
  };
}

/** The calendar that the fields describe; null where they describe none. */
export function calendarOf(fields: Fields): Calendar | null {
  const lengths =
    fields.shape === "equal"
      ? Array.from({ length: Math.min(fields.periods ?? 0, 100_000) }, () => fields.days ?? 0)
      : fields.lengths
          .split(/[\s,;،]+/)
          .filter(Boolean)
          .map(Number);
  const isCalendar = lengths.length > 0 && lengths.every((days) => Number.isInteger(days) && days > 0);
  return isCalendar && fields.start ? { start: fields.start, lengths } : null;
}

/** The last day of a calendar. */
export function endOf(calendar: Calendar): string {
  const days = calendar.lengths.reduce((sum, length) => sum + length, 0);
  const last = new Date(Date.parse(`${calendar.start}T00:00:00Z`) + (days - 1) * 86_400_000);
  return Number.isNaN(last.getTime()) ? calendar.start : last.toISOString().slice(0, 10);
}

/** Effort as text: a word, or words with weights. */
export function effortText(effort: Settings["effort"]): string {
  if (typeof effort === "string") return effort;
  return Object.entries(effort)
    .map(([name, weight]) => `${name}=${String(weight)}`)
    .join(", ");
}

/** Effort of a text: weights where each part has one. */
export function effortOf(text: string): Settings["effort"] {
  const parts = text.split(",").map((part) => /^\s*(.+?)\s*=\s*([\d.]+)\s*$/.exec(part));
  const weights = parts.map((part) => [part?.[1] ?? "", Number(part?.[2])] as const);
  return weights.every(([name, weight]) => name && Number.isFinite(weight))
    ? Object.fromEntries(weights)
    : text.trim();
}

/** What the fields make other than it is. */
export function changedIn(settings: Settings, fields: Fields): Partial<SettingsChange> {
  const languages = fields.languages.split(/[\s,;،]+/).filter(Boolean);
  const wanted = {
    name: fields.name.trim(),
    description: fields.description,
    currency: fields.currency.trim(),
    calendar: calendarOf(fields) ?? settings.calendar,
    rule: fields.rule,
    effort: effortOf(fields.effort),
    languages,
    decimal: fields.decimal,
  };
  const differs = Object.entries(wanted).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(settings[key as keyof Settings]),
  );
  return Object.fromEntries(differs);
}
