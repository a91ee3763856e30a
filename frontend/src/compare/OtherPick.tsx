// Which of the other plans is set against the first; nothing to choose where there are two.
import { useTranslation } from "react-i18next";
import { Select } from "../ui/Field";
import { letter } from "./choosing";

interface OtherPickProps {
  names: readonly string[];
  other: number;
  onOther: (plan: number) => void;
}

/** Choose the plan whose differences to the first are told. */
export function OtherPick({ names, other, onOther }: OtherPickProps) {
  const { t } = useTranslation("compare");
  if (names.length < 3) return null;
  return (
    <Select
      label={t("against")}
      value={String(other)}
      choices={names
        .slice(1)
        .map((name, at) => ({ id: String(at + 1), title: `${letter(at + 1)} · ${name}` }))}
      onChange={(id) => {
        onOther(Number(id));
      }}
    />
  );
}
