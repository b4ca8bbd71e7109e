import { describe, expect, it } from "vitest";
import type { Quantity, SeriesLatest } from "../contracts";
import { isRunning, machinesOf, placesOfPlan } from "./plan-places";

const series = (quantity: Quantity, place: string, value: number | null = 1): SeriesLatest =>
  ({ periodSeconds: 10, reading: { quantity, place, takenAt: "2026-01-31T00:00:00Z", value, quality: value === null ? "bad" : "good", reason: null } });

describe("the floor plan", () => {
  it("orders places from the front to the rear, then what it can't place, the weather last", () => {
    const places = placesOfPlan([series("temperature", "outside"), series("temperature", "row-10"), series("temperature", "rear"), series("ammonia", "row-2"), series("temperature", "front")]);
    expect(places.map(({ place }) => place)).toEqual(["front", "rear", "row-2", "row-10", "outside"]);
  });

  it("tells the most important of a place first and leaves out what is no air", () => {
    const [front] = placesOfPlan([series("carbon-dioxide", "front"), series("water", "front"), series("temperature", "front")]);
    expect(front?.values.map(({ reading }) => reading.quantity)).toEqual(["temperature", "carbon-dioxide"]);
  });

  it("sets what is asked of a machine beside what it does", () => {
    const [fan, heater] = machinesOf([series("heater", "house", 0), series("fan-command", "house", 60), series("fan-speed", "house", null)]);
    expect(fan).toMatchObject({ quantity: "fan-speed", command: 60 });
    expect(heater).toMatchObject({ quantity: "heater", command: null });
    expect([fan && isRunning(fan), heater && isRunning(heater)]).toEqual([null, false]);
  });
});
