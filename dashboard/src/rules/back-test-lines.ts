import { amountOf } from "../alarms/alarm-words";
import { originOf } from "../alarms/ranking";
import type { AlarmSeverity, BackTestAnswer, MovedAlarm, Verdict } from "../contracts";
import { formatLength } from "../i18n/format";

/** One alarm that a change would have gained, lost or changed. */
export interface BackTestLine {
  readonly kind: "gained" | "lost" | "moved";
  readonly coop: string;
  readonly place: string;
  readonly raisedAt: string;
  /** What was measured; for one that changed, by how much; null where there is no number. */
  readonly amount: string | null;
  /** How much it would matter before and after; null where that stays. */
  readonly severities: readonly [before: AlarmSeverity, after: AlarmSeverity] | null;
}

function lineOf(kind: "gained" | "lost", { alarm, raisedAt, value, unit }: Verdict, coop: string): BackTestLine {
  return { kind, coop, place: originOf(alarm).place, raisedAt, amount: value === null ? null : amountOf(value, unit), severities: null };
}

/** "+14 min" for one that comes later, "−2 min" for one that comes earlier; null for one that only ends at another time. */
function delayOf({ before, after }: MovedAlarm): string | null {
  const seconds = Math.round((Date.parse(after.raisedAt) - Date.parse(before.raisedAt)) / 1000);
  if (seconds === 0) return null;
  const size = Math.abs(seconds);
  return `${seconds > 0 ? "+" : "−"}${formatLength(size >= 60 ? Math.round(size / 60) * 60 : size)}`;
}

function severitiesOf({ before, after }: MovedAlarm): BackTestLine["severities"] {
  return before.severity === after.severity ? null : [before.severity, after.severity];
}

/** The alarms that a change would have touched, newest first. */
export function linesOf(answer: BackTestAnswer): readonly BackTestLine[] {
  return answer.coops
    .flatMap(({ coop, result }) => [
      ...result.gained.map((verdict) => lineOf("gained", verdict, coop)),
      ...result.lost.map((verdict) => lineOf("lost", verdict, coop)),
      ...result.moved.map((moved): BackTestLine => ({
        kind: "moved", coop, place: originOf(moved.after.alarm).place, raisedAt: moved.after.raisedAt, amount: delayOf(moved), severities: severitiesOf(moved),
      })),
    ])
    .sort((a, b) => b.raisedAt.localeCompare(a.raisedAt));
}

/** Of all coops together. */
export function totalsOf({ coops }: BackTestAnswer): { readonly gained: number; readonly lost: number; readonly moved: number } {
  const sum = (of: (each: BackTestAnswer["coops"][number]) => number) => coops.reduce((total, each) => total + of(each), 0);
  return { gained: sum(({ gained }) => gained), lost: sum(({ lost }) => lost), moved: sum(({ moved }) => moved) };
}

/** When the readings that were judged begin; null when there were none. */
export function beginOf({ coops }: BackTestAnswer): string | null {
  return coops.map(({ result }) => result.from).filter((from) => from !== null).sort()[0] ?? null;
}
