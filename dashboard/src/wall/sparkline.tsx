import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { SeriesAnswer } from "../contracts";
import { formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { getInTurn, seriesPath } from "../live/api";
import { live, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { quantities } from "../quantities";
import { meanBySteps, pathOf, type Sample } from "./sparkline-points";

const spanSeconds = 2 * 3_600;
const steps = 60;
const stepSeconds = spanSeconds / steps;
const mostPlaces = 4;

export interface SparklineProps {
  readonly coop: LiveCoop;
  readonly setPoint: number | null;
}

/** The coop's mean temperature over the last two hours, with the present set-point. */
export function Sparkline({ coop, setPoint }: SparklineProps) {
  const places = [...coop.latest.values()]
    .filter(({ reading }) => reading.quantity === "temperature").map(({ reading }) => reading.place).sort().slice(0, mostPlaces);
  const samples = useTemperatures(coop, places);
  // Redrawn once a step, not with every beat.
  const end = useComputed(() => Math.ceil((now.value ?? coop.asOf) / 1000 / stepSeconds) * stepSeconds).value;
  const values = meanBySteps([...samples.values()], end - spanSeconds, end, steps);
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return <p class="sparkline none">{t("spark.none")}</p>;

  const [lowest, highest] = [Math.min(...present), Math.max(...present)];
  const middle = setPoint ?? (lowest + highest) / 2;
  const least = quantities["temperature"].leastSpan / 2;
  const [low, high] = [Math.min(lowest, middle - least) - 0.2, Math.max(highest, middle + least) + 0.2];
  const range = { low: formatValue("temperature", lowest), high: formatValue("temperature", highest) };
  return (
    <figure class="sparkline">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={t("spark.label", range)}>
        {setPoint !== null && <path class="aim" d={pathOf([setPoint], low, high)} />}
        <path class="line" d={pathOf(values, low, high)} />
      </svg>
      <figcaption aria-hidden="true">{t("spark.range", range)}</figcaption>
    </figure>
  );
}

/** Two hours of stored values by place, read again with every full snapshot, and what has arrived since. */
function useTemperatures(coop: LiveCoop, places: readonly string[]): ReadonlyMap<string, readonly Sample[]> {
  const stored = useSignal<ReadonlyMap<string, readonly Sample[]>>(new Map());
  const arrived = useRef(new Map<string, Sample[]>());
  const snapshots = live.snapshots.value;
  const names = places.join("\n");
  const { asOf } = coop;
  useEffect(() => {
    const abort = new AbortController();
    const to = now.peek() ?? asOf;
    for (const place of names === "" ? [] : names.split("\n")) {
      getInTurn<SeriesAnswer>(seriesPath(coop.farm, coop.coop, "temperature", place, to - spanSeconds * 1000, to, steps), abort.signal)
        .then((answer) => {
          const samples = answer.times.map((seconds, index) => ({ seconds, value: answer.mean[index] ?? null }));
          stored.value = new Map([...stored.value, [place, samples]]);
        })
        .catch(() => { /* The tile's number is what counts; the line is drawn from what arrives. */ });
    }
    return () => abort.abort();
    // What time it is decides only where the two hours end; it doesn't ask anew.
  }, [coop.farm, coop.coop, names, snapshots, stored]);

  const both = new Map<string, readonly Sample[]>();
  for (const place of places) {
    const reading = coop.latest.get(`temperature/${place}`)?.reading;
    const recent = arrived.current.get(place) ?? [];
    const seconds = reading === undefined ? 0 : Date.parse(reading.takenAt) / 1000;
    if (reading !== undefined && seconds > (recent.at(-1)?.seconds ?? 0)) {
      recent.push({ seconds, value: reading.quality === "bad" ? null : reading.value });
      while ((recent[0]?.seconds ?? seconds) < seconds - spanSeconds) recent.shift();
      arrived.current.set(place, recent);
    }
    both.set(place, [...(stored.value.get(place) ?? []), ...recent]);
  }
  return both;
}
