import type { SeriesAnswer } from "../contracts";

/** A series as columns of numbers: Unix seconds ascending, and the values at them; null marks a gap or a fault. */
export interface Columns {
  readonly times: readonly number[];
  readonly mean: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  /** Seconds without a value after which the line breaks. */
  readonly gapSeconds: number;
}

/** Values that come later than this many steps of a series are drawn apart. */
const gapSteps = 3;

/** Takes a stored series; where nobody promised a period, what is usual between its rows counts as one. */
export function columnsOf(answer: SeriesAnswer, periodSeconds: number | null): Columns {
  const step = Math.max(answer.resolutionSeconds, periodSeconds ?? usualSpacing(answer.times), 10);
  return { times: answer.times, mean: answer.mean, low: answer.minimum, high: answer.maximum, gapSeconds: gapSteps * step };
}

function usualSpacing(times: readonly number[]): number {
  const spacings = times.slice(1).map((time, index) => time - (times[index] ?? time)).sort((a, b) => a - b);
  return spacings[spacings.length >> 1] ?? 0;
}

/** Adds a value that has just arrived, and forgets what is before the window; an old or known value changes nothing. */
export function append(columns: Columns, seconds: number, value: number | null, fromSeconds: number): Columns {
  const last = columns.times.at(-1);
  if (last !== undefined && seconds <= last) return columns;
  const outdated = columns.times.findIndex((time) => time >= fromSeconds);
  const start = outdated < 0 ? columns.times.length : outdated;
  const breaks = last !== undefined && seconds - last > columns.gapSeconds;
  const added = breaks ? [null, value] : [value];
  return {
    times: [...columns.times.slice(start), ...(breaks ? [(last + seconds) / 2, seconds] : [seconds])],
    mean: [...columns.mean.slice(start), ...added],
    low: [...columns.low.slice(start), ...added],
    high: [...columns.high.slice(start), ...added],
    gapSeconds: columns.gapSeconds,
  };
}

/** The value that stood at a time: the last one before it, unless a gap lies between. */
export function valueAt(columns: Columns, seconds: number): number | null {
  let low = 0;
  let high = columns.times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((columns.times[middle] ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  const time = columns.times[low - 1];
  return time === undefined || seconds - time > columns.gapSeconds ? null : (columns.mean[low - 1] ?? null);
}

/** Lowest and highest value, null when there is none. */
export function rangeOf(all: readonly Columns[]): readonly [low: number, high: number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const columns of all) {
    for (const value of columns.low) if (value !== null && value < low) low = value;
    for (const value of columns.high) if (value !== null && value > high) high = value;
  }
  return low > high ? null : [low, high];
}

/** The ends of a value axis: around the values, at least `leastSpan` long, from zero where that is meant. */
export function axisRange(low: number, high: number, leastSpan: number, fromZero: boolean): readonly [number, number] {
  if (fromZero && low >= 0) return [0, Math.max(high * 1.08, leastSpan)];
  const span = Math.max((high - low) * 1.15, leastSpan);
  const middle = (low + high) / 2;
  return [middle - span / 2, middle + span / 2];
}
