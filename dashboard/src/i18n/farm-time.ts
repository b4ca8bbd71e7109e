import { zoneOf } from "./format";

/** A moment in the farm's time zone as a date-and-time field has it: "2026-01-31T06:30". */
export function fieldOf(milliseconds: number, timeZone: string): string {
  return new Date(milliseconds + offsetOf(milliseconds, timeZone)).toISOString().slice(0, 16);
}

/** The moment that a date-and-time field says in the farm's time zone; NaN for none. An hour that the clocks leave out is the one after. */
export function momentOf(field: string, timeZone: string): number {
  const asUtc = Date.parse(`${field}Z`);
  const guess = asUtc - offsetOf(asUtc, timeZone);
  return Number.isNaN(asUtc) ? NaN : asUtc - offsetOf(guess, timeZone);
}

/** How far the farm's clocks are ahead of UTC at a moment, milliseconds. */
function offsetOf(milliseconds: number, timeZone: string): number {
  if (Number.isNaN(milliseconds)) return NaN;
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zoneOf(timeZone), hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(milliseconds);
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(number("year"), number("month") - 1, number("day"), number("hour"), number("minute"), number("second"));
  return local - Math.floor(milliseconds / 1000) * 1000;
}

/** The midnight on the farm at or before a moment, Unix milliseconds. */
export function midnightBefore(milliseconds: number, timeZone: string): number {
  return momentOf(`${fieldOf(milliseconds, timeZone).slice(0, 10)}T00:00`, timeZone);
}
