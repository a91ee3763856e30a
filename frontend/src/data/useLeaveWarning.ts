// The browser asks before a tab is closed whose drafts are not saved.
import { useEffect } from "react";
import { isAnythingDrafted } from "./drafts";

/** Have the browser ask before drafts are lost. */
export function useLeaveWarning(): void {
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (isAnythingDrafted()) event.preventDefault();
    };
    window.addEventListener("beforeunload", leaving);
    return () => {
      window.removeEventListener("beforeunload", leaving);
    };
  }, []);
}
