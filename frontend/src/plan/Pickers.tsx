// What of a plan is shown: which needs, whose, and which goods on the roads.
import type { TFunction } from "i18next";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../language/format";
import { titleOf } from "../map/names";
import { type Choice, Select } from "../ui/Field";
import type { Change } from "./asked";
import { goodsOnRoads } from "./flows";
import type { Scene } from "./picture";

interface PickersProps {
  scene: Scene;
  need: number | null;
  tier: number | null;
  group: number | null;
  good: number | null;
  onChange: (change: Change) => void;
}

const ALL = "all";

function useNeeds({ picture, tiers }: Scene): Choice[] {
  const { t, i18n } = useTranslation("plan");
  const language = i18n.language;
  return useMemo(() => {
    const byTier = tiers.flatMap((tier) => [
      { id: `tier-${String(tier)}`, title: tierWords(t, tier, tiers) },
      ...picture.needs.flatMap((need, position) =>
        need.tier === tier
          ? [
              {
                id: `need-${String(position)}`,
                title: titleOf(picture.goods[need.good]),
                hint: t("tierShort", { tier: number(tier) }),
              },
            ]
          : [],
      ),
    ]);
    return [{ id: ALL, title: t("pick.everyNeed") }, ...byTier];
    // eslint-disable-next-line react-hooks/exhaustive-deps -- names change with the language
  }, [picture, tiers, t, language]);
}

/** A tier in words; the most urgent one says so. */
export function tierWords(t: TFunction, tier: number, tiers: readonly number[]): string {
  return t(tier === tiers[0] && tiers.length > 1 ? "plan:tierFirst" : "plan:tier", { tier: number(tier) });
}

/** The pickers of needs, groups and goods. */
export const Pickers = memo(function Pickers({ scene, need, tier, group, good, onChange }: PickersProps) {
  const { t } = useTranslation("plan");
  const { picture } = scene;
  const needs = useNeeds(scene);
  const goods = useMemo(() => goodsOnRoads(scene), [scene]);
  const chosen = need !== null ? `need-${String(need)}` : tier !== null ? `tier-${String(tier)}` : ALL;
  return (
    <>
      <Select
        label={t("pick.needs")}
        value={chosen}
        choices={needs}
        onChange={(id) => {
          const at = Number(id.split("-")[1]);
          if (id.startsWith("tier-")) onChange({ need: null, tier: at });
          else onChange({ tier: null, need: id === ALL ? null : at });
        }}
      />
      {picture.groups.length > 1 && (
        <Select
          label={t("pick.groups")}
          value={group === null ? ALL : String(group)}
          choices={[
            { id: ALL, title: t("pick.everybody") },
            ...picture.groups.map((group, at) => ({ id: String(at), title: titleOf(group) })),
          ]}
          onChange={(id) => {
            onChange({ group: id === ALL ? null : Number(id) });
          }}
        />
      )}
      {goods.length > 1 && (
        <Select
          label={t("pick.goods")}
          value={good === null ? ALL : String(good)}
          choices={[
            { id: ALL, title: t("pick.everyGood") },
            ...goods.map((at) => ({ id: String(at), title: titleOf(picture.goods[at]) })),
          ]}
          onChange={(id) => {
            onChange({ good: id === ALL ? null : Number(id) });
          }}
        />
      )}
    </>
  );
});
