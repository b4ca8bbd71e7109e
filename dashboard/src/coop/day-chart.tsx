import { useComputed, useSignal, type ReadonlySignal } from "@preact/signals";
import type { Quantity } from "../contracts";
import type { ChartFrame, ChartLine } from "../charts/chart-options";
import { rangeOf } from "../charts/columns";
import { Legend } from "../charts/legend";
import { TimeChart } from "../charts/time-chart";
import { formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { placeName } from "../names";
import { factsOf } from "../quantities";
import { daySeconds } from "./day-series";
import { useDaySeries } from "./use-day-series";

/** The lines of a chart, told apart by colour and by dashes. */
const manners = [
  { color: "--line-1", dash: [] },
  { color: "--line-2", dash: [7, 3] },
  { color: "--line-3", dash: [2, 3] },
  { color: "--line-4", dash: [9, 3, 2, 3] },
] as const;

/** The window moves on in steps of this length: a pixel or less. */
const moveSeconds = 60;

export interface DayChartProps {
  readonly coop: ReadonlySignal<LiveCoop | undefined>;
  readonly quantity: Quantity;
}

/** One quantity of a coop over the last 24 hours; temperature comes with its set-point. */
export function DayChart({ coop, quantity }: DayChartProps) {
  const facts = factsOf(quantity);
  const series = useDaySeries(coop, quantity);
  const aims = useDaySeries(coop, quantity === "temperature" ? "temperature-set-point" : null);
  const cursor = useSignal<number | null>(null);
  const lines = useComputed<readonly ChartLine[]>(() => {
    const places = [...series.places.value].sort(([a], [b]) => a.localeCompare(b));
    const measured = places.map(([place, columns], index) => ({
      ...(manners[index % manners.length] ?? manners[0]), name: placeName(place), columns, stepped: quantity === "mains-power",
    }));
    if (quantity !== "temperature") return measured;
    const aimed = [...aims.places.value.values()].slice(0, 1).map((columns) => (
      { name: t("quantity.temperature-set-point"), columns: { ...columns, low: columns.mean, high: columns.mean }, color: "--line-aim", dash: [4, 4], stepped: true }
    ));
    return [...measured, ...aimed];
  });
  const end = useComputed(() => Math.ceil((now.value ?? 0) / 1000 / moveSeconds) * moveSeconds);
  const zone = useComputed(() => coop.value?.timeZone ?? "UTC");
  const frame = useComputed<ChartFrame>(() => ({ quantity, timeZone: zone.value, from: end.value - daySeconds, to: end.value }));

  const state = series.state.value;
  const range = rangeOf([...series.places.value.values()]);
  const summary = range === null ? t("chart.none") : t("chart.summary", {
    quantity: t(facts.label), low: formatValue(quantity, range[0]), high: formatValue(quantity, range[1]), unit: facts.unit,
  });
  return (
    <figure class="day-chart" data-chart={quantity} aria-label={summary}>
      <figcaption>
        <h3>{t(facts.label)}{facts.unit !== "" && <span class="unit"> {facts.unit}</span>}{facts.daily && <span class="unit"> {t("reading.today")}</span>}</h3>
        <Legend quantity={quantity} lines={lines} cursor={cursor} timeZone={zone.value} />
      </figcaption>
      <div class="plot">
        <TimeChart lines={lines} frame={frame} onCursor={(seconds) => { cursor.value = seconds; }} />
        {state === "loading" && <p class="over busy">{t("chart.loading")}</p>}
        {state === "ready" && range === null && <p class="over">{t("chart.none")}</p>}
        {typeof state === "object" && <p class="over">{t("chart.failed", { problem: state.problem })}</p>}
      </div>
    </figure>
  );
}
