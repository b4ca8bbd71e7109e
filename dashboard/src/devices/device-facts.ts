import type { Quantity, SeriesLatest } from "../contracts";
import { freshnessOf } from "../live/freshness";
import type { LiveCoop } from "../live/reducer";
import { isOfEquipment } from "../quantities";

/** What an agent's coops tell of it: the worst of what they say. */
export interface AgentGauges {
  /** Seconds that its clock is ahead; null when that isn't told. */
  readonly clockAheadSeconds: number | null;
  /** How full its spool is, percent; null when that isn't told. */
  readonly spoolUsedPercent: number | null;
}

export function gaugesOf(coops: Iterable<LiveCoop>, agent: string): AgentGauges {
  const values = (quantity: Quantity) => [...coops].flatMap((coop) => coop.latest.get(`${quantity}/${agent}`)?.reading.value ?? []);
  const farthest = values("clock-offset").sort((a, b) => Math.abs(b) - Math.abs(a))[0];
  const fullest = values("spool-used").sort((a, b) => b - a)[0];
  return { clockAheadSeconds: farthest ?? null, spoolUsedPercent: fullest ?? null };
}

/** A cause for which sensors of a coop don't read, or null for those that are merely late, with the sensors. */
export interface SensorFault {
  readonly reason: string | null;
  readonly sensors: readonly SeriesLatest[];
}

export interface SensorHealth {
  readonly all: number;
  readonly good: number;
  readonly faults: readonly SensorFault[];
}

/** How the sensors of a coop are: those that read well counted, the others by their cause, most first. */
export function sensorHealthOf(coop: LiveCoop, nowMilliseconds: number, clockSpeed: number): SensorHealth {
  const sensors = [...coop.latest.values()].filter(({ reading }) => !isOfEquipment(reading.quantity) && reading.place !== "neighbours");
  const byReason = new Map<string | null, SeriesLatest[]>();
  for (const sensor of sensors) {
    const { quality, reason } = sensor.reading;
    if (quality === "good" && !freshnessOf(sensor, nowMilliseconds, clockSpeed).stale) continue;
    const cause = quality === "good" ? null : reason;
    byReason.set(cause, [...(byReason.get(cause) ?? []), sensor]);
  }
  const faults = [...byReason].map(([reason, of]) => ({ reason, sensors: of })).sort((a, b) => b.sensors.length - a.sensors.length);
  return { all: sensors.length, good: sensors.length - faults.reduce((sum, fault) => sum + fault.sensors.length, 0), faults };
}

/** What a camera's own figures say, by quantity; a camera that no vision looks at tells none. */
export function pictureFiguresOf(coop: LiveCoop, camera: string): readonly SeriesLatest[] {
  const told: readonly Quantity[] = ["picture-brightness", "picture-sharpness", "picture-shift"];
  return told.flatMap((quantity) => coop.latest.get(`${quantity}/${camera}`) ?? []);
}
