import { describe, expect, it } from "vitest";
import type { Quality, Quantity, SeriesLatest } from "../contracts";
import { summarize } from "./summary";
import { troublesOf } from "./troubles";

const now = Date.UTC(2026, 0, 1, 12);

function latest(quantity: Quantity, place: string, value: number | null, ageSeconds = 5, quality: Quality = "good", reason: string | null = null): SeriesLatest {
  return { periodSeconds: 10, reading: { quantity, place, takenAt: new Date(now - ageSeconds * 1000).toISOString(), value, quality, reason } };
}

describe("summarize", () => {
  it("is null where nothing measures the quantity", () => {
    expect(summarize([latest("water", "house", 3)], "temperature", now, 1)).toBeNull();
  });

  it("keeps a zero, which is a value", () => {
    expect(summarize([latest("water", "house", 0)], "water", now, 1)?.value).toBe(0);
  });

  it("averages temperatures, takes the worst ammonia, adds up water", () => {
    expect(summarize([latest("temperature", "front", 24), latest("temperature", "rear", 26)], "temperature", now, 1)).toMatchObject({ value: 25, spread: [24, 26] });
    expect(summarize([latest("ammonia", "front", 8), latest("ammonia", "rear", 19)], "ammonia", now, 1)).toMatchObject({ value: 19, spread: [8, 19] });
    expect(summarize([latest("water", "line-1", 100), latest("water", "line-2", 50)], "water", now, 1)?.value).toBe(150);
  });

  it("does not take the weather for the house's air", () => {
    expect(summarize([latest("temperature", "front", 24), latest("temperature", "outside", 35), latest("temperature", "neighbours", 29)], "temperature", now, 1)).toMatchObject({ value: 24, spread: null, all: 1 });
  });

  it("leaves failed and old places out and says how many", () => {
    const places = [latest("temperature", "front", 24), latest("temperature", "middle", 30, 25), latest("temperature", "rear", null, 5, "bad", "It broke.")];
    expect(summarize(places, "temperature", now, 1)).toMatchObject({ value: 24, counted: 1, all: 3, stale: false, quality: "good" });
  });

  it("is stale just after twice the period, not before", () => {
    expect(summarize([latest("temperature", "front", 24, 20)], "temperature", now, 1)?.stale).toBe(false);
    expect(summarize([latest("temperature", "front", 24, 20.1)], "temperature", now, 1)).toMatchObject({ stale: true, value: 24 });
  });

  it("allows for the way to the screen when the clock is hastened", () => {
    expect(summarize([latest("temperature", "front", 24, 100)], "temperature", now, 60)?.stale).toBe(false);
  });

  it("has no value and a reason when every place failed", () => {
    expect(summarize([latest("ammonia", "front", null, 5, "bad", "It broke.")], "ammonia", now, 1)).toMatchObject({ value: null, quality: "bad", reason: "It broke." });
  });
});

describe("troublesOf", () => {
  it("names a cause once with all that suffers from it", () => {
    const places = [
      latest("temperature", "front", null, 5, "bad", "No answer."), latest("ammonia", "front", null, 5, "bad", "No answer."),
      latest("temperature", "rear", null, 5, "bad", "No answer."), latest("water", "house", 3),
    ];
    expect(troublesOf(places)).toEqual([{ reason: "No answer.", quality: "bad", quantities: ["temperature", "ammonia"] }]);
  });
});
