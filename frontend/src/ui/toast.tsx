// Short notes at the edge of the page about what was just done, with a way to take it back.
import { X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "./Button";
import css from "./layout.module.css";

interface Said {
  id: number;
  text: string;
  act?: { title: string; onAct: () => void };
}

const SECONDS = 8;
let said: readonly Said[] = [];
let last = 0;
const watchers = new Set<() => void>();

function become(next: readonly Said[]): void {
  said = next;
  for (const tell of watchers) tell();
}

/** Say something in passing; `act` is what can be done about it, such as to undo it. */
export function toast(text: string, act?: Said["act"]): void {
  last += 1;
  become([...said.slice(-3), act ? { id: last, text, act } : { id: last, text }]);
}

function drop(id: number): void {
  become(said.filter((each) => each.id !== id));
}

function Toast({ note }: { note: Said }) {
  const { t } = useTranslation();
  useEffect(() => {
    const end = setTimeout(() => {
      drop(note.id);
    }, SECONDS * 1000);
    return () => {
      clearTimeout(end);
    };
  }, [note.id]);
  return (
    <div className={css.toast}>
      <span>{note.text}</span>
      {note.act && (
        <Button
          kind="quiet"
          onPress={() => {
            note.act?.onAct();
            drop(note.id);
          }}
        >
          {note.act.title}
        </Button>
      )}
      <IconButton
        label={t("close")}
        onPress={() => {
          drop(note.id);
        }}
      >
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

/** Where the notes are shown; read out as they come. */
export function Toasts() {
  const notes = useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => said,
  );
  return (
    <div className={css.toasts} role="status" aria-live="polite">
      {notes.map((note) => (
        <Toast key={note.id} note={note} />
      ))}
    </div>
  );
}
