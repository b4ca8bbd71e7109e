import type { Quantity } from "./contracts";
import type { MessageKey } from "./i18n/en";

/** How several places of one quantity become the one number of a tile. */
export type Combination = "mean" | "highest" | "sum";

export interface QuantityFacts {
  readonly label: Extract<MessageKey, `quantity.${string}`>;
  readonly unit: string;
  readonly decimals: number;
  /** Air is averaged, but for gases the worst place counts; what birds drink and eat adds up. */
  readonly combine: Combination;
  /** Whether the value counts up from the farm's midnight. */
  readonly daily?: true;
  /** Charts never zoom in closer than this, so that a sensor's noise doesn't look like weather. */
  readonly leastSpan: number;
  /** Whether a chart starts at zero. */
  readonly fromZero: boolean;
}

/** In the order in which screens list them. */
export const quantities = {
  "temperature": { label: "quantity.temperature", unit: "°C", decimals: 1, combine: "mean", leastSpan: 4, fromZero: false },
  "temperature-set-point": { label: "quantity.temperature-set-point", unit: "°C", decimals: 1, combine: "mean", leastSpan: 4, fromZero: false },
  "relative-humidity": { label: "quantity.relative-humidity", unit: "%", decimals: 0, combine: "mean", leastSpan: 20, fromZero: false },
  "ammonia": { label: "quantity.ammonia", unit: "ppm", decimals: 1, combine: "highest", leastSpan: 10, fromZero: true },
  "carbon-dioxide": { label: "quantity.carbon-dioxide", unit: "ppm", decimals: 0, combine: "highest", leastSpan: 1000, fromZero: true },
  "water": { label: "quantity.water", unit: "L", decimals: 0, combine: "sum", daily: true, leastSpan: 10, fromZero: true },
  "feed": { label: "quantity.feed", unit: "kg", decimals: 0, combine: "sum", daily: true, leastSpan: 10, fromZero: true },
  "activity": { label: "quantity.activity", unit: "%", decimals: 1, combine: "mean", leastSpan: 5, fromZero: true },
  "occupancy": { label: "quantity.occupancy", unit: "%", decimals: 0, combine: "mean", leastSpan: 20, fromZero: true },
  "static-pressure": { label: "quantity.static-pressure", unit: "Pa", decimals: 0, combine: "mean", leastSpan: 10, fromZero: true },
  "air-speed": { label: "quantity.air-speed", unit: "m/s", decimals: 1, combine: "mean", leastSpan: 1, fromZero: true },
  "fan-speed": { label: "quantity.fan-speed", unit: "%", decimals: 0, combine: "mean", leastSpan: 100, fromZero: true },
  "heater": { label: "quantity.heater", unit: "%", decimals: 0, combine: "mean", leastSpan: 100, fromZero: true },
  "illuminance": { label: "quantity.illuminance", unit: "lx", decimals: 0, combine: "mean", leastSpan: 10, fromZero: true },
  "bird-weight": { label: "quantity.bird-weight", unit: "g", decimals: 0, combine: "mean", leastSpan: 50, fromZero: false },
  "mains-power": { label: "quantity.mains-power", unit: "", decimals: 0, combine: "mean", leastSpan: 1, fromZero: true },
  "flock-day": { label: "quantity.flock-day", unit: "d", decimals: 0, combine: "highest", leastSpan: 1, fromZero: false },
  "count": { label: "quantity.count", unit: "", decimals: 0, combine: "sum", leastSpan: 10, fromZero: true },
  "fan-command": { label: "quantity.fan-command", unit: "%", decimals: 0, combine: "mean", leastSpan: 100, fromZero: true },
  "heater-command": { label: "quantity.heater-command", unit: "%", decimals: 0, combine: "mean", leastSpan: 100, fromZero: true },
  "mortality": { label: "quantity.mortality", unit: "", decimals: 0, combine: "sum", daily: true, leastSpan: 10, fromZero: true },
  "bird-count": { label: "quantity.bird-count", unit: "", decimals: 0, combine: "sum", leastSpan: 100, fromZero: false },
  "eggs": { label: "quantity.eggs", unit: "", decimals: 0, combine: "sum", daily: true, leastSpan: 10, fromZero: true },
  "picture-brightness": { label: "quantity.picture-brightness", unit: "%", decimals: 0, combine: "mean", leastSpan: 100, fromZero: true },
  "picture-sharpness": { label: "quantity.picture-sharpness", unit: "%", decimals: 0, combine: "mean", leastSpan: 100, fromZero: true },
  "picture-change": { label: "quantity.picture-change", unit: "", decimals: 1, combine: "mean", leastSpan: 5, fromZero: true },
  "picture-shift": { label: "quantity.picture-shift", unit: "%", decimals: 1, combine: "highest", leastSpan: 10, fromZero: true },
  "agent-link": { label: "quantity.agent-link", unit: "", decimals: 0, combine: "mean", leastSpan: 1, fromZero: true },
  "clock-offset": { label: "quantity.clock-offset", unit: "s", decimals: 0, combine: "highest", leastSpan: 10, fromZero: false },
  "spool-used": { label: "quantity.spool-used", unit: "%", decimals: 0, combine: "highest", leastSpan: 100, fromZero: true },
  "chain-test": { label: "quantity.chain-test", unit: "", decimals: 0, combine: "highest", leastSpan: 1, fromZero: true },
  siren: { label: "quantity.siren", unit: "", decimals: 0, combine: "highest", leastSpan: 1, fromZero: true },
} as const satisfies Record<Quantity, QuantityFacts>;

/** Quantities in screen order. */
export const allQuantities = Object.keys(quantities) as readonly Quantity[];

/** A newer cloud may send a quantity that this build has no word for; it is left out rather than shown wrongly. */
export function isKnown(quantity: string): quantity is Quantity {
  return Object.hasOwn(quantities, quantity);
}

export function factsOf(quantity: Quantity): QuantityFacts {
  return quantities[quantity];
}

const equipment: readonly Quantity[] = [
  "picture-brightness", "picture-sharpness", "picture-change", "picture-shift", "agent-link", "clock-offset", "spool-used", "chain-test",
];

/** Says how cameras and agents are, not how the house is: rules look at it, and a farmer's screen shows it as an alarm only. */
export function isOfEquipment(quantity: Quantity): boolean {
  return equipment.includes(quantity);
}
