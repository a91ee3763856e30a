// Numbers, shares, days and amounts as text, in the language that is spoken; components are in ui/figures.
import { FULL } from "../ui/coverage";
import { spoken } from "./index";

const LOCALES = { en: "en-GB", ar: "ar-SY-u-nu-latn" } as const; // digits and months as in the printed reports
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function locale(): string {
  return LOCALES[spoken()];
}

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale()} ${JSON.stringify(options)}`;
  const found = made.get(key);
  if (found instanceof Intl.NumberFormat) return found;
  const fresh = new Intl.NumberFormat(locale(), options);
  made.set(key, fresh);
  return fresh;
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} d ${JSON.stringify(options)}`;
  const found = made.get(key);
  if (found instanceof Intl.DateTimeFormat) return found;
  const fresh = new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options });
  made.set(key, fresh);
  return fresh;
}

/** A number with as many digits as tell something: 1,234,568, 12.3, 0.0041. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return numbers({ maximumFractionDigits: 0 }).format(value);
  return numbers({ maximumSignificantDigits: 3 }).format(value);
}

/** A number with all its digits, as it is kept: 0.0305, 1,234.5678. */
export function exact(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const notation = size !== 0 && (size < 1e-6 || size >= 1e15) ? "scientific" : "standard";
  return numbers({ maximumSignificantDigits: 15, notation }).format(value);
}

/** A large number in short: 1.2M, 340k. */
export function short(value: number): string {
  return numbers({ notation: "compact", maximumSignificantDigits: 3 }).format(value);
}

/** A share as whole percent; what is short of full never reads 100 %, what is above nothing never 0 %. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (share < FULL && whole === 100)
    return numbers({ style: "percent", maximumFractionDigits: 1 }).format(Math.floor(share * 1000) / 1000);
  if (share > 0 && whole === 0) return `<${numbers({ style: "percent" }).format(0.01)}`;
  return numbers({ style: "percent" }).format(whole / 100);
}

/** A difference with its sign. */
export function signed(value: number): string {
  return numbers({ maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2, signDisplay: "exceptZero" }).format(
    value,
  );
}

/** A day such as 17 March 2031, from 2031-03-17. */
export function day(iso: string): string {
  return dates({ day: "numeric", month: "long", year: "numeric" }).format(
    new Date(`${iso.slice(0, 10)}T00:00:00Z`),
  );
}

/** A day without its year: 17 Mar. */
export function shortDay(iso: string): string {
  return dates({ day: "numeric", month: "short" }).format(new Date(`${iso.slice(0, 10)}T00:00:00Z`));
}

/** A moment such as 17 Mar 2031, 14:05, where the reader is. */
export function moment(iso: string): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return dates({ dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(iso));
}
