import { describe, expect, it } from "vitest";
import { day, pan, spanOf, viewOf, viewWith, zoom, type View } from "./view";

const now = 1_780_000_000;
const today: View = { lengthSeconds: day, end: null };

describe("a chart's view", () => {
  it("follows the present a pixel at a time", () => {
    const first = spanOf(today, now);
    expect(first.to - first.from).toBe(day);
    expect(first.to).toBeGreaterThanOrEqual(now);
    expect(spanOf(today, now + 1_000).to).toBeGreaterThan(first.to);
    expect(spanOf(today, first.to - 1)).toEqual(first);
  });

  it("stays in the past once it was moved there, and follows again when moved back", () => {
    const yesterday = pan(today, now, -1);
    expect(yesterday.end).toBeCloseTo(spanOf(today, now).to - day);
    expect(pan(yesterday, now, 1)).toEqual(today);
    expect(pan(yesterday, now, 5)).toEqual(today);
  });

  it("keeps the time under the pointer when it zooms", () => {
    const at = now - day / 2;
    const { from, to } = spanOf(zoom({ lengthSeconds: day, end: now - day / 4 }, now, 0.25, at), now);
    expect(to - from).toBe(day / 4);
    expect((at - from) / (to - from)).toBeCloseTo(0.75);
  });

  it("never gets shorter than five minutes nor longer than a year and a month", () => {
    expect(viewOf({ from: now - 8_000, to: now - 7_990 }, now).lengthSeconds).toBe(300);
    expect(zoom(today, now, 1e6).lengthSeconds).toBe(400 * day);
  });

  it("goes to a moment outside and stays where one is inside", () => {
    expect(viewWith({ lengthSeconds: day, end: now - day }, now, now - 1.5 * day)).toEqual({ lengthSeconds: day, end: now - day });
    const moved = spanOf(viewWith(today, now, now - 5 * day), now);
    expect(moved.from).toBeLessThan(now - 5 * day);
    expect(moved.to).toBeGreaterThan(now - 5 * day);
    expect(viewWith(today, now, now - day / 2).end).not.toBeNull();
  });
});
