import { describe, expect, it } from "vitest";
import { append, axisRange, columnsOf, rangeOf, valueAt, type Columns } from "./columns";
import type { SeriesAnswer } from "../contracts";

const columns: Columns = { times: [0, 10, 20], mean: [1, 2, 3], low: [0, 1, 2], high: [2, 3, 4], gapSeconds: 30 };

describe("append", () => {
  it("adds what is newer and forgets what has left the window", () => {
    expect(append(columns, 30, 5, 10)).toMatchObject({ times: [10, 20, 30], mean: [2, 3, 5], low: [1, 2, 5], high: [3, 4, 5] });
  });

  it("changes nothing for what is known already", () => {
    expect(append(columns, 20, 9, 0)).toBe(columns);
    expect(append(columns, 15, 9, 0)).toBe(columns);
  });

  it("breaks the line where nothing came for long", () => {
    expect(append(columns, 120, 5, 0)).toMatchObject({ times: [0, 10, 20, 70, 120], mean: [1, 2, 3, null, 5] });
  });
});

describe("valueAt", () => {
  it("is the last value before, but none across a gap or before the start", () => {
    expect(valueAt(columns, 14)).toBe(2);
    expect(valueAt(columns, 50)).toBe(3);
    expect(valueAt(columns, 51)).toBeNull();
    expect(valueAt(columns, -1)).toBeNull();
  });
});

describe("columnsOf", () => {
  const times = [0, 60, 120, 180, 600, 660];
  const answer = { times, mean: times, minimum: times, maximum: times, resolutionSeconds: 0 } as unknown as SeriesAnswer;

  it("knows readings a minute apart from a gap, promised or not", () => {
    for (const promised of [60, null]) {
      expect(valueAt(columnsOf(answer, promised), 119)).toBe(60);
      expect(valueAt(columnsOf(answer, promised), 599)).toBeNull();
    }
  });

  it("breaks no line of a single row", () => {
    expect(valueAt(columnsOf({ ...answer, times: [60], mean: [7] }, null), 89)).toBe(7);
  });
});

describe("rangeOf and axisRange", () => {
  it("spans the bands, and is null without values", () => {
    expect(rangeOf([columns])).toEqual([0, 4]);
    expect(rangeOf([{ ...columns, low: [null], high: [null] }])).toBeNull();
  });

  it("never zooms into noise and starts at zero where that is meant", () => {
    expect(axisRange(24, 24.2, 4, false)).toEqual([22.1, 26.1]);
    expect(axisRange(3, 4, 10, true)).toEqual([0, 10]);
    expect(axisRange(-3, 4, 1, true)[0]).toBeLessThan(-3);
  });
});
