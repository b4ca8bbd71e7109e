import type { Flock } from "../contracts";
import { daysAfter } from "../flocks/flock-days";

/** A report that there is: of a day, of a week by its last day, or of a flock. */
export type Report =
  | { readonly kind: "daily" | "weekly"; readonly lastDay: string }
  | { readonly kind: "flock"; readonly flock: Flock };

/** Which reports are listed. */
export type ReportKind = Report["kind"];

const mostDays = 14;
const mostWeeks = 26;

/** The reports of a kind, the newest first: of days on which birds lived in the coop, or on the farm where it is null. */
export function reportsOf(kind: ReportKind, flocks: readonly Flock[], coop: string | null, today: string): readonly Report[] {
  const living = flocks.filter(({ placement }) => coop === null || placement.coop === coop);
  if (kind === "flock") {
    return [...living].sort((a, b) => b.placement.placedOn.localeCompare(a.placement.placedOn)).map((flock) => ({ kind, flock }));
  }
  const [length, most] = kind === "daily" ? [1, mostDays] : [7, mostWeeks];
  const newest = kind === "daily" ? daysAfter(today, -1) : sundayBefore(today);
  const days = Array.from({ length: most }, (_, index) => daysAfter(newest, -index * length));
  return days.filter((lastDay) => {
    const firstDay = daysAfter(lastDay, 1 - length);
    return living.some(({ placement, clearing }) => placement.placedOn <= lastDay && (clearing === null || clearing.clearedOn >= firstDay));
  }).map((lastDay) => ({ kind, lastDay }));
}

/** Weeks end with the Sunday whose report is mailed on the Monday. */
function sundayBefore(day: string): string {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return daysAfter(day, -(weekday === 0 ? 7 : weekday));
}

/** As an address names it: `weekly-2026-11-22`, `flock-coop-1-2026-10-01`. */
export function nameOf(report: Report): string {
  return `${report.kind}-${report.kind === "flock" ? report.flock.id : report.lastDay}`;
}

/** First and last day; a flock that still lives has none yet. */
export function daysOf(report: Report): { readonly from: string; readonly to: string | null } {
  if (report.kind === "flock") return { from: report.flock.placement.placedOn, to: report.flock.clearing?.clearedOn ?? null };
  return { from: report.kind === "daily" ? report.lastDay : daysAfter(report.lastDay, -6), to: report.lastDay };
}
