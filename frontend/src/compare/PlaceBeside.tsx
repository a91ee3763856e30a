// The selected place in every plan: coverage of each need, in the period and group that are chosen.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { titleOf } from "../map/names";
import { coverageByPlace } from "../plan/picture";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Percent } from "../ui/figures";
import { letter } from "./choosing";
import css from "./compare.module.css";
import { Difference } from "./Difference";
import { askedOf, type Choice, type Joint, type JointNeed } from "./joint";
import { points } from "./views";

interface PlaceBesideProps {
  joint: Joint;
  shown: Choice & { readonly place: string | null };
  names: readonly string[];
}

interface Row {
  need: JointNeed;
  shares: number[];
}

/** A need a row, a plan a column; nothing where no place is selected. */
export function PlaceBeside({ joint, shown, names }: PlaceBesideProps) {
  const { t } = useTranslation("compare");
  const place = joint.pictures[0]?.places.find(({ name }) => name === shown.place);
  const rows = useMemo(() => rowsOf(joint, shown), [joint, shown]);
  if (!place) return <p className={css.soft}>{t("maps.pick")}</p>;
  const columns: TableColumn<Row>[] = [
    {
      id: "need",
      title: t("columns.need"),
      isHead: true,
      cell: ({ need }) => <bdi>{titleOf(need)}</bdi>,
      by: ({ need }) => titleOf(need),
    },
    {
      id: "tier",
      title: t("columns.tier"),
      isNumber: true,
      cell: ({ need }) => need.tier,
      by: ({ need }) => need.tier,
    },
    ...names.map((name, plan): TableColumn<Row> => ({
      id: String(plan),
      title: <bdi>{`${letter(plan)} · ${name}`}</bdi>,
      isNumber: true,
      cell: ({ shares }) => <Share shares={shares} plan={plan} />,
      by: ({ shares }) => shares[plan] ?? -1,
    })),
  ];
  return (
    <DataTable
      caption={t("maps.place", { place: titleOf(place) })}
      columns={columns}
      rows={rows}
      rowKey={({ need }) => `${String(need.tier)} ${need.name}`}
    />
  );
}

function Share({ shares, plan }: { shares: readonly number[]; plan: number }) {
  const share = shares[plan] ?? NaN;
  const change = share - (shares[0] ?? NaN);
  if (Number.isNaN(share)) return <>–</>;
  return (
    <>
      <Percent value={share} />{" "}
      {plan > 0 && Math.abs(change) > 1e-6 && (
        <Difference value={change} sense="good">
          {points(change)}
        </Difference>
      )}
    </>
  );
}

function rowsOf(joint: Joint, shown: PlaceBesideProps["shown"]): Row[] {
  return joint.needs
    .map((need) => ({
      need,
      shares: joint.scenes.map((scene, plan) => {
        const asked = askedOf(joint, plan, { ...shown, tier: need.tier, need: need.name });
        const at = scene.picture.places.findIndex(({ name }) => name === shown.place);
        return coverageByPlace(scene, asked).mean[at] ?? NaN;
      }),
    }))
    .filter(({ shares }) => shares.some((share) => !Number.isNaN(share)));
}
