// Keeps the focus in a dialog whose content changes: what had it may be gone, and keys would lead nowhere.
import { useEffect, useRef } from "react";

/** Put into a dialog: where the focus is lost as the content changes, the dialog itself gets it. */
export function KeptFocus() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const dialog = mark.current?.closest<HTMLElement>("[role=dialog], [role=alertdialog]");
    if (!dialog) return;
    let frame = 0;
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => {
          const isLost = document.activeElement === document.body || document.activeElement === null;
          if (isLost && dialog.isConnected) dialog.focus();
        });
      });
    };
    const watcher = new MutationObserver(look);
    watcher.observe(dialog, { childList: true, subtree: true });
    return () => {
      watcher.disconnect();
      cancelAnimationFrame(frame);
    };
  }, []);
  return <span hidden ref={mark} />;
}
