// The tables of a plan: which columns each has, and what stands in them; made from the scene, row by row.
import type { TFunction } from "i18next";
import { titleOf } from "../../map/names";
import { aimTitle } from "../aims";
import { lastDay } from "../dates";
import { limitKind, limitTitle } from "../limits";
import type { Picture, Scene } from "../picture";

/** A column of a table; what stands in a row is a text, a figure, or nothing. */
export interface Column {
  readonly id: string;
  readonly kind: "text" | "number" | "share" | "people" | "day";
  readonly value: (row: number) => string | number | null;
  /** What the row leads to on the map, by name. */
  readonly leads?: (row: number) => { kind: "place" | "route" | "supply"; name: string } | null;
}

/** A table of a plan; `file` is its name in the plan's files, blank where it has none. */
export interface Table {
  readonly id: string;
  readonly file: string;
  readonly nRows: number;
  readonly columns: readonly Column[];
}

/** The tables there are, in their order. */
export const TABLES = [
  "coverage",
  "flows",
  "stocks",
  "supplies",
  "prices",
  "limits",
  "closed",
  "activities",
] as const;

export type TableName = (typeof TABLES)[number];

type Positions = readonly (number | null)[];
type Thing = Parameters<typeof titleOf>[0];

const text = (id: string, value: Column["value"], leads?: Column["leads"]): Column =>
  leads ? { id, kind: "text", value, leads } : { id, kind: "text", value };
const figure = (id: string, column: readonly (number | null)[]): Column => ({
  id,
  kind: "number",
  value: (row) => column[row] ?? null,
});

/** Makes the columns that several tables have in common. */
class Common {
  constructor(
    readonly picture: Picture,
    readonly t: TFunction,
  ) {}

  name(id: string, list: readonly Thing[], column: Positions): Column {
    return text(id, (row) => titleOf(list[column[row] ?? -1]));
  }

  place(id: string, column: Positions): Column {
    const { places } = this.picture;
    return text(
      id,
      (row) => {
        const place = places[column[row] ?? -1];
        return place ? titleOf(place) : this.t("plan:tables.pool");
      },
      (row) => {
        const place = places[column[row] ?? -1];
        return place ? { kind: "place", name: place.name } : null;
      },
    );
  }

  route(column: Positions): Column {
    const { routes } = this.picture;
    return text(
      "route",
      (row) => titleOf(routes[column[row] ?? -1]),
      (row) => ({ kind: "route", name: routes[column[row] ?? -1]?.name ?? "" }),
    );
  }

  supply(column: Positions): Column {
    const { supplies } = this.picture;
    return text(
      "supply",
      (row) => titleOf(supplies[column[row] ?? -1]),
      (row) => ({ kind: "supply", name: supplies[column[row] ?? -1]?.name ?? "" }),
    );
  }

  unit(goods: (row: number) => number | null | undefined): Column {
    return text("unit", (row) => this.picture.goods[goods(row) ?? -1]?.unit ?? "");
  }

  first(column: Positions): Column {
    return {
      id: "first",
      kind: "day",
      value: (row) => this.picture.periods[column[row] ?? -1]?.start ?? null,
    };
  }
}

/** A table of a plan, in the language that is spoken. */
export function tableOf(scene: Scene, name: TableName, t: TFunction): Table {
  return MADE[name](scene.picture, new Common(scene.picture, t));
}

const MADE: Readonly<Record<TableName, (picture: Picture, common: Common) => Table>> = {
  coverage,
  flows,
  stocks,
  supplies,
  prices,
  limits,
  closed,
  activities,
};

function coverage(picture: Picture, common: Common): Table {
  const { cells, needs, goods, groups, periods } = picture;
  const good = (row: number) => needs[cells.need[row] ?? -1]?.good;
  const last = (row: number) => periods[(cells.first[row] ?? 0) + (cells.n_periods[row] ?? 1) - 1];
  return {
    id: "coverage",
    file: "coverage",
    nRows: cells.place.length,
    columns: [
      { id: "tier", kind: "number", value: (row) => needs[cells.need[row] ?? -1]?.tier ?? null },
      common.place("place", cells.place),
      common.name("group", groups, cells.group),
      text("good", (row) => titleOf(goods[good(row) ?? -1])),
      common.first(cells.first),
      {
        id: "last",
        kind: "day",
        value: (row) => {
          const period = last(row);
          return period ? lastDay(period) : null;
        },
      },
      { id: "people", kind: "people", value: (row) => cells.people[row] ?? null },
      figure("wanted", cells.wanted),
      figure("delivered", cells.delivered),
      common.unit(good),
      { id: "coverage", kind: "share", value: (row) => cells.coverage[row] ?? null },
    ],
  };
}

function flows(picture: Picture, common: Common): Table {
  const { flows: rows, routes, goods } = picture;
  const from = rows.route.map(
    (route, row) => routes[route]?.[rows.back[row] ? "to_place" : "from_place"] ?? null,
  );
  const to = rows.route.map(
    (route, row) => routes[route]?.[rows.back[row] ? "from_place" : "to_place"] ?? null,
  );
  return {
    id: "flows",
    file: "flows",
    nRows: rows.route.length,
    columns: [
      common.route(rows.route),
      common.place("from", from),
      common.place("to", to),
      common.name("good", goods, rows.good),
      common.first(rows.period),
      figure("sent", rows.sent),
      figure("arrived", rows.arrived),
      common.unit((row) => rows.good[row]),
      figure("tonnes", rows.tonnes),
    ],
  };
}

