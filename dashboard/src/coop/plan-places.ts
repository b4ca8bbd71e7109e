import type { Quantity, SeriesLatest } from "../contracts";

/** A part of the house from its front to its rear, the weather, or a place that the plan can't tell where it is. */
export type Zone = "front" | "middle" | "rear" | "outside" | "elsewhere";

const zones: Readonly<Record<string, Zone>> = { front: "front", middle: "middle", rear: "rear", back: "rear", outside: "outside" };

export function zoneOf(place: string): Zone {
  return zones[place] ?? "elsewhere";
}

/** What is told of a place on the plan, in this order; the rest stands in the table. */
const ofAir: readonly Quantity[] = ["temperature", "relative-humidity", "ammonia", "carbon-dioxide", "air-speed", "illuminance", "static-pressure", "activity", "occupancy"];
const ofMachines = ["fan-speed", "heater", "mains-power", "siren"] as const satisfies readonly Quantity[];
const commands: Readonly<Partial<Record<Quantity, Quantity>>> = { "fan-speed": "fan-command", heater: "heater-command" };

export interface PlanPlace {
  readonly place: string;
  readonly zone: Zone;
  readonly values: readonly SeriesLatest[];
}

/** The places of a coop with their values, those of the house from front to rear. */
export function placesOfPlan(latest: Iterable<SeriesLatest>): readonly PlanPlace[] {
  const byPlace = new Map<string, SeriesLatest[]>();
  for (const series of latest) {
    if (!ofAir.includes(series.reading.quantity) || series.reading.place === "neighbours") continue;
    const place = series.reading.place;
    byPlace.set(place, [...(byPlace.get(place) ?? []), series]);
  }
  const order: readonly Zone[] = ["front", "middle", "rear", "elsewhere", "outside"];
  return [...byPlace]
    .map(([place, values]) => ({
      place, zone: zoneOf(place),
      values: values.sort((a, b) => ofAir.indexOf(a.reading.quantity) - ofAir.indexOf(b.reading.quantity)),
    }))
    .sort((a, b) => order.indexOf(a.zone) - order.indexOf(b.zone) || a.place.localeCompare(b.place, "en", { numeric: true }));
}

export interface Machine {
  readonly quantity: (typeof ofMachines)[number];
  readonly place: string;
  readonly series: SeriesLatest;
  /** What the controller asks of it; null when that isn't told. */
  readonly command: number | null;
}

export function machinesOf(latest: Iterable<SeriesLatest>): readonly Machine[] {
  const all = [...latest];
  return ofMachines.flatMap((quantity) => all
    .filter(({ reading }) => reading.quantity === quantity)
    .sort((a, b) => a.reading.place.localeCompare(b.reading.place, "en", { numeric: true }))
    .map((series) => {
      const command = all.find(({ reading }) => reading.quantity === commands[quantity] && reading.place === series.reading.place)?.reading.value ?? null;
      return { quantity, place: series.reading.place, series, command };
    }));
}

/** Whether a machine works; null when that isn't known. */
export function isRunning({ series: { reading } }: Machine): boolean | null {
  return reading.value === null || reading.quality === "bad" ? null : reading.value >= 0.5;
}
