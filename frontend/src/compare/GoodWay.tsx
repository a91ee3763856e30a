// The way of one good through the first plan and another, beside each other to the same scale.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { titleOf } from "../map/names";
import type { Picture } from "../plan/picture";
import { ComboBox } from "../ui/Field";
import { Skeleton } from "../ui/layout";
import { ErrorNote } from "../ui/Note";
import { letter } from "./choosing";
import css from "./compare.module.css";
import type { Joint } from "./joint";
import { Sankey } from "./Sankey";
import { isNothing, useWays } from "./wayOfGood";
import type { Named } from "./useComparison";
import type { Shown } from "./useCompareQuery";

interface GoodWayProps {
  project: string;
  named: readonly Named[];
  names: readonly string[];
  joint: Joint;
  shown: Shown;
  onShow: (next: { good: string }) => void;
}

/** Pick a good, and see where it comes from and goes. */
export function GoodWay({ project, named, names, joint, shown, onShow }: GoodWayProps) {
  const { t } = useTranslation("compare");
  const pair = [0, shown.other];
  const [first, other] = pair.map((plan) => named[plan]?.plan ?? "");
  const beside = useMemo(() => [other ?? ""], [other]);
  const { ways, isPending, errors, retry } = useWays(project, [first ?? "", other ?? ""], "", null);
  const comes = new Set(ways.flatMap((way) => way?.goods ?? []));
  const goods = goodsOf(joint.pictures).filter(({ name }) => comes.has(name));
  const good = goods.find(({ name }) => name === shown.good) ?? goods[0];
  const error = errors.find((each) => each !== null);
  if (isPending) return <Skeleton lines={8} label={t("common:loading")} />;
  if (error && !isNothing(error)) return <ErrorNote error={error} onRetry={retry} />;
  if (!good) return <p>{t("sankey.nothing")}</p>;
  return (
    <div className={css.part}>
      <p className={css.soft}>{t("sankey.lead")}</p>
      <div className={css.narrow}>
        <ComboBox
          label={t("sankey.good")}
          value={good.name}
          choices={goods.map((each) => ({ id: each.name, title: titleOf(each) }))}
          onChange={(name) => {
            onShow({ good: name });
          }}
        />
      </div>
      <Sankey
        project={project}
        plan={first ?? ""}
        beside={beside}
        names={pair.map((plan) => `${letter(plan)} · ${names[plan] ?? ""}`)}
        good={good.name}
        {...(shown.period ? { period: shown.period } : {})}
      />
    </div>
  );
}

/** The goods of plans: first those whose flows change most from the first plan, in tonnes. */
export function goodsOf(pictures: readonly Picture[]): Picture["goods"] {
  const sums = pictures.map(({ flows, goods }) => {
    const sum = new Map<string, number>();
    flows.good.forEach((good, row) => {
      const name = goods[good]?.name ?? "";
      sum.set(name, (sum.get(name) ?? 0) + (flows.tonnes[row] ?? 0));
    });
    return sum;
  });
  const all = [...new Map(pictures.flatMap(({ goods }) => goods.map((good) => [good.name, good]))).values()];
  const moved = (name: string) =>
    Math.max(0, ...sums.slice(1).map((sum) => Math.abs((sum.get(name) ?? 0) - (sums[0]?.get(name) ?? 0))));
  const carried = (name: string) => sums.reduce((all, sum) => all + (sum.get(name) ?? 0), 0);
  return all.sort(
    (one, other) => moved(other.name) - moved(one.name) || carried(other.name) - carried(one.name),
  );
}
