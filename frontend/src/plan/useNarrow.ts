// Whether the page is as narrow as a phone.
import { useSyncExternalStore } from "react";

const narrow = () => window.matchMedia("(max-width: 720px)");

/** True on a phone, where a panel is a sheet over the page. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const query = narrow();
      query.addEventListener("change", tell);
      return () => {
        query.removeEventListener("change", tell);
      };
    },
    () => narrow().matches,
  );
}
