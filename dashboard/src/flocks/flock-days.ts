import { zoneOf } from "../i18n/format";

const dayMilliseconds = 86_400_000;

/** The farm's day at a moment: "2026-01-31". */
export function dayAt(milliseconds: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zoneOf(timeZone), year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(milliseconds);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}`;
}

/** The day so many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** The flock day of a day; 0 is the day of placement. */
export function flockDayOf(placedOn: string, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(placedOn)) / dayMilliseconds);
}

/** The middle of a flock day in Unix seconds, on an axis in UTC whose days are the farm's. */
export function middleOf(placedOn: string, ageDays: number): number {
  return (Date.parse(placedOn) + ageDays * dayMilliseconds) / 1000;
}
