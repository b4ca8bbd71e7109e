import type { Quantity } from "../contracts";
import { quantities } from "../quantities";
import { locale, t } from "./language";

/** Intl objects are dear to make and are asked for thousands of times a second on a full wall. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(name: string | number, options: () => Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale.value} ${name}`;
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale.value, options());
  numberFormats.set(key, format);
  return format;
}

function dateFormat(name: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale.value} ${name} ${timeZone}`;
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale.value, { ...options, timeZone: zoneOf(timeZone) });
  dateFormats.set(key, format);
  return format;
}

export function formatNumber(value: number, decimals: number): string {
  return numberFormat(decimals, () => ({ minimumFractionDigits: decimals, maximumFractionDigits: decimals })).format(value);
}

/** A value as people read it, without its unit. */
export function formatValue(quantity: Quantity, value: number): string {
  if (quantity === "mains-power") return value >= 0.5 ? t("mains.present") : t("mains.absent");
  // Rounding must not leave a "-0.0".
  return formatNumber(Number(value.toFixed(quantities[quantity].decimals)) + 0, quantities[quantity].decimals);
}

/** A number on an axis: as many decimals as the steps between its ticks need. */
export function formatTick(value: number, step: number): string {
  let decimals = 0;
  while (decimals < 3 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6) decimals++;
  return formatNumber(value + 0, decimals);
}

const steps = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]] as const;

/** An age as "12s ago"; a negative one (a sensor's clock runs ahead) honestly as "in 12s". */
export function formatAge(ageSeconds: number): string {
  const size = Math.trunc(Math.abs(ageSeconds));
  const [unit, unitSeconds] = steps.find(([, seconds]) => size >= seconds) ?? steps[3];
  const unitDisplay = unit === "minute" ? "short" : "narrow"; // A narrow minute is an m, like a metre.
  const length = numberFormat(unit, () => ({ style: "unit", unit, unitDisplay })).format(Math.trunc(size / unitSeconds));
  return ageSeconds < 0 && size > 0 ? t("age.ahead", { length }) : t("age.ago", { length });
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
  return dateFormat("time", timeZone, clockTime).format(milliseconds);
}

/** Day and month on the farm. */
export function formatDay(milliseconds: number, timeZone: string): string {
  return dateFormat("day", timeZone, { month: "short", day: "numeric" }).format(milliseconds);
}

/** A moment as one says it at another: the time alone on the same day, else the day with it. */
export function formatWhen(milliseconds: number, nowMilliseconds: number, timeZone: string): string {
  const time = formatTime(milliseconds, timeZone);
  const day = formatDay(milliseconds, timeZone);
  return day === formatDay(nowMilliseconds, timeZone) ? time : `${day} ${time}`;
}

/** A length of time in its largest whole unit: "10 min", "2 h". */
export function formatLength(seconds: number): string {
  const [unit, unitSeconds] = steps.find(([, each]) => seconds >= each && seconds % each === 0) ?? steps[3];
  return numberFormat(`length ${unit}`, () => ({ style: "unit", unit, unitDisplay: "short" })).format(seconds / unitSeconds);
}

/** A length of time to the minute; null for less than one. */
export function formatMinutes(seconds: number): string | null {
  return seconds < 60 ? null : formatLength(Math.round(seconds / 60) * 60);
}

/** The whole moment on the farm, for titles. */
export function formatMoment(milliseconds: number, timeZone: string): string {
  return dateFormat("moment", timeZone, { month: "short", day: "numeric", ...clockTime, second: "2-digit" }).format(milliseconds);
}
