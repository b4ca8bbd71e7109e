import type { Quality, Quantity, SeriesLatest } from "../contracts";
import { freshnessOf } from "../live/freshness";
import { factsOf } from "../quantities";

/** One number for a quantity of a coop, however many places measure it. */
export interface Summary {
  readonly quantity: Quantity;
  /** Null when no place has a usable value. */
  readonly value: number | null;
  /** Lowest and highest place, when more than one counts. */
  readonly spread: readonly [low: number, high: number] | null;
  readonly quality: Quality;
  /** Why the quality is not good. */
  readonly reason: string | null;
  /** True when even the youngest value is older than twice its period; old places beside young ones don't count. */
  readonly stale: boolean;
  /** Age of the oldest value that counts. */
  readonly ageSeconds: number;
  readonly takenAt: string;
  /** Places that count, and all that measure it. */
  readonly counted: number;
  readonly all: number;
  /** The place, when there is one. */
  readonly place: string | null;
}

/** Where the weather is measured and where the farm's other houses are together: no part of the house's own air. */
const elsewhere: readonly string[] = ["outside", "neighbours"];

/** Whether a place is in the house itself. */
export function isInside(place: string): boolean {
  return !elsewhere.includes(place);
}

/** Null when no place of the coop measures the quantity. */
export function summarize(
  latest: Iterable<SeriesLatest>, quantity: Quantity, nowMilliseconds: number, clockSpeed: number,
): Summary | null {
  const places = [...latest]
    .filter(({ reading }) => reading.quantity === quantity && isInside(reading.place))
    .map((series) => ({ ...series.reading, ...freshnessOf(series, nowMilliseconds, clockSpeed) }));
  if (places.length === 0) return null;

  const usable = places.filter((place) => place.value !== null && place.quality !== "bad");
  const fresh = usable.filter((place) => !place.stale);
  const counting = fresh.length > 0 ? fresh : usable;
  const shown = counting.length > 0 ? counting : places;
  const oldest = shown.reduce((a, b) => (b.ageSeconds > a.ageSeconds ? b : a));
  const notGood = shown.find((place) => place.quality !== "good");
  const values = counting.flatMap((place) => (place.value === null ? [] : [place.value]));
  return {
    quantity,
    value: values.length === 0 ? null : combine(values, factsOf(quantity).combine),
    spread: values.length > 1 ? [Math.min(...values), Math.max(...values)] : null,
    quality: notGood?.quality ?? "good",
    reason: notGood?.reason ?? null,
    stale: fresh.length === 0,
    ageSeconds: oldest.ageSeconds,
    takenAt: oldest.takenAt,
    counted: counting.length,
    all: places.length,
    place: places.length === 1 ? (places[0]?.place ?? null) : null,
  };
}

function combine(values: readonly number[], how: "mean" | "highest" | "sum"): number {
  const sum = values.reduce((a, b) => a + b, 0);
  switch (how) {
    case "mean": return sum / values.length;
    case "highest": return Math.max(...values);
    case "sum": return sum;
    default: return how satisfies never;
  }
}
