import { daysAfter } from "../flocks/flock-days";
import { flockPath } from "../flocks/flocks-api";
import { momentOf } from "../i18n/farm-time";
import type { Language } from "../i18n/language";
import { farmPath } from "../live/api";
import { daysOf, type Report } from "./report-list";

/** In which form a report is read or downloaded. */
export type ReportFormat = "html" | "pdf" | "csv";

/** Of what, for whom. */
export interface ReportChoice {
  readonly farm: string;
  readonly report: Report;
  readonly coop: string | null;
  readonly language: Language;
}

function base({ farm, report, coop }: ReportChoice): { readonly path: string; readonly query: Record<string, string> } {
  if (report.kind === "flock") return { path: `${farmPath(farm)}${flockPath(report.flock.id)}/report`, query: {} };
  return { path: `${farmPath(farm)}/reports/${report.kind}`, query: { day: report.lastDay, ...(coop === null ? {} : { coop }) } };
}

export function reportAddress(choice: ReportChoice, format: ReportFormat): string {
  const { path, query } = base(choice);
  return `${path}?${new URLSearchParams({ ...query, format, language: choice.language }).toString()}`;
}

export function sendingAddress(choice: ReportChoice): string {
  const { path, query } = base(choice);
  return `${path}/sendings?${new URLSearchParams(query).toString()}`;
}

/** Every single reading of the report's days as Parquet, for a researcher's own tools. */
export function readingsAddress({ farm, report, coop }: ReportChoice, timeZone: string, nowMilliseconds: number): string {
  const { from, to } = daysOf(report);
  const of = report.kind === "flock" ? report.flock.placement.coop : coop;
  const end = to === null ? nowMilliseconds : momentOf(`${daysAfter(to, 1)}T00:00`, timeZone);
  const query = new URLSearchParams({
    from: new Date(momentOf(`${from}T00:00`, timeZone)).toISOString(), to: new Date(end).toISOString(), ...(of === null ? {} : { coop: of }),
  });
  return `${farmPath(farm)}/export?${query.toString()}`;
}
