import { describe, expect, it } from "vitest";
import { columnsFor } from "./grid-shape";
import { meanBySteps, pathOf } from "./sparkline-points";

describe("meanBySteps", () => {
  it("weighs places alike, however often each reports", () => {
    const often = [0, 1, 2, 3].map((seconds) => ({ seconds, value: 20 }));
    const courses = [often, [{ seconds: 2, value: 30 }]].map((samples) => ({ samples, coverSeconds: 0 }));
    expect(meanBySteps(courses, 0, 20, 2)).toEqual([25, null]);
  });

  it("ignores what lies outside and what is null", () => {
    const samples = [{ seconds: -1, value: 9 }, { seconds: 5, value: null }, { seconds: 20, value: 9 }];
    expect(meanBySteps([{ samples, coverSeconds: 0 }], 0, 20, 2)).toEqual([null, null]);
  });

  it("lets a value stand for as long as it covers, but not beyond a gap", () => {
    const samples = [{ seconds: -5, value: 1 }, { seconds: 30, value: 2 }, { seconds: 60, value: 3 }, { seconds: 70, value: null }];
    expect(meanBySteps([{ samples, coverSeconds: 30 }], 0, 100, 10)).toEqual([1, 1, 1, 2, 2, 2, 3, null, null, null]);
  });
});

describe("pathOf", () => {
  it("breaks at a gap and still shows a lone value", () => {
    expect(pathOf([1, 1, null, 2], 0, 2)).toBe("M12.50 50.0L37.50 50.0M75.00 0.0h25.00");
  });
});

describe("columnsFor", () => {
  it.each([
    [1, 1], [2, 2], [4, 2], [6, 3], [12, 4],
  ])("shows %i coops on a wide screen in %i columns", (count, columns) => {
    expect(columnsFor(count, 106, 56, 19, 17.5)).toBe(columns);
  });

  it("scrolls with as many columns as fit when there are too many coops", () => {
    expect(columnsFor(60, 106, 56, 19, 17.5)).toBe(5);
  });

  it("is one column on a phone", () => {
    expect(columnsFor(4, 24, 50, 19, 17.5)).toBe(1);
  });
});
