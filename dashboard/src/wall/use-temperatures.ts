import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { SeriesAnswer } from "../contracts";
import { getInTurn, seriesPath } from "../live/api";
import { live, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { isInside } from "./summary";
import type { Course, Sample } from "./sparkline-points";

/** More places would hardly change the mean, but cost a question each. */
const mostPlaces = 4;

/** So many of the arrived values are kept in each step of the line. */
const samplesAStep = 4;

/** A coop's recent temperatures by place: stored ones, read again with every full snapshot, and what has arrived since. */
export function useTemperatures(coop: LiveCoop, spanSeconds: number, steps: number): readonly Course[] {
  const { farm, coop: name, asOf } = coop;
  const names = [...coop.latest.values()]
    .filter(({ reading }) => reading.quantity === "temperature" && isInside(reading.place)).map(({ reading }) => reading.place).sort().slice(0, mostPlaces).join("\n");
  const stored = useSignal<ReadonlyMap<string, Course>>(new Map());
  const arrived = useRef<ReadonlyMap<string, readonly Sample[]>>(new Map());
  const snapshots = live.snapshots.value;
  useEffect(() => {
    const abort = new AbortController();
    const to = now.peek() ?? asOf;
    for (const place of placesOf(names)) {
      getInTurn<SeriesAnswer>(seriesPath(farm, name, "temperature", place, to - spanSeconds * 1000, to, steps + 2), abort.signal)
        .then((answer) => {
          const samples = answer.times.map((seconds, index) => ({ seconds, value: answer.mean[index] ?? null }));
          stored.value = new Map([...stored.value, [place, { samples, coverSeconds: 1.5 * Math.max(answer.resolutionSeconds, spacingOf(answer.times)) }]]);
        })
        .catch(() => { /* The tile's number is what counts; the line is drawn from what arrives. */ });
    }
    return () => abort.abort();
    // What time it is decides only where the span ends; it doesn't ask anew.
  }, [farm, name, names, snapshots, stored, spanSeconds, steps]);

  arrived.current = withLatest(arrived.current, coop, placesOf(names), spanSeconds, spanSeconds / steps / samplesAStep);
  const [before, since] = [stored.value, arrived.current];
  return useMemo(() => placesOf(names).map((place) => {
    const course = before.get(place);
    return { samples: [...(course?.samples ?? []), ...(since.get(place) ?? [])], coverSeconds: course?.coverSeconds ?? 0 };
  }), [names, before, since]);
}

/** The usual time between two values. */
function spacingOf(times: readonly number[]): number {
  const spacings = times.slice(1).map((time, index) => time - (times[index] ?? time)).sort((a, b) => a - b);
  return spacings[spacings.length >> 1] ?? 0;
}

function placesOf(names: string): readonly string[] {
  return names === "" ? [] : names.split("\n");
}

/** The same map when nothing new has arrived. */
function withLatest(
  arrived: ReadonlyMap<string, readonly Sample[]>, coop: LiveCoop, places: readonly string[], spanSeconds: number, apartSeconds: number,
): ReadonlyMap<string, readonly Sample[]> {
  let changed = arrived;
  for (const place of places) {
    const reading = coop.latest.get(`temperature/${place}`)?.reading;
    const recent = changed.get(place) ?? [];
    const seconds = reading === undefined ? 0 : Date.parse(reading.takenAt) / 1000;
    if (reading === undefined || seconds <= (recent.at(-1)?.seconds ?? 0)) continue;
    const value = reading.quality === "bad" ? null : reading.value;
    // A house that reports twice a second has thousands of values in the span; the last of each stretch is enough for a line.
    const kept = recent.length > 1 && seconds - (recent.at(-2)?.seconds ?? 0) < apartSeconds ? recent.slice(0, -1) : recent;
    changed = new Map([...changed, [place, [...kept.filter((sample) => sample.seconds > seconds - spanSeconds), { seconds, value }]]]);
  }
  return changed;
}
