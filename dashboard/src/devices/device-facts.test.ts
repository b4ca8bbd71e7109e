import { describe, expect, it } from "vitest";
import type { Quantity, SeriesLatest } from "../contracts";
import type { LiveCoop } from "../live/reducer";
import { gaugesOf, sensorHealthOf } from "./device-facts";

const now = Date.UTC(2026, 0, 31);
const series = (quantity: Quantity, place: string, value: number | null, ageSeconds = 1, reason: string | null = null): SeriesLatest => ({
  periodSeconds: 10, reading: { quantity, place, value, takenAt: new Date(now - ageSeconds * 1000).toISOString(), quality: value === null ? "bad" : "good", reason },
});
const coop = (...latest: SeriesLatest[]): LiveCoop => ({
  farm: "f", coop: "c", timeZone: "UTC", number: 1, agent: "a", online: true, onlineChangedAt: null, outOfUse: null, asOf: now, previews: new Map(),
  latest: new Map(latest.map((each) => [`${each.reading.quantity}/${each.reading.place}`, each])),
});

describe("an agent's gauges", () => {
  it("are the worst that its coops tell", () => {
    const coops = [coop(series("clock-offset", "a", 1), series("spool-used", "a", 3)), coop(series("clock-offset", "a", -4), series("spool-used", "a", 1))];
    expect(gaugesOf(coops, "a")).toEqual({ clockAheadSeconds: -4, spoolUsedPercent: 3 });
    expect(gaugesOf(coops, "other")).toEqual({ clockAheadSeconds: null, spoolUsedPercent: null });
  });
});

describe("the sensors of a coop", () => {
  it("are counted, and the others told by their cause", () => {
    const health = sensorHealthOf(coop(
      series("temperature", "front", 21), series("temperature", "rear", null, 1, "no answer"), series("ammonia", "rear", null, 1, "no answer"),
      series("water", "line-1", 5, 300), series("agent-link", "a", 1, 900),
    ), now, 1);
    expect([health.all, health.good]).toEqual([4, 1]);
    expect(health.faults.map(({ reason, sensors }) => [reason, sensors.length])).toEqual([["no answer", 2], [null, 1]]);
  });
});
