// The colours of the page as a drawing wants them, and whether it is light or dark now.
import { useMemo, useSyncExternalStore } from "react";

function watch(tell: () => void): () => void {
  const watcher = new MutationObserver(tell);
  watcher.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme", "dir"],
  });
  return () => {
    watcher.disconnect();
  };
}

const now = () => `${document.documentElement.dataset.theme ?? "light"} ${document.documentElement.dir}`;

/** What the page looks like now: changes whenever colours or the way of writing do. */
export function useLooks(): string {
  return useSyncExternalStore(watch, now);
}

/** The value of a token of `ui/tokens.css`, such as `--ink`. */
export type Token = (name: string) => string;

/** Reads tokens as they are now. */
export function tokens(): Token {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim();
}

/** The tokens of the page; other ones after its colours change. */
export function useTokens(): { token: Token; isRightToLeft: boolean } {
  const looks = useLooks();
  return useMemo(() => ({ token: tokens(), isRightToLeft: looks.endsWith("rtl") }), [looks]);
}
