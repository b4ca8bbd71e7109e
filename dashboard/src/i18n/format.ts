import type { Quantity } from "../contracts";
import { quantities } from "../quantities";
import { locale, t } from "./language";

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

/** Intl objects are dear to make and are asked for many times a second. */
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  kind: new (tag: string, options: Record<string, string | number | boolean>) => T,
  options: Record<string, string | number | boolean>,
): T {
  const key = `${kind.name} ${locale.value} ${JSON.stringify(options)}`;
  const old = made.get(key);
  if (old instanceof kind) return old;
  const format = new kind(locale.value, options);
  made.set(key, format);
  return format;
}

export function formatNumber(value: number, decimals: number): string {
  return kept(Intl.NumberFormat, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A value as people read it, without its unit. */
export function formatValue(quantity: Quantity, value: number): string {
  if (quantity === "mains-power") return value >= 0.5 ? t("mains.present") : t("mains.absent");
  // Rounding must not leave a "-0.0".
  return formatNumber(Number(value.toFixed(quantities[quantity].decimals)) + 0, quantities[quantity].decimals);
}

/** A number on an axis: as many decimals as the steps between its ticks need. */
export function formatTick(value: number, step: number): string {
  const decimals = Math.max(0, Math.min(3, -Math.floor(Math.log10(step) + 1e-9)));
  return formatNumber(value + 0, decimals);
}

const steps = [["day", 86_400], ["hour", 3_600], ["minute", 60]] as const;

/** An age as "12s ago"; a negative one (a sensor's clock runs ahead) honestly as "in 12s". */
export function formatAge(ageSeconds: number): string {
  const format = kept(Intl.RelativeTimeFormat, { style: "narrow", numeric: "always" });
  const size = Math.abs(ageSeconds);
  for (const [unit, length] of steps) {
    if (size >= length) return format.format(-Math.trunc(ageSeconds / length), unit);
  }
  return format.format(-Math.max(0, Math.trunc(ageSeconds)), "second");
}

const zones = new Map<string, string>();

/** The zone itself, or UTC when this browser doesn't know it: a screen with a wrong hour is better than none. */
export function zoneOf(timeZone: string): string {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    try {
      zone = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
    } catch {
      zone = "UTC";
    }
    zones.set(timeZone, zone);
  }
  return zone;
}

const clockTime = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** Hours and minutes on the farm. */
export function formatTime(milliseconds: number, timeZone: string): string {
  return kept(Intl.DateTimeFormat, { ...clockTime, timeZone: zoneOf(timeZone) }).format(milliseconds);
}

/** Day and month on the farm. */
export function formatDay(milliseconds: number, timeZone: string): string {
  return kept(Intl.DateTimeFormat, { month: "short", day: "numeric", timeZone: zoneOf(timeZone) }).format(milliseconds);
}

/** The whole moment on the farm, for titles. */
export function formatMoment(milliseconds: number, timeZone: string): string {
  return kept(Intl.DateTimeFormat, { month: "short", day: "numeric", ...clockTime, second: "2-digit", timeZone: zoneOf(timeZone) }).format(milliseconds);
}
