import { describe, expect, it } from "vitest";
import { alarmOf, deltaOf } from "../alarms/made-up-alarms";
import { keepDelta, noAlarmsYet, takeDelta, takeSnapshot } from "./alarm-reducer";

const raised = (number: number) => deltaOf(number, alarmOf({ id: `too-hot/coop-${number}/front/2026-01-01T00:00:00.000Z` }));
const snapshot = (number: number) => ({
  number,
  alarms: Array.from({ length: number }, (_, index) => alarmOf({ id: `too-hot/coop-${index + 1}/front/2026-01-01T00:00:00.000Z` })),
  texts: [],
});
const coopsOf = (alarms: { readonly open: ReadonlyMap<string, unknown> } | null) => [...(alarms?.open.keys() ?? [])].map((id) => id.split("/")[1]);

describe("open alarms", () => {
  it("take the change that follows", () => {
    const alarms = takeSnapshot(noAlarmsYet, snapshot(1));
    expect(coopsOf(alarms && takeDelta(alarms, raised(2)))).toEqual(["coop-1", "coop-2"]);
  });

  it("ask for a fresh snapshot when a change is missing", () => {
    const alarms = takeSnapshot(noAlarmsYet, snapshot(1));
    expect(alarms && takeDelta(alarms, raised(3))).toBeNull();
  });

  it("drop what the snapshot contains", () => {
    const alarms = takeSnapshot(noAlarmsYet, snapshot(3));
    expect(alarms && takeDelta(alarms, raised(2))).toBe(alarms);
  });

  it("take the newer part of a change that the snapshot has in part", () => {
    const both = { ...raised(3), after: 1, events: [...raised(2).events, ...raised(3).events] };
    const alarms = takeSnapshot(noAlarmsYet, snapshot(2));
    expect(coopsOf(alarms && takeDelta(alarms, both))).toEqual(["coop-1", "coop-2", "coop-3"]);
  });

  it("let go of an alarm that needs nobody any more, and keep one that is over but not acknowledged", () => {
    const alarms = takeSnapshot(noAlarmsYet, snapshot(2));
    const [first, second] = snapshot(2).alarms.map((alarm) => alarm.id);
    const over = { ...deltaOf(4, alarmOf({ id: first ?? "", lifeCycle: "normal" }), alarmOf({ id: second ?? "", lifeCycle: "returned-to-normal-unacknowledged" })), after: 2 };
    expect(coopsOf(alarms && takeDelta(alarms, over))).toEqual(["coop-2"]);
  });

  it("catch up with what came while the snapshot was awaited, in whatever order", () => {
    const waiting = keepDelta(keepDelta(noAlarmsYet, raised(4)), raised(3));
    expect(coopsOf(takeSnapshot(waiting, snapshot(2)))).toEqual(["coop-1", "coop-2", "coop-3", "coop-4"]);
    expect(takeSnapshot(waiting, snapshot(1))).toBeNull();
  });
});
