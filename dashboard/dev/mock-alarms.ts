import type { Alarm, AlarmDelta, AlarmEvidence, OpenAlarms } from "../src/contracts.ts";
import { farm, seriesOf } from "./mock-coops.ts";
import { rules, textFor } from "./mock-rules.ts";

type AlarmChangeKind = AlarmDelta["events"][number]["kind"];

const minute = 60_000;
const started = Date.now();
const ago = (minutes: number) => new Date(started - minutes * minute).toISOString();

function alarm(rule: string, coop: number, place: string, minutes: number, facts: Partial<Alarm>): Alarm {
  return withStanding({
    id: `${rule}/coop-${coop}/${place}/${ago(minutes + 2)}`, farm, severity: rules.rules.find(({ name }) => name === rule)?.severity ?? "warning", raisedAt: ago(minutes), endedAt: null, end: null,
    learnedAt: ago(minutes), late: false, value: null, limit: null, worst: null, unit: null, acknowledgement: null, shelf: null, assignedTo: null, comments: [],
    supersedes: null, supersededBy: null, cause: null, flaps: 1, muted: false, suppressed: false, isActive: true, lifeCycle: "unacknowledged", isLoud: true, ...facts,
  });
}

function withStanding(of: Alarm): Alarm {
  const isActive = of.endedAt === null;
  const seen = of.acknowledgement !== null;
  return {
    ...of, isActive, isLoud: isActive && of.cause === null && of.shelf === null && !of.muted && !of.suppressed,
    lifeCycle: isActive ? (seen ? "acknowledged" : "unacknowledged") : !seen && of.end === "over" ? "returned-to-normal-unacknowledged" : "normal",
  };
}

/** One of each kind: waiting, late and over, acknowledged, shelved, coming and going. */
const alarms = new Map([
  alarm("temperature-high", 2, "middle", 4, { value: 32.4, limit: 31, worst: 34.2, unit: "°C" }),
  alarm("ammonia-high", 3, "rear", 38, { value: 25.6, limit: 25, worst: 27.1, unit: "ppm", flaps: 3 }),
  alarm("agent-silent", 4, "house", 4, {}),
  alarm("weight-behind", 1, "scale-1", 300, { value: 91, limit: 92, worst: 90.4, unit: "%", acknowledgement: { by: "Lin Wei", at: ago(200), where: "link" }, assignedTo: "Zhang Min" }),
  alarm("water-stopped", 4, "house", 500, { endedAt: ago(420), end: "over", late: true, learnedAt: ago(60), value: 0, limit: 1, worst: 0, unit: "L/h" }),
  alarm("ammonia-high", 1, "front", 90, { value: 25.2, limit: 25, worst: 26, unit: "ppm", shelf: { until: ago(-70), reason: "Litter is being dried", by: "Lin Wei", at: ago(50) }, comments: [{ by: "Zhang Min", at: ago(55), text: "Line 2 leaked, mended" }] }),
].map((each) => [each.id, each]));

let number = alarms.size;

export function openAlarms(): OpenAlarms {
  const open = [...alarms.values()].filter(({ lifeCycle }) => lifeCycle !== "normal");
  return { number, alarms: open, texts: open.map(({ id }) => ({ alarm: id, ...textFor(id.split("/")[0] ?? "") })) };
}

export function alarmPage(query: URLSearchParams) {
  const found = [...alarms.values()].filter(({ severity, id }) =>
    [severity, ""].includes(query.get("severity") ?? "") && [id.split("/")[1], ""].includes(query.get("coop") ?? ""));
  return { alarms: found.sort((a, b) => b.raisedAt.localeCompare(a.raisedAt)).map((each) => ({ alarm: each, title: textFor(each.id.split("/")[0] ?? "").title })), next: null };
}

export function evidenceOf(id: string): AlarmEvidence | null {
  const of = alarms.get(id);
  if (of === undefined) return null;
  const [rule = "", coop = "", place = "", start = ""] = id.split("/");
  const entry = rules.rules.find(({ name }) => name === rule);
  const at = entry?.at ?? "count";
  const query = (quantity: string, where: string) =>
    new URLSearchParams({ quantity, place: where, from: new Date(Date.parse(start) - 30 * minute).toISOString(), to: new Date().toISOString(), points: "300" });
  const trace = (ofCoop: string, quantity: typeof at, where: string) => ({ coop: ofCoop, quantity, place: where, series: seriesOf(ofCoop, query(quantity, where)) });
  const hot = at === "temperature" ? [trace(coop, "temperature-set-point", "house"), trace(coop, "temperature", "outside")] : [];
  const neighbours = ["coop-1", "coop-3"].filter((each) => each !== coop).map((each) => trace(each, at, place));
  const change = rules.changes.find((each) => each.change.rule === rule);
  return {
    alarm: of, text: textFor(rule), words: entry?.words ?? null, source: entry?.source ?? null, holds: [], lastRuleChange: change ?? null,
    traces: at === "agent-link" ? [] : [trace(coop, at, place), ...hot, ...neighbours],
    stills: coop === "coop-1" ? [{ camera: "camera-1", takenAt: of.raisedAt, isEvidence: true }] : [],
  };
}

/** Does what a person asked for; the change as the hub tells it, null when there is no such alarm. */
export function act(id: string, what: string, facts: Readonly<Record<string, string>>): { readonly alarm: Alarm; readonly delta: AlarmDelta } | null {
  const of = alarms.get(id);
  if (of === undefined) return null;
  const { by = "", reason = "", text = "", to = null, until = "" } = facts;
  const at = new Date().toISOString();
  const changes: Readonly<Record<string, readonly [AlarmChangeKind, Partial<Alarm>]>> = {
    acknowledge: ["acknowledged", { acknowledgement: { by, at, where: "dashboard" } }],
    shelve: ["shelved", { shelf: { until, reason, by, at } }],
    unshelve: ["unshelved", { shelf: null }],
    comment: ["commented", { comments: [...of.comments, { by, at, text }] }],
    assign: ["assigned", { assignedTo: to }],
  };
  const [kind, change] = changes[what] ?? ["updated", {}];
  const changed = withStanding({ ...of, ...change });
  alarms.set(id, changed);
  number++;
  return { alarm: changed, delta: { farm, after: number - 1, number, events: [{ logNumber: number, alarm: changed, kind, text: textFor(id.split("/")[0] ?? "") }] } };
}