function stocks({ stocks: rows, goods }: Picture, common: Common): Table {
  return {
    id: "stocks",
    file: "stocks",
    nRows: rows.good.length,
    columns: [
      common.place("place", rows.place),
      common.name("good", goods, rows.good),
      common.first(rows.period),
      figure("stock", rows.stock),
      common.unit((row) => rows.good[row]),
    ],
  };
}

function supplies(picture: Picture, common: Common): Table {
  const { supplied: rows, supplies: list, goods } = picture;
  const good = rows.supply.map((supply) => list[supply]?.good ?? null);
  const place = rows.supply.map((supply) => list[supply]?.place ?? null);
  return {
    id: "supplies",
    file: "supplies",
    nRows: rows.supply.length,
    columns: [
      common.supply(rows.supply),
      common.place("place", place),
      common.name("good", goods, good),
      common.first(rows.period),
      figure("amount", rows.amount),
      common.unit((row) => good[row]),
      figure("cost", rows.cost),
      text("currency", (row) => goods[rows.paid_in[row] ?? -1]?.unit ?? ""),
    ],
  };
}

function prices(picture: Picture, common: Common): Table {
  const { prices: rows, goods, aims } = picture;
  return {
    id: "prices",
    file: "prices",
    nRows: rows.good.length,
    columns: [
      common.place("place", rows.place),
      common.name("good", goods, rows.good),
      common.first(rows.period),
      text("aim", (row) => aimTitle(common.t, aims[rows.aim[row] ?? -1])),
      figure("price", rows.price),
      text("unit", (row) => perUnit(aims[rows.aim[row] ?? -1]?.unit, goods[rows.good[row] ?? -1]?.unit)),
    ],
  };
}

function perUnit(unit = "", per = ""): string {
  return per ? `${unit} / ${per}` : unit;
}

function limits(picture: Picture, common: Common): Table {
  const { binding: rows, aims } = picture;
  return {
    id: "limits",
    file: "binding",
    nRows: rows.kind.length,
    columns: [
      text("kind", (row) => limitKind(common.t, rows.kind[row]).replace(/:$/, "")),
      text(
        "what",
        (row) => limitTitle(common.t, picture, row),
        (row) => limitLeads(picture, row),
      ),
      text(
        "place",
        (row) => titleOf(picture.places[rows.place[row] ?? -1]),
        (row) => {
          const place = picture.places[rows.place[row] ?? -1];
          return place ? { kind: "place", name: place.name } : null;
        },
      ),
      common.first(rows.period),
      figure("used", rows.used),
      figure("most", rows.at_most),
      text("unit", (row) => rows.unit[row] ?? ""),
      figure("price", rows.price),
      text("aim", (row) => {
        const aim = rows.aim[row];
        return aim === null || aim === undefined ? "" : aimTitle(common.t, aims[aim]);
      }),
    ],
  };
}

function limitLeads(
  { binding: rows, routes, supplies: list }: Picture,
  row: number,
): ReturnType<NonNullable<Column["leads"]>> {
  const [kind, position] = [rows.kind[row], rows.position[row] ?? -1];
  if (kind === "route") return { kind, name: routes[position]?.name ?? "" };
  if (kind === "supply" || kind === "purse") return { kind: "supply", name: list[position]?.name ?? "" };
  return null;
}

function closed(picture: Picture, { t }: Common): Table {
  const { closed: rows } = picture;
  return {
    id: "closed",
    file: "",
    nRows: rows.length,
    columns: [
      text("kind", (row) => t(`plan:tables.kindsClosed.${rows[row]?.kind ?? "route"}`)),
      text(
        "what",
        (row) => rows[row]?.name ?? "",
        (row) => {
          const found = rows[row];
          if (!found || found.position === null || found.kind === "activity") return null;
          return { kind: found.kind, name: found.name };
        },
      ),
      { id: "first", kind: "day", value: (row) => rows[row]?.start ?? null },
      { id: "last", kind: "day", value: (row) => dayBefore(rows[row]?.until ?? null) },
      text("because", (row) => rows[row]?.because ?? ""),
      text("by", (row) => rows[row]?.claimed_by ?? ""),
      text("source", (row) => rows[row]?.source ?? ""),
    ],
  };
}

/** The last day of what ends before a day. */
function dayBefore(until: string | null): string | null {
  return until === null ? null : lastDay({ start: until, days: 0 });
}

function activities(picture: Picture, common: Common): Table {
  const { levels: rows, activities: list } = picture;
  return {
    id: "activities",
    file: "activities",
    nRows: rows.activity.length,
    columns: [
      common.name("activity", list, rows.activity),
      common.place("place", rows.place),
      common.first(rows.period),
      figure("level", rows.level),
    ],
  };
}
