import type { Alarm, AlarmDelta } from "../contracts";

/** An alarm for tests; what isn't named is usual. */
export function alarmOf(facts: Partial<Alarm>): Alarm {
  return {
    id: "too-hot/coop-1/front/2026-01-01T00:00:00.000Z", farm: "farm", severity: "critical", raisedAt: "2026-01-01T00:01:00.000Z", endedAt: null, end: null,
    learnedAt: "2026-01-01T00:01:00.000Z", late: false, value: 34.2, limit: 31, worst: 34.2, unit: "°C", acknowledgement: null, shelf: null, assignedTo: null, comments: [],
    supersedes: null, supersededBy: null, cause: null, flaps: 1, muted: false, suppressed: false, isActive: true, lifeCycle: "unacknowledged", isLoud: true, ...facts,
  };
}

export const text = { en: "Too hot", zhCn: "过热" };

/** The change with a number that follows the one before. */
export function deltaOf(number: number, ...alarms: readonly Alarm[]): AlarmDelta {
  return {
    farm: "farm", after: number - 1, number,
    events: alarms.map((alarm, index) => ({ logNumber: number - alarms.length + 1 + index, alarm, kind: "raised", text: { title: text, means: text, first: text, causes: [] } })),
  };
}
