// The look of charts: colours and type of the page, mirrored where it is written from right to left.
import type { EChartsCoreOption } from "echarts/core";
import type { Token } from "./theme";

interface Looks {
  readonly token: Token;
  readonly isRightToLeft: boolean;
}

const SERIES = [1, 2, 3, 4, 5, 6, 7, 8];

type Part = Record<string, unknown>;

function axisOf(axis: unknown, isValue: boolean, { token, isRightToLeft }: Looks): Part {
  const given = (axis ?? {}) as Part;
  return {
    axisLine: { lineStyle: { color: token("--line-strong") } },
    axisTick: { show: false },
    splitLine: { show: isValue, lineStyle: { color: token("--line") } },
    ...(isValue ? { position: isRightToLeft ? "right" : "left" } : { inverse: isRightToLeft }),
    ...given,
    axisLabel: { color: token("--soft"), fontSize: 12, hideOverlap: true, ...(given.axisLabel as Part) },
  };
}

/** An option with the look of the page. */
export function themed(option: EChartsCoreOption, looks: Looks): EChartsCoreOption {
  const { token, isRightToLeft } = looks;
  return {
    animation: false,
    color: SERIES.map((each) => token(`--series-${String(each)}`)),
    textStyle: { fontFamily: token("--font"), color: token("--ink") },
    grid: { left: 8, right: 8, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    ...option,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    tooltip: {
      trigger: "axis",
      renderMode: "richText", // as HTML it would need styles that the server's policy forbids
      confine: true,
      backgroundColor: token("--raise"),
      borderColor: token("--line-strong"),
      textStyle: { color: token("--ink"), fontSize: 13 },
      ...(option.tooltip as Part | undefined),
    },
    legend: {
      type: "plain",
      top: 0,
      itemGap: 14,
      itemHeight: 10,
      [isRightToLeft ? "right" : "left"]: 0,
      textStyle: { color: token("--soft"), fontSize: 12 },
      inactiveColor: token("--faint"),
      ...(option.legend as Part | undefined),
    },
    xAxis: axisOf(option.xAxis, isValueAxis(option.xAxis), looks),
    yAxis: axisOf(option.yAxis, isValueAxis(option.yAxis), looks),
  };
}

function isValueAxis(axis: unknown): boolean {
  return (axis as Part | undefined)?.type !== "category";
}
