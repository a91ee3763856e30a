// The share of a need that is covered, and how far it would be with a relief, as a bar.
import { useTranslation } from "react-i18next";
import { percent } from "../language/format";
import css from "./why.module.css";

/** A bar of coverage; `after` is what it would be. */
export function CoverageBar({ before, after }: { before: number; after?: number }) {
  const { t } = useTranslation("why");
  const words =
    after === undefined
      ? t("bar.now", { before: percent(before) })
      : t("bar.then", { before: percent(before), after: percent(after) });
  const share = (value: number) => ({ inlineSize: `${String(Math.min(Math.max(value, 0), 1) * 100)}%` });
  return (
    <div className={css.bar} role="img" aria-label={words}>
      {after !== undefined && <div className={css.then} style={share(after)} />}
      <div className={css.now} style={share(before)} />
    </div>
  );
}
