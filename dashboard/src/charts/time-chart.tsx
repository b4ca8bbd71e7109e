import { useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { locale } from "../i18n/language";
import { chartData, chartOptions, type ChartFrame, type ChartLine } from "./chart-options";

export interface TimeChartProps {
  readonly lines: ReadonlySignal<readonly ChartLine[]>;
  readonly frame: ReadonlySignal<ChartFrame>;
  readonly onCursor: (seconds: number | null) => void;
}

/** A uPlot chart that lives as long as its element: new data is set into it, nothing is drawn anew by Preact. */
export function TimeChart({ lines, frame, onCursor }: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const shape = useRef("");

  useSignalEffect(() => {
    const element = host.current;
    if (element === null) return;
    // Other lines or another language need other options; other data doesn't.
    const wanted = [locale.value, frame.value.timeZone, ...lines.value.map((line) => `${line.name} ${line.color}`)].join("\n");
    if (chart.current === null || wanted !== shape.current) {
      shape.current = wanted;
      chart.current?.destroy();
      chart.current = new uPlot(chartOptions(element, lines.value, () => frame.peek(), onCursor), chartData(lines.value), element);
    } else {
      chart.current.setData(chartData(lines.value));
    }
  });

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const fit = new ResizeObserver(() => {
      chart.current?.setSize({ width: Math.max(element.clientWidth, 1), height: Math.max(element.clientHeight, 1) });
    });
    fit.observe(element);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => chart.current?.redraw(false);
    scheme.addEventListener("change", redraw);
    return () => {
      fit.disconnect();
      scheme.removeEventListener("change", redraw);
      chart.current?.destroy();
      chart.current = null;
    };
  }, []);

  return <div class="time-chart" ref={host} aria-hidden="true" />;
}
