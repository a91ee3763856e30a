// Who gains and who loses, in person-days of needs: by people, by need, or each by itself.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { DataTable, type TableColumn } from "../ui/DataTable";
import { Num, Percent } from "../ui/figures";
import { Select } from "../ui/Field";
import { Bar } from "./Bar";
import { letter } from "./choosing";
import css from "./compare.module.css";
import { type Changes, type Turn, type TurnBy, turns } from "./differences";
import type { Things } from "./things";

interface GainsProps {
  changes: Changes;
  things: Things;
  other: number;
}

const MOST = 200; // rows that are shown; the report and the tables have all

/** A table of gains and losses with bars; the most urgent tier first, whoever loses most on top. */
export function Gains({ changes, things, other }: GainsProps) {
  const { t } = useTranslation("compare");
  const [by, setBy] = useState<TurnBy>("people");
  const rows = useMemo(() => turns(changes.coverage, by), [changes, by]);
  if (rows.length === 0) return <p>{t("say.same")}</p>;
  return (
    <div className={css.part}>
      <p className={css.soft}>{t("gains.lead")}</p>
      <div className={css.narrow}>
        <Select
          label={t("gains.by")}
          value={by}
          choices={(["people", "need", "each"] as const).map((id) => ({ id, title: t(`gains.${id}`) }))}
          onChange={(id) => {
            setBy(id as TurnBy);
          }}
        />
      </div>
      <DataTable
        caption={t("gains.caption", { letter: letter(other), base: letter(0) })}
        columns={columnsOf(t, rows, by, things, other)}
        rows={rows.slice(0, MOST)}
        rowKey={({ key }) => key}
      />
      {rows.length > MOST && <p className={css.soft}>{t("most", { count: rows.length - MOST })}</p>}
    </div>
  );
}

type Say = ReturnType<typeof useTranslation>["t"];

function columnsOf(
  t: Say,
  rows: readonly Turn[],
  by: TurnBy,
  things: Things,
  other: number,
): TableColumn<Turn>[] {
  const most = Math.max(...rows.map(({ gained, lost }) => Math.max(gained, lost)));
  const text = (
    id: string,
    title: string,
    of: (turn: Turn) => string,
    isHead = false,
  ): TableColumn<Turn> => ({
    id,
    title,
    isHead,
    cell: (turn) => <bdi>{of(turn)}</bdi>,
    by: of,
  });
  const share = (id: "base" | "here", plan: number): TableColumn<Turn> => ({
    id,
    title: t("gains.average", { letter: letter(plan) }),
    isNumber: true,
    cell: (turn) => <Percent value={turn[id]} />,
    by: (turn) => turn[id],
  });
  const days = (id: "lost" | "gained"): TableColumn<Turn> => ({
    id,
    title: t(`gains.${id}`),
    isNumber: true,
    cell: (turn) => (turn[id] > 0 ? <Num value={turn[id]} /> : "–"),
    by: (turn) => turn[id],
  });
  return [
    ...(by === "need"
      ? []
      : [
          text("place", t("columns.place"), ({ place }) => things.place(place), true),
          text("group", t("columns.group"), ({ group }) => things.group(group)),
        ]),
    ...(by === "people"
      ? []
      : [text("need", t("columns.need"), ({ good }) => things.good(good), by === "need")]),
    {
      id: "tier",
      title: t("columns.tier"),
      isNumber: true,
      cell: ({ tier }) => tier,
      by: ({ tier }) => tier,
    },
    days("lost"),
    {
      id: "bar",
      title: t("gains.bar"),
      cell: ({ lost, gained }) => <Bar less={lost} more={gained} most={most} sense="good" />,
      by: ({ lost, gained }) => gained - lost,
    },
    days("gained"),
    share("base", 0),
    share("here", other),
  ];
}
