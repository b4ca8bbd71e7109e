import type { Alarm, AlarmSeverity } from "../contracts";

/** Where and since when, as the id of an alarm has it. */
export interface AlarmOrigin {
  readonly rule: string;
  /** Null for an alarm of the whole farm. */
  readonly coop: string | null;
  readonly place: string;
  /** When the excursion began, ISO 8601. */
  readonly start: string;
}

export function originOf(id: string): AlarmOrigin {
  const [rule = id, coop = "", place = "", start = ""] = id.split("/");
  return { rule, coop: coop === "" ? null : coop, place, start };
}

const weights = { critical: 3, warning: 2, information: 1 } as const satisfies Record<AlarmSeverity, number>;

/** Most severe first; of the same severity, the one that waits longest. */
export function bySeverity(a: Alarm, b: Alarm): number {
  return weights[b.severity] - weights[a.severity] || a.raisedAt.localeCompare(b.raisedAt) || a.id.localeCompare(b.id);
}

/** Whether a person must be told now: it lasts, nobody has acknowledged it, and neither cause, shelf nor coming and going silences it. */
export function needsSomebody(alarm: Alarm): boolean {
  return alarm.isLoud && alarm.acknowledgement === null;
}

/** Whether it lasts in a house without birds, where by design it tells nobody. */
export function isSuppressed(alarm: Alarm): boolean {
  return alarm.suppressed && alarm.isActive;
}

/** What a person must be told now, in the order of telling. */
export function needingSomebody(alarms: Iterable<Alarm>): readonly Alarm[] {
  return [...alarms].filter(needsSomebody).sort(bySeverity);
}

/** How much of somebody's eye an alarm wants: told now, lasting, over but not acknowledged, silenced. */
function urgency(alarm: Alarm): number {
  if (alarm.shelf !== null || alarm.cause !== null || isSuppressed(alarm)) return 0;
  return needsSomebody(alarm) ? 3 : alarm.isActive ? 2 : 1;
}

/** In the order in which a list is worked through. */
export function byUrgency(a: Alarm, b: Alarm): number {
  return urgency(b) - urgency(a) || bySeverity(a, b);
}

/** The alarms of a coop that its tile tells of, worst first; what is shelved, suppressed or held by its cause is told elsewhere. */
export function ofTile(alarms: Iterable<Alarm>, coop: string): readonly Alarm[] {
  return [...alarms].filter((alarm) => originOf(alarm.id).coop === coop && urgency(alarm) > 0).sort(byUrgency);
}

/** How many of each severity, most severe first, none left out that is there. */
export function countsOf(alarms: readonly Alarm[]): readonly (readonly [severity: AlarmSeverity, count: number])[] {
  return (["critical", "warning", "information"] as const)
    .map((severity) => [severity, alarms.filter((alarm) => alarm.severity === severity).length] as const)
    .filter(([, count]) => count > 0);
}
