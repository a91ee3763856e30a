// The button that asks why somebody is short.
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components";
import css from "../plan.module.css";

/** "Why?", with what it is about for those who only hear it. */
export function WhyButton({ what, onPress }: { what: string; onPress: () => void }) {
  const { t } = useTranslation("plan");
  return (
    <AriaButton className={css.why ?? ""} aria-label={what} onPress={onPress}>
      {t("why")}
    </AriaButton>
  );
}
