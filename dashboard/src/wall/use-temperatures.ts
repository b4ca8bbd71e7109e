import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { live, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { askTogether } from "./ask-together";
import { isInside } from "./summary";
import type { Course, Sample } from "./sparkline-points";

/** More places would hardly change the mean. */
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
    if (names === "") return undefined;
    let isWanted = true;
    const to = now.peek() ?? asOf;
    const series = placesOf(names).map((place) => `temperature/${place}`);
    askTogether({ farm, coop: name, series, fromMilliseconds: to - spanSeconds * 1000, toMilliseconds: to, points: steps + 2 })
      .then((answers) => {
        if (!isWanted) return;
        stored.value = new Map(answers.map(({ place, times, mean, resolutionSeconds }) => {
          const samples = times.map((seconds, index) => ({ seconds, value: mean[index] ?? null }));
          return [place, { samples, coverSeconds: 1.5 * Math.max(resolutionSeconds, spacingOf(times)) }];
        }));
      })
      .catch(() => { /* The tile's number is what counts; the line is drawn from what arrives. */ });
    return () => { isWanted = false; };
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
    if (reading === undefined) continue;
    // A house that reports twice a second has thousands of values in the span; the first of each stretch is enough for a line, and moves it seldom.
    if (seconds - (recent.at(-1)?.seconds ?? -Infinity) < apartSeconds) continue;
    const value = reading.quality === "bad" ? null : reading.value;
    changed = new Map([...changed, [place, [...recent.filter((sample) => sample.seconds > seconds - spanSeconds), { seconds, value }]]]);
  }
  return changed;
}
