// The languages of the workbench: which there are, which one speaks now, and the way it is written.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "en" | "ar";

/** The languages there are, each by its own name. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", ar: "العربية" };

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set(["ar"]);
const KEPT = "commonweal.language";

type Words = Record<string, object>;

const LOADED: Record<Language, () => Promise<{ words: Words }>> = {
  en: () => import("./en"),
  ar: () => import("./ar"),
};

void i18next.use(initReactI18next).init({
  resources: {},
  lng: "en",
  fallbackLng: false,
  ns: [],
  defaultNS: "common",
  interpolation: { escapeValue: false }, // React escapes what it shows
  returnNull: false,
});

/** The language that somebody chose before, else the browser's, else English. */
export function preferred(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "ar") return kept;
  return navigator.languages.some((each) => each.toLowerCase().startsWith("ar")) ? "ar" : "en";
}

/** Which way a language is written. */
export function direction(language: Language): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}

/** Speak a language from now on: its words are loaded first, and the page turns with it. */
export async function speak(language: Language): Promise<void> {
  const { words } = await LOADED[language]();
  for (const [area, entries] of Object.entries(words)) i18next.addResourceBundle(language, area, entries);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = direction(language);
}

/** Speak a language, and remember it for the next visit. */
export async function choose(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}

/** The language that is spoken now. */
export function spoken(): Language {
  return i18next.language === "ar" ? "ar" : "en";
}
