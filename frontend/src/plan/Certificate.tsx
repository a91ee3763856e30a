// What is proved about a plan.
import { BadgeCheck, ShieldAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "../ui/layout";
import { Tip } from "../ui/Tip";
import type { Picture } from "./picture";

/** A badge that says how far a plan is proved, and what that means. */
export function Certificate({ picture }: { picture: Picture }) {
  const { t } = useTranslation("plan");
  const isVerified = picture.quality === "verified";
  const Sign = isVerified ? BadgeCheck : ShieldAlert;
  const quality = isVerified || picture.quality === "approximate" ? picture.quality : "none";
  return (
    <Tip text={t(`certificate.${quality}Words`)}>
      <Badge kind={isVerified ? "good" : "doubt"}>
        <Sign size={14} aria-hidden />
        {t(`certificate.${quality}`)}
      </Badge>
    </Tip>
  );
}
