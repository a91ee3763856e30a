// What goes from region to region or from sector to sector: as chords, as bands, and as a table.
import { useTranslation } from "react-i18next";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Amount } from "../ui/figures";
import { Select } from "../ui/Field";
import { Card, EmptyState } from "../ui/layout";
import { BandPicture } from "./BandPicture";
import { ChordPicture } from "./ChordPicture";
import { type Flow, flowsOf, joined } from "./flows";
import css from "./industry.module.css";
import { useNames } from "./names";
import type { Industry } from "./useIndustry";

const MOST_CHORDS = 12;
const MOST_BANDS = 16;
const MOST_ROWS = 100;

export type Ends = "regions" | "sectors";
export type Drawn = "chords" | "bands";

interface FlowsPartProps {
  industry: Industry;
  ends: Ends;
  drawn: Drawn;
  onEnds: (ends: Ends) => void;
  onDrawn: (drawn: Drawn) => void;
}

/** Flows, without what stays where it is. */
export function FlowsPart({ industry, ends, drawn, onEnds, onDrawn }: FlowsPartProps) {
  const { t } = useTranslation("industry");
  const names = {
    regions: useNames(industry.regions, "regions"),
    sectors: useNames(industry.sectors, "sectors"),
  }[ends];
  const unit = ends === "regions" ? industry.regions_unit : industry.unit;
  const flows = flowsOf(ends === "regions" ? industry.between_regions : industry.between_sectors, false);
  return (
    <Card title={t(`flows.title.${ends}`)}>
      <div className={css.choices}>
        <Select
          label={t("flows.ends")}
          value={ends}
          onChange={(id) => {
            onEnds(id as Ends);
          }}
          choices={(["regions", "sectors"] as const).map((id) => ({ id, title: t(`flows.between.${id}`) }))}
        />
        <Select
          label={t("flows.drawn")}
          value={drawn}
          onChange={(id) => {
            onDrawn(id as Drawn);
          }}
          choices={(["chords", "bands"] as const).map((id) => ({ id, title: t(`flows.as.${id}`) }))}
        />
      </div>
      {flows.length === 0 ? (
        <EmptyState title={t("flows.none")}>{t(`flows.noneWords.${ends}`)}</EmptyState>
      ) : (
        <>
          {unit ? (
            <Picture flows={flows} names={names} unit={unit} drawn={drawn} rest={t("flows.rest")} />
          ) : (
            <p className={css.said}>{t("flows.units")}</p>
          )}
          <Table
            flows={flows}
            names={names}
            unitOf={(at) => unit || industry.sectors[at]?.unit || t("levels")}
          />
        </>
      )}
    </Card>
  );
}

interface PictureProps {
  flows: readonly Flow[];
  names: readonly string[];
  unit: string;
  drawn: Drawn;
  rest: string;
}

function Picture({ flows, names, unit, drawn, rest }: PictureProps) {
  const { t } = useTranslation("industry");
  const few = joined(flows, drawn === "chords" ? MOST_CHORDS : MOST_BANDS);
  const called = few.nodes.map((node) => (node === null ? rest : (names[node] ?? "")));
  const label = t(`flows.label.${drawn}`, { count: few.nodes.length });
  const Drawing = drawn === "chords" ? ChordPicture : BandPicture;
  return (
    <figure className={css.figure}>
      <div
        className={css.scroll}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        <Drawing joined={few} names={called} unit={unit} label={label} />
      </div>
      <figcaption>{t(`flows.caption.${drawn}`, { unit })}</figcaption>
    </figure>
  );
}

function Table({
  flows,
  names,
  unitOf,
}: {
  flows: readonly Flow[];
  names: readonly string[];
  unitOf: (at: number) => string;
}) {
  const { t } = useTranslation("industry");
  const columns: TableColumn<Flow>[] = [
    {
      id: "source",
      title: t("flows.from"),
      isHead: true,
      by: ({ source }) => names[source] ?? "",
      cell: ({ source }) => <bdi>{names[source]}</bdi>,
    },
    {
      id: "target",
      title: t("flows.to"),
      by: ({ target }) => names[target] ?? "",
      cell: ({ target }) => <bdi>{names[target]}</bdi>,
    },
    {
      id: "amount",
      title: t("flows.amount"),
      isNumber: true,
      by: ({ amount }) => amount,
      cell: ({ amount, source }) => <Amount value={amount} unit={unitOf(source)} />,
    },
  ];
  const shown = flows.slice(0, MOST_ROWS);
  return (
    <DataTable
      caption={
        shown.length === flows.length
          ? t("flows.all", { count: flows.length })
          : t("flows.table", { count: shown.length, all: flows.length })
      }
      columns={columns}
      rows={shown}
      rowKey={({ source, target }) => `${String(source)} ${String(target)}`}
    />
  );
}
