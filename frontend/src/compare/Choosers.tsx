// What is seen of all plans at once: when, which need, whose.
import { useTranslation } from "react-i18next";
import { titleOf } from "../map/names";
import { Select } from "../ui/Field";
import css from "./compare.module.css";
import type { Choice, Joint } from "./joint";
import { PeriodSlider } from "./PeriodSlider";

interface ChoosersProps {
  joint: Joint;
  shown: Choice;
  onShow: (next: Partial<Choice>) => void;
}

const ALL = "all";

/** The slider and the pickers of a comparison. */
export function Choosers({ joint, shown, onShow }: ChoosersProps) {
  const { t } = useTranslation("compare");
  const { needs, tiers, groups } = joint;
  const needChoices = [
    { id: ALL, title: t("need.all") },
    ...tiers.map((tier) => ({ id: `tier ${String(tier)}`, title: t("need.tier", { tier }) })),
    ...needs.map((need) => ({
      id: `need ${String(need.tier)} ${need.name}`,
      title: titleOf(need),
      hint: t("tier", { tier: need.tier }),
    })),
  ];
  const need =
    shown.need !== null
      ? `need ${String(shown.tier ?? needs.find(({ name }) => name === shown.need)?.tier ?? "")} ${shown.need}`
      : shown.tier !== null
        ? `tier ${String(shown.tier)}`
        : ALL;
  return (
    <div className={css.choosers}>
      <PeriodSlider
        periods={joint.periods}
        period={shown.period}
        onPeriod={(period) => {
          onShow({ period });
        }}
      />
      <Select
        label={t("need.label")}
        value={need}
        choices={needChoices}
        onChange={(id) => {
          const [kind, tier = "", ...name] = id.split(" ");
          onShow({ tier: tier ? Number(tier) : null, need: kind === "need" ? name.join(" ") : null });
        }}
      />
      {groups.length > 1 && (
        <Select
          label={t("group.label")}
          value={shown.group === null ? ALL : `=${shown.group}`}
          choices={[
            { id: ALL, title: t("group.all") },
            ...groups.map((group) => ({ id: `=${group.name}`, title: titleOf(group) })),
          ]}
          onChange={(id) => {
            onShow({ group: id === ALL ? null : id.slice(1) });
          }}
        />
      )}
    </div>
  );
}
