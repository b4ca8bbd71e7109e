import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ChartFrame, ChartLine } from "../charts/chart-options";
import { Legend } from "../charts/legend";
import { TimeChart } from "../charts/time-chart";
import type { FlockFigures, FlockForecast } from "../contracts";
import { formatDay } from "../i18n/format";
import { t } from "../i18n/language";
import { Comparison } from "./comparison";
import { daysAfter, middleOf } from "./flock-days";
import { flockPath, useFlocks } from "./flocks-api";
import { weightLines } from "./weight-lines";

export interface WeightChartProps {
  readonly farm: string;
  readonly flock: string;
  readonly figures: FlockFigures;
  readonly forecast: FlockForecast | null;
}

/** What the flock weighed beside its standard, where that goes, and when a weight is reached. */
export function WeightChart({ farm, flock, figures, forecast }: WeightChartProps) {
  const given = useSignal({ figures, forecast });
  const other = useSignal<FlockFigures | null>(null);
  const cursor = useSignal<number | null>(null);
  useEffect(() => { given.value = { figures, forecast }; }, [figures, forecast, given]);
  const lines = useComputed<readonly ChartLine[]>(() => weightLines(given.value.figures, given.value.forecast, other.value, {
    measured: t("figure.weight"), standard: t("figure.standard-weight"), forecast: t("flocks.forecast"), other: t("flocks.other"),
  }));
  const frame = useComputed<ChartFrame>(() => {
    const { placedOn, days } = given.value.figures;
    const end = Math.max(given.value.forecast?.weights.at(-1)?.ageDays ?? 0, days.length, 7);
    return { quantity: "bird-weight", timeZone: "UTC", from: middleOf(placedOn, 0), to: middleOf(placedOn, end) };
  });
  return (
    <section class="weight-chart">
      <figure class="day-chart" data-chart="flock-weight" aria-label={t("flocks.weight-chart")}>
        <figcaption>
          <h2>{t("flocks.weight-chart")} <span class="unit">g</span></h2>
          <Legend quantity="bird-weight" lines={lines} cursor={cursor} timeZone="UTC" />
        </figcaption>
        <div class="plot"><TimeChart lines={lines} frame={frame} onCursor={(seconds) => { cursor.value = seconds; }} /></div>
      </figure>
      {forecast !== null && forecast.weights.length > 0 && <TargetQuestion farm={farm} flock={flock} placedOn={figures.placedOn} />}
      <Comparison farm={farm} figures={figures} onOther={(found) => { other.value = found; }} />
    </section>
  );
}

function TargetQuestion({ farm, flock, placedOn }: { readonly farm: string; readonly flock: string; readonly placedOn: string }) {
  const grams = useSignal<number | null>(null);
  const path = grams.value === null ? null : `${flockPath(flock)}/forecast?grams=${grams.value}`;
  const answer = useFlocks<FlockForecast>(farm, path).value;
  const date = (ageDays: number) => formatDay(Date.parse(daysAfter(placedOn, Math.floor(ageDays))), "UTC");
  const reached = answer.kind === "ready" && answer.value.target === grams.value ? answer.value.reached : undefined;
  return (
    <form class="act-form target" onSubmit={(event) => {
      event.preventDefault();
      const text = new FormData(event.currentTarget).get("grams");
      grams.value = text === null || text === "" ? null : Number(text);
    }}>
      <label>{t("flocks.target")} <input name="grams" type="number" inputMode="numeric" min={100} max={30_000} required /></label>
      <button type="submit">{t("flocks.when")}</button>
      <p role="status" class="wide">
        {grams.value === null || reached === undefined ? ""
          : reached === null ? t("flocks.not-reached")
          : reached.latestAgeDays === null ? t("flocks.reached-from", { day: date(reached.ageDays), from: date(reached.earliestAgeDays) })
          : t("flocks.reached", { day: date(reached.ageDays), from: date(reached.earliestAgeDays), to: date(reached.latestAgeDays) })}
      </p>
    </form>
  );
}
