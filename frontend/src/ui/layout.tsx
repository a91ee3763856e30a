// The parts that pages are put together from: head, card, split, and the marks that stand in them.
import type { ReactNode } from "react";
import css from "./layout.module.css";

/** A page's content, of a width that can be read. */
export function Page({ children }: { children: ReactNode }) {
  return <div className={css.page}>{children}</div>;
}

/** The head of a page: its title, a sentence, and what can be done. */
export function PageHead({
  title,
  sub,
  actions,
}: {
  title: ReactNode;
  sub?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className={css.head}>
      <div className={css.headWords}>
        <h1>{title}</h1>
        {sub && <p className={css.sub}>{sub}</p>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </header>
  );
}

/** Something that belongs together, with a title of its own. */
export function Card({
  title,
  actions,
  children,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={css.card}>
      {(title || actions) && (
        <div className={css.head}>
          {title && <h2>{title}</h2>}
          {actions && <div className={css.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** A main part and a side panel; one above the other where there is no room. */
export function Split({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className={css.split}>
      <div>{main}</div>
      <aside>{side}</aside>
    </div>
  );
}

/** A word that marks something. */
export function Badge({
  kind = "plain",
  children,
}: {
  kind?: "plain" | "good" | "doubt" | "bad";
  children: ReactNode;
}) {
  return (
    <span className={`${css.badge ?? ""} ${kind === "plain" ? "" : (css[kind] ?? "")}`}>{children}</span>
  );
}

/** Lines that stand for what is still on its way. */
export function Skeleton({ lines = 4, label }: { lines?: number; label: string }) {
  return (
    <div className={css.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={css.bone} />
      ))}
    </div>
  );
}

/** That there is nothing yet, and what to do about it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={css.empty}>
      <h2>{title}</h2>
      {children && <div className={css.emptyWords}>{children}</div>}
      {action}
    </div>
  );
}

/** How far something is: a share, or only that it goes on where nobody knows how long it takes. */
export function Progress({
  label,
  share,
  children,
}: {
  label: string;
  share?: number | null;
  children?: ReactNode;
}) {
  const known = share !== undefined && share !== null;
  return (
    <div className={css.progress}>
      <div
        className={css.track}
        role="progressbar"
        aria-label={label}
        {...(known
          ? { "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(share * 100) }
          : {})}
      >
        <div
          className={`${css.bar ?? ""} ${known ? "" : (css.going ?? "")}`}
          style={known ? { inlineSize: `${String(share * 100)}%` } : undefined}
        />
      </div>
      {children}
    </div>
  );
}
