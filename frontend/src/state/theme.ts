// Light or dark: what somebody chose, else what their system wants.
export type Theme = "system" | "light" | "dark";

const KEPT = "commonweal.theme";
const dark = () => window.matchMedia("(prefers-color-scheme: dark)");

/** What was chosen. */
export function theme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** Choose, and show it. */
export function chooseTheme(chosen: Theme): void {
  if (chosen === "system") localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, chosen);
  showTheme();
}

/** Show what is chosen, from now on also when the system changes. */
export function showTheme(): void {
  const chosen = theme();
  const isDark = chosen === "dark" || (chosen === "system" && dark().matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

/** Follow the system. */
export function followSystem(): void {
  showTheme();
  dark().addEventListener("change", showTheme);
}
