import { useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { locale } from "../i18n/language";
import { chartData, chartOptions, type ChartFrame, type ChartLine } from "./chart-options";
import { takeGestures, type ChartGestures } from "./gestures";

export interface TimeChartProps {
  readonly lines: ReadonlySignal<readonly ChartLine[]>;
  readonly frame: ReadonlySignal<ChartFrame>;
  /** The moment that the page shows, Unix seconds; null for the present. */
  readonly moment?: ReadonlySignal<number | null>;
  readonly onCursor: (seconds: number | null) => void;
  readonly gestures?: ChartGestures;
}

/** A uPlot chart that lives as long as its element: new data is set into it, nothing is drawn anew by Preact. */
export function TimeChart({ lines, frame, moment, onCursor, gestures }: TimeChartProps) {
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
      const options = chartOptions(element, lines.value, () => frame.peek(), () => moment?.peek() ?? null, onCursor);
      chart.current = new uPlot(options, chartData(lines.value), element);
      if (gestures !== undefined) takeGestures(chart.current, gestures);
    } else {
      chart.current.setData(chartData(lines.value));
    }
  });

  useSignalEffect(() => {
    void moment?.value;
    chart.current?.redraw(false, false);
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
