// A chart by ECharts: drawn as SVG in the colours of the page, with its figures as a table beside it.
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import css from "./charts.module.css";
import { useTokens } from "./theme";
import { themed } from "./themed";

export interface ChartProps {
  /** What the chart shows, in words. */
  label: string;
  option: EChartsCoreOption;
  height?: number;
  /** The figures of the chart as a table. */
  table?: ReactNode;
  onPoint?: (at: number) => void;
}

/** A chart and its table. */
export function Chart({ label, option, height = 180, table, onPoint }: ChartProps) {
  const { t } = useTranslation("charts");
  const box = useRef<HTMLDivElement>(null);
  useDrawn(box, option, onPoint);
  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>{label}</figcaption>
      <div
        ref={box}
        className={css.chart}
        dir="ltr"
        style={{ blockSize: height }}
        role="img"
        aria-label={label}
      />
      {table && (
        <details className={css.details}>
          <summary>{t("asTable")}</summary>
          {table}
        </details>
      )}
    </figure>
  );
}

/** Draw an option into a box, in the colours of the page, as large as it is. */
function useDrawn(
  box: React.RefObject<HTMLDivElement | null>,
  option: EChartsCoreOption,
  onPoint: ((at: number) => void) | undefined,
): void {
  const looks = useTokens();
  useEffect(() => {
    let chart: EChartsType | null = null;
    let isGone = false;
    const watch = new ResizeObserver(() => chart?.resize());
    const element = box.current;
    void import("./echarts").then(({ init }) => {
      if (isGone || !element) return;
      chart = init(element, null, { renderer: "svg" });
      chart.setOption(themed(option, looks));
      chart.on("click", ({ dataIndex }) => onPoint?.(dataIndex));
      watch.observe(element);
    });
    return () => {
      isGone = true;
      watch.disconnect();
      chart?.dispose();
    };
  }, [box, option, looks, onPoint]);
}
