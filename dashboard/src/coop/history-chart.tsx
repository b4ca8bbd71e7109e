import { useComputed, useSignal, type ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { originOf } from "../alarms/ranking";
import type { Quantity } from "../contracts";
import type { ChartFrame, ChartLine } from "../charts/chart-options";
import { rangeOf } from "../charts/columns";
import type { ChartGestures } from "../charts/gestures";
import { Legend } from "../charts/legend";
import type { ChartMark } from "../charts/marks";
import { TimeChart } from "../charts/time-chart";
import { day, spanOf } from "../charts/view";
import { formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { now } from "../live/live";
import { coopName, placeName } from "../names";
import { factsOf } from "../quantities";
import type { Comparison } from "./comparison";
import { placesOf, type HouseHistory } from "./house-history";
import type { TimeTravel } from "./past/time-travel";
import { spanOfAlarm, type CoopAlarms } from "./use-coop-alarms";

/** The lines of a chart, told apart by colour and by dashes. */
const manners = [
  { color: "--line-1", dash: [] },
  { color: "--line-2", dash: [7, 3] },
  { color: "--line-3", dash: [2, 3] },
  { color: "--line-4", dash: [9, 3, 2, 3] },
] as const;

export interface HistoryChartProps {
  readonly quantity: Quantity;
  readonly history: HouseHistory;
  readonly comparison: Comparison;
  readonly alarms: CoopAlarms;
  readonly travel: TimeTravel;
  readonly timeZone: string;
  /** Age of the flock now in days; null when it isn't known. */
  readonly flockDay: number | null;
}

/** One quantity of a coop over the window of the page; temperature comes with the set-point in force. */
export function HistoryChart({ quantity, history, comparison, alarms, travel, timeZone, flockDay }: HistoryChartProps) {
  const facts = factsOf(quantity);
  const cursor = useSignal<number | null>(null);
  const measured = useComputed(() => placesOf(history.columns.value, quantity));
  const lines = useComputed<readonly ChartLine[]>(() => [...linesOf(quantity, measured.value, history), ...comparedLine(quantity, comparison)]);
  const frame = useComputed<ChartFrame>(() => {
    const seconds = (now.value ?? 0) / 1000;
    const span = spanOf(travel.view.value, seconds);
    const flockDayAt = flockDay === null || span.to - span.from < 3 * day ? undefined : (at: number) => Math.round(flockDay - (seconds - at) / day);
    return { quantity, timeZone, ...span, marks: marksOf(quantity, alarms, span.from, span.to, travel.moment.value ?? seconds), flockDayAt };
  });
  // The frame is made anew each second; only when it says something else are the charts.
  const steadyFrame = useSteady(frame);
  const gestures = useMemo<ChartGestures>(() => ({
    onZoom: (span) => travel.showSpan(span), onPan: (share) => travel.panBy(share), onPick: (seconds) => travel.goTo(seconds),
  }), [travel]);

  const state = history.state.value;
  const range = rangeOf(measured.value.map(([, columns]) => columns));
  const summary = range === null ? t("chart.none") : t("chart.summary", {
    quantity: t(facts.label), low: formatValue(quantity, range[0]), high: formatValue(quantity, range[1]), unit: facts.unit,
  });
  return (
    <figure class="day-chart" data-chart={quantity} data-state={typeof state === "object" ? "failed" : state} data-empty={range === null} aria-label={summary}>
      <figcaption>
        <h3>{t(facts.label)}{facts.unit !== "" && <span class="unit"> {facts.unit}</span>}{facts.daily && <span class="unit"> {t("reading.today")}</span>}</h3>
        <Legend quantity={quantity} lines={lines} cursor={cursor} timeZone={timeZone} />
      </figcaption>
      <div class="plot">
        <TimeChart lines={lines} frame={steadyFrame} moment={travel.moment} gestures={gestures} onCursor={(seconds) => { cursor.value = seconds; }} />
        {state === "loading" && <p class="over busy">{t("chart.loading")}</p>}
        {state === "ready" && range === null && <p class="over">{t("chart.none")}</p>}
        {typeof state === "object" && <p class="over">{t("chart.failed", { problem: state.problem })}</p>}
      </div>
    </figure>
  );
}

function linesOf(quantity: Quantity, measured: ReturnType<typeof placesOf>, history: HouseHistory): readonly ChartLine[] {
  const lines = measured.map(([place, columns], index): ChartLine => ({
    ...(manners[index % manners.length] ?? manners[0]), name: placeName(place), columns, stepped: quantity === "mains-power",
  }));
  if (quantity !== "temperature") return lines;
  return [...lines, ...placesOf(history.columns.value, "temperature-set-point").slice(0, 1).map(([, columns]): ChartLine => (
    { name: t("quantity.temperature-set-point"), columns: { ...columns, low: columns.mean, high: columns.mean }, color: "--line-aim", dash: [4, 4], stepped: true }
  ))];
}

/** The other coop's course, as a thin dotted line without a band: what is looked at is this coop. */
function comparedLine(quantity: Quantity, { coop, columns }: Comparison): readonly ChartLine[] {
  const course = columns.value.get(quantity);
  if (coop.value === null || course === undefined) return [];
  return [{ name: coopName(coop.value), columns: { ...course, low: course.mean, high: course.mean }, color: "--ink", dash: [1, 3], stepped: quantity === "mains-power" }];
}

function marksOf(quantity: Quantity, { alarms, quantities }: CoopAlarms, from: number, to: number, nowSeconds: number): readonly ChartMark[] {
  return alarms.value
    .filter(({ id, suppressed }) => !suppressed && quantities.value.get(originOf(id).rule) === quantity)
    .map((alarm) => ({ ...spanOfAlarm(alarm, nowSeconds), severity: alarm.severity }))
    .filter((mark) => mark.to >= from && mark.from <= Math.min(to, nowSeconds));
}

function useSteady(frame: ReadonlySignal<ChartFrame>): ReadonlySignal<ChartFrame> {
  const last = useMemo<{ frame: ChartFrame | null; key: string }>(() => ({ frame: null, key: "" }), [frame]);
  return useComputed(() => {
    const { flockDayAt, marks, ...rest } = frame.value;
    const key = JSON.stringify([rest, marks?.map((mark) => ({ ...mark, to: Math.floor(mark.to / 60) })), flockDayAt === undefined]);
    if (last.frame === null || key !== last.key) [last.frame, last.key] = [frame.value, key];
    return last.frame;
  });
}
