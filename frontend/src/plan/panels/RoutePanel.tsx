// The panel of a route: where it goes, what it carries over time, what holds it back, what it is for.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Series, TimeChart } from "../../charts/TimeChart";
import { isolated } from "../../language/isolated";
import { titleOf } from "../../map/names";
import { DataTable } from "../../ui/DataTable";
import { Amount } from "../../ui/figures";
import { carriedBy, loadsOf } from "../facts";
import css from "../plan.module.css";
import { Closings } from "./Closings";
import { Limits } from "./Limits";
import type { PanelProps } from "./shown";
import { ThingButton } from "./ThingButton";

/** What is to be said of a route. */
export function RoutePanel(props: PanelProps) {
  const { scene, asked, at, onSubject } = props;
  const { t } = useTranslation("plan");
  const { picture } = scene;
  const route = picture.routes[at];
  if (!route) return null;
  return (
    <>
      <p className={css.ends}>
        <ThingButton
          picture={picture}
          subject={{ kind: "place", at: route.from_place }}
          onSubject={onSubject}
        />
        <span>{route.both_ways ? "↔" : "→"}</span>
        <ThingButton
          picture={picture}
          subject={{ kind: "place", at: route.to_place }}
          onSubject={onSubject}
        />
      </p>
      <p className={css.soft}>
        {route.mode && <bdi>{route.mode}</bdi>}
        {route.mode && " · "}
        {route.capacity === null ? (
          t("route.noCapacity")
        ) : (
          <>
            {t("route.capacity")} <Amount value={route.capacity} unit={t("route.perDay")} />
          </>
        )}
      </p>
      <Closings scene={scene} subject={{ kind: "route", at }} period={asked.period} />
      <Carried {...props} />
      <Loads {...props} />
      <Limits {...props} kind="route" />
    </>
  );
}

function Carried({ scene, asked, at, onPeriod }: PanelProps) {
  const { t } = useTranslation("plan");
  const { picture } = scene;
  const route = picture.routes[at];
  const to = titleOf(picture.places[route?.to_place ?? 0]);
  const from = titleOf(picture.places[route?.from_place ?? 0]);
  const days = useMemo(() => picture.periods.map(({ start }) => start), [picture]);
  const series = useMemo(() => {
    const { forth, back, room } = carriedBy(scene, at);
    const found: Series[] = [{ name: t("route.to", { place: isolated(to) }), values: forth, kind: "bar" }];
    if (back.some((tonnes) => tonnes > 0))
      found.push({ name: t("route.to", { place: isolated(from) }), values: back, kind: "bar" });
    if (!room.every(Number.isNaN)) found.push({ name: t("route.room"), values: room, kind: "limit" });
    return found;
  }, [scene, at, to, from, t]);
  return (
    <TimeChart
      label={t("route.carried")}
      days={days}
      series={series}
      unit="t"
      height={200}
      now={asked.period}
      onPeriod={onPeriod}
    />
  );
}

function Loads({ scene, asked, at }: PanelProps) {
  const { t } = useTranslation("plan");
  const { picture } = scene;
  const route = picture.routes[at];
  const rows = useMemo(() => loadsOf(scene, at, asked.period), [scene, at, asked.period]);
  if (rows.length === 0) return <p className={css.soft}>{t("route.empty")}</p>;
  const way = (id: "forth" | "back", place: number) => ({
    id,
    title: t("route.to", { place: isolated(titleOf(picture.places[place])) }),
    cell: (row: (typeof rows)[number]) =>
      row[id] > 0 ? <Amount value={row[id]} unit={picture.goods[row.good]?.unit ?? ""} /> : "–",
    by: (row: (typeof rows)[number]) => row[id],
    isNumber: true,
  });
  const hasBack = rows.some(({ back }) => back > 0);
  return (
    <DataTable
      caption={t("route.loads")}
      rows={rows}
      rowKey={({ good }) => String(good)}
      columns={[
        {
          id: "good",
          title: t("goods.good"),
          cell: ({ good }) => <bdi>{titleOf(picture.goods[good])}</bdi>,
          by: ({ good }) => titleOf(picture.goods[good]),
          isHead: true,
        },
        way("forth", route?.to_place ?? 0),
        ...(hasBack ? [way("back", route?.from_place ?? 0)] : []),
      ]}
    />
  );
}
