// A chart of figures over the periods of a plan, with the same figures as a table.
import type { EChartsCoreOption } from "echarts/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { number, percent, short, shortDay } from "../language/format";
import { DataTable } from "../ui/DataTable";
import { Day, Num, Percent } from "../ui/figures";
import { Chart } from "./Chart";

/** A line or bars over time; NaN where there is nothing to say. */
export interface Series {
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly kind?: "line" | "bar" | "limit";
  readonly stack?: string;
}

interface TimeChartProps {
  label: string;
  /** First days of the periods. */
  days: readonly string[];
  series: readonly Series[];
  unit: string;
  isShare?: boolean;
  height?: number;
  /** The period that is looked at. */
  now?: number | null;
  onPeriod?: (period: number) => void;
}

/** Figures over time. */
export function TimeChart({
  label,
  days,
  series,
  unit,
  isShare = false,
  height = 180,
  now = null,
  onPeriod,
}: TimeChartProps) {
  const { t, i18n } = useTranslation("charts");
  const language = i18n.language;
  const option = useMemo(
    () => optionOf({ days, series, unit, isShare, now, language }),
    [days, series, unit, isShare, now, language],
  );
  const rows = days.map((day, at) => ({ day, at }));
  const table = (
    <DataTable
      caption={label}
      rows={rows}
      rowKey={({ day }) => day}
      columns={[
        {
          id: "day",
          title: t("period"),
          cell: ({ day }) => <Day iso={day} />,
          by: ({ day }) => day,
          isHead: true,
        },
        ...series.map(({ name, values }, column) => ({
          id: String(column),
          title: isShare || !unit ? name : `${name} (${unit})`,
          cell: ({ at }: { at: number }) => <Figure value={values[at]} isShare={isShare} />,
          by: ({ at }: { at: number }) => values[at] ?? NaN,
          isNumber: true,
        })),
      ]}
    />
  );
  return (
    <Chart
      label={unit && !isShare ? `${label} (${unit})` : label}
      option={option}
      height={height}
      table={table}
      {...(onPeriod ? { onPoint: onPeriod } : {})}
    />
  );
}

function Figure({ value, isShare }: { value: number | undefined; isShare: boolean }) {
  if (value === undefined || Number.isNaN(value)) return "–";
  return isShare ? <Percent value={value} /> : <Num value={value} />;
}

interface Told {
  days: readonly string[];
  series: readonly Series[];
  unit: string;
  isShare: boolean;
  now: number | null;
  language: string;
}

function optionOf({ days, series, unit, isShare, now }: Told): EChartsCoreOption {
  const told = (value: unknown) => {
    if (typeof value !== "number" || Number.isNaN(value)) return "–";
    return isShare ? percent(value) : `${number(value)} ${unit}`.trim();
  };
  const hasLegend = series.length > 1;
  const mark =
    now === null
      ? {}
      : { markLine: { silent: true, symbol: "none", label: { show: false }, data: [{ xAxis: now }] } };
  return {
    ...(hasLegend
      ? {
          grid: {
            left: 8,
            right: 8,
            top: series.length > 2 ? 58 : 36,
            bottom: 4,
            outerBoundsMode: "same",
            outerBoundsContain: "axisLabel",
          },
        }
      : {}),
    legend: { show: hasLegend },
    tooltip: { valueFormatter: told },
    xAxis: { type: "category", data: days.map(shortDay), boundaryGap: true },
    yAxis: {
      type: "value",
      ...(isShare ? { min: 0, max: 1 } : {}),
      axisLabel: { formatter: (value: number) => (isShare ? percent(value) : short(value)) },
    },
    series: series.map(({ name, values, kind = "line", stack }, at) => ({
      name,
      type: kind === "bar" ? "bar" : "line",
      ...(stack ? { stack } : {}),
      ...(kind === "limit" ? { step: "middle", lineStyle: { type: "dashed", width: 1.5 } } : {}),
      data: Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
      symbolSize: days.length > 30 ? 0 : 5,
      ...(at === 0 ? mark : {}),
    })),
  };
}
