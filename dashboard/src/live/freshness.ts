import type { SeriesLatest } from "../contracts";

/** For a series whose sender doesn't say how often it reports. */
const usualPeriodSeconds = 30;

/** Real seconds that a value may be on its way to this screen. Only a hastened clock makes this longer than two periods. */
const wayRealSeconds = 3;

export interface Freshness {
  readonly ageSeconds: number;
  /** Older than twice the period: no longer the present state of the coop. */
  readonly stale: boolean;
}

/** Seconds since a time. What is ahead by less than the screen's own beat is new, not from the future. */
export function ageOf(takenAt: string, nowMilliseconds: number, clockSpeed: number): number {
  const seconds = (nowMilliseconds - Date.parse(takenAt)) / 1000;
  return seconds < 0 && seconds > -2 * clockSpeed ? 0 : seconds;
}

export function freshnessOf(series: SeriesLatest, nowMilliseconds: number, clockSpeed: number): Freshness {
  const ageSeconds = ageOf(series.reading.takenAt, nowMilliseconds, clockSpeed);
  const allowed = 2 * (series.periodSeconds ?? usualPeriodSeconds);
  const way = clockSpeed > 1 ? wayRealSeconds * clockSpeed : 0;
  return { ageSeconds, stale: ageSeconds > Math.max(allowed, way) };
}
