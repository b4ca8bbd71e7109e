import { describe, expect, it } from "vitest";
import { clockOf, packed, unpacked, type LastKnown } from "./last-known";

const known: LastKnown = {
  farms: [{ farm: "f", timeZone: "UTC", coops: ["c"] }], serverMilliseconds: 5_000_000, deviceMilliseconds: 1_000_000, speed: 1,
  coops: [{
    farm: "f", coop: "c", timeZone: "UTC", number: 3, agent: "a", online: true, onlineChangedAt: null, outOfUse: null, asOf: 5_000_000, previews: new Map([["camera-1", "2026-01-31T00:00:00Z"]]),
    latest: new Map([["temperature/front", { periodSeconds: 10, reading: { quantity: "temperature", place: "front", takenAt: "2026-01-31T00:00:00Z", value: 21, quality: "good", reason: null } }]]),
  }],
};

describe("what was last known", () => {
  it("comes back as it was kept, without pictures that nobody has any more", () => {
    const back = unpacked(packed(known), 1_001_000);
    expect(back?.coops[0]?.latest.get("temperature/front")?.reading.value).toBe(21);
    expect(back?.coops[0]?.previews.size).toBe(0);
  });

  it("ages while the device is off, whatever its clock says the time is", () => {
    expect(clockOf(known, 1_060_000, 77)).toEqual({ serverMilliseconds: 5_060_000, monotonicMilliseconds: 77, speed: 1 });
  });

  it("is nothing when it is a week old, from a clock that was set back, or no such text", () => {
    expect(unpacked(packed(known), 1_000_000 + 8 * 86_400_000)).toBeNull();
    expect(unpacked(packed(known), 999_999)).toBeNull();
    expect(unpacked("{", 1_000_000)).toBeNull();
    expect(unpacked("null", 1_000_000)).toBeNull();
  });
});
