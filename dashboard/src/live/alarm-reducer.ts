import type { Alarm, AlarmDelta, OpenAlarms } from "../contracts";

/** The alarms of the farm that need somebody. */
export interface LiveAlarms {
  /** Number of the last change that is contained; null while there was no snapshot. */
  readonly number: number | null;
  /** Open alarms by id. */
  readonly open: ReadonlyMap<string, Alarm>;
  /** Changes that came while a snapshot was awaited. */
  readonly pending: readonly AlarmDelta[];
}

export const noAlarmsYet: LiveAlarms = { number: null, open: new Map(), pending: [] };

const mostPending = 1_000;

/** Takes changes; null when one before them is missing, so that a fresh snapshot is needed. */
export function takeDelta(alarms: LiveAlarms, delta: AlarmDelta): LiveAlarms | null {
  if (alarms.number === null || delta.after > alarms.number) return null;
  if (delta.number <= alarms.number) return alarms; // Already contained.
  const open = new Map(alarms.open);
  for (const { alarm, logNumber } of delta.events) {
    if (logNumber <= alarms.number) continue;
    if (alarm.lifeCycle === "normal") open.delete(alarm.id);
    else open.set(alarm.id, alarm);
  }
  return { ...alarms, number: delta.number, open };
}

/** Keeps changes for when the snapshot is there. */
export function keepDelta(alarms: LiveAlarms, delta: AlarmDelta): LiveAlarms {
  return { ...alarms, pending: [...alarms.pending.slice(-mostPending), delta] };
}

/** Begins anew from a snapshot, with what came since; null when a change between them is missing. */
export function takeSnapshot(alarms: LiveAlarms, snapshot: OpenAlarms): LiveAlarms | null {
  let caughtUp: LiveAlarms | null = { number: snapshot.number, open: new Map(snapshot.alarms.map((alarm) => [alarm.id, alarm])), pending: [] };
  for (const delta of [...alarms.pending].sort((a, b) => a.number - b.number)) {
    caughtUp = takeDelta(caughtUp, delta);
    if (caughtUp === null) return null;
  }
  return caughtUp;
}
