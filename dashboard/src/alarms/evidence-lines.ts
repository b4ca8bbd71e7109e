import type { Alarm, AlarmEvidence, EvidenceTrace } from "../contracts";
import type { ChartFrame, ChartLine } from "../charts/chart-options";
import { columnsOf, valueAt, type Columns } from "../charts/columns";
import { t } from "../i18n/language";
import { coopName, placeName } from "../names";
import { factsOf } from "../quantities";
import { originOf } from "./ranking";

const neighbourDashes: readonly ChartLine["dash"][] = [[7, 3], [2, 3], [9, 3, 2, 3]];

/** The trace that was judged: the coop's own at the alarm's place. */
export function judgedOf({ alarm, traces }: Pick<AlarmEvidence, "alarm" | "traces">): EvidenceTrace | null {
  const { coop, place } = originOf(alarm.id);
  return traces.find((trace) => trace.coop === coop && trace.place === place && trace.quantity !== "temperature-set-point") ?? traces[0] ?? null;
}

/**
 * Whether the alarm's value and limit are of the traced quantity itself: many rules compare a difference or a ratio, whose limit
 * would be a lie in a chart of the quantity.
 */
export function isOfTrace({ value, raisedAt }: Pick<Alarm, "value" | "raisedAt">, trace: EvidenceTrace): boolean {
  if (value === null) return false;
  const there = valueAt(columnsOf(trace.series, null), Date.parse(raisedAt) / 1000);
  return there !== null && Math.abs(there - value) <= Math.max(0.25 * factsOf(trace.quantity).leastSpan, 0.1 * Math.abs(value));
}

function level(value: number, from: number, to: number): Columns {
  const values = [value, value];
  return { times: [from, to], mean: values, low: values, high: values, gapSeconds: Infinity };
}

/** The lines of the evidence: what was judged, its limit, the set-point, outside, the neighbours. */
export function linesOf(evidence: Pick<AlarmEvidence, "alarm" | "traces">, { from, to }: Pick<ChartFrame, "from" | "to">): readonly ChartLine[] {
  const judged = judgedOf(evidence);
  if (judged === null) return [];
  const { alarm, traces } = evidence;
  let neighbour = 0;
  const lines = [...traces].sort((a) => (a === judged ? -1 : 0)).map((trace): ChartLine => {
    const columns = columnsOf(trace.series, null);
    if (trace === judged) return { name: placeName(trace.place), columns, color: "--line-1", dash: [], stepped: trace.quantity === "mains-power" };
    if (trace.quantity === "temperature-set-point") return { name: t("quantity.temperature-set-point"), columns, color: "--line-aim", dash: [4, 4], stepped: true };
    if (trace.coop === judged.coop) return { name: placeName(trace.place), columns, color: "--line-4", dash: [9, 3, 2, 3], stepped: false };
    const dash = neighbourDashes[neighbour % neighbourDashes.length] ?? [];
    return { name: coopName(trace.coop), columns, color: neighbour++ % 2 === 0 ? "--line-2" : "--line-3", dash, stepped: false };
  });
  const limited = alarm.limit !== null && isOfTrace(alarm, judged)
    ? [{ name: t("evidence.limit"), columns: level(alarm.limit, from, to), color: `--alarm-${alarm.severity}`, dash: [3, 2], stepped: false }]
    : [];
  return [...lines, ...limited];
}

const aroundSeconds = 1_800;

/** From half an hour before the start to half an hour after the end, or to now; as much of it as was read. */
export function frameOf({ alarm, traces }: Pick<AlarmEvidence, "alarm" | "traces">, timeZone: string): ChartFrame | null {
  const judged = judgedOf({ alarm, traces });
  const last = Math.max(...traces.map(({ series }) => series.times.at(-1) ?? -Infinity));
  if (judged === null || !Number.isFinite(last)) return null;
  const start = Date.parse(originOf(alarm.id).start) / 1000;
  const end = alarm.endedAt === null ? last : Date.parse(alarm.endedAt) / 1000;
  const to = Math.max(last, start + 60);
  return { quantity: judged.quantity, timeZone, from: start - aroundSeconds, to, shade: [start, Math.min(end, to)] };
}
