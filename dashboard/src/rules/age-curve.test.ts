import { describe, expect, it } from "vitest";
import { addedAt, addedInGap, decimalsOf, isSameCurve, moved, readCurve, removed, stepOf, valueAt, writeCurve, type AgeCurve, type Reach } from "./age-curve";

const curve: AgeCurve = [{ ageDays: 0, value: -2 }, { ageDays: 7, value: -2 }, { ageDays: 14, value: -4 }];
const reach: Reach = { step: 0.1, low: -10, high: 0, lastDay: 56 };
const constant: AgeCurve = [{ ageDays: 0, value: 25 }];

describe("a limit's text", () => {
  it.each(["25", "-0.5", "-2 at day 0, -2 at day 7, -4 at day 14", "0.7 at day 0, 0.12 at day 10"])("“%s” is written as it was read", (text) => {
    expect(writeCurve(readCurve(text) ?? [])).toBe(text);
  });

  it.each(["", "much", "3 at day", "3 at day 7, 4 at day 7", "3 at day 7, 4 at day 2", "3 at day -1", "3 at day 0,4 at day 7", "3 at day 0 at day 1", "1e3", "0x10", "3 at day 0, "])(
    "“%s” is no limit", (text) => {
      expect(readCurve(text)).toBeNull();
    });

  it("is the same whichever way its numbers are written", () => {
    expect(isSameCurve(readCurve("25.0") ?? [], constant)).toBe(true);
    expect(isSameCurve(curve, constant)).toBe(false);
  });
});

describe("valueAt", () => {
  it.each([[0, -2], [3, -2], [7, -2], [10.5, -3], [14, -4], [90, -4]])("at day %d is %d", (day, value) => {
    expect(valueAt(curve, day)).toBe(value);
  });

  it("is the same at every age for one point", () => {
    expect([valueAt(constant, 0), valueAt(constant, 40), valueAt([{ ageDays: 7, value: 3 }], 2)]).toEqual([25, 25, 3]);
  });
});

describe("stepOf", () => {
  it.each([["°C", "34", 0.1], ["°C", "-4", 0.1], ["ppm", "25", 1], ["ppm", "4000", 100], ["%", "85", 1], ["%", "0.2 at day 0, 0.7 at day 5", 0.01], ["%", "3.5 at day 0, 3.67 at day 9", 0.01],
    ["s", "300", 10], ["", "0.005", 0.001], ["", "0", 0.1]] as const)("of %s around %s is %d", (unit, text, step) => {
    expect(stepOf(unit, readCurve(text) ?? [])).toBeCloseTo(step, 9);
  });

  it("knows how many decimals a number has", () => {
    expect([decimalsOf(3), decimalsOf(0.25), decimalsOf(0.1 + 0.2)]).toEqual([0, 2, 1]);
  });
});

describe("moved", () => {
  it("goes in whole steps and whole days", () => {
    expect(moved(curve, 1, { ageDays: 9.4, value: -2.349 }, reach)).toEqual([curve[0], { ageDays: 9, value: -2.3 }, curve[2]]);
  });

  it("never crosses its neighbours in age, nor the ends", () => {
    const days = (index: number, ageDays: number) => moved(curve, index, { ageDays, value: -2 }, reach)[index]?.ageDays;
    expect([days(1, -20), days(1, 90), days(0, -3), days(0, 30), days(2, 1), days(2, 900)]).toEqual([1, 13, 0, 6, 8, 56]);
  });

  it("stays within reach of the chart", () => {
    const value = (to: number) => moved(curve, 2, { ageDays: 14, value: to }, reach)[2]?.value;
    expect([value(5), value(-50)]).toEqual([0, -10]);
  });

  it("leaves what doesn't move as it was written", () => {
    const odd: AgeCurve = [{ ageDays: 0.5, value: 1.234 }, { ageDays: 9, value: 2 }];
    expect(moved(odd, 0, { ageDays: 0.5, value: 1.5 }, { ...reach, high: 9 })[0]).toEqual({ ageDays: 0.5, value: 1.5 });
    expect(moved(odd, 0, { ageDays: 3, value: 1.234 }, { ...reach, high: 9 })[0]).toEqual({ ageDays: 3, value: 1.234 });
  });

  it("keeps a day that has no other between its neighbours", () => {
    const tight: AgeCurve = [{ ageDays: 9, value: 0 }, { ageDays: 9.5, value: 1 }, { ageDays: 10, value: 2 }];
    expect(moved(tight, 1, { ageDays: 30, value: 1 }, reach)[1]?.ageDays).toBe(9.5);
  });

  it("gives a constant no age", () => {
    expect(moved(constant, 0, { ageDays: 20, value: 30 }, { step: 1, low: 0, high: 100, lastDay: 56 })).toEqual([{ ageDays: 0, value: 30 }]);
  });
});

describe("points that come and go", () => {
  it("are put on the line at a whole day", () => {
    expect(addedAt(curve, 10.3, reach)).toEqual({ curve: [curve[0], curve[1], { ageDays: 10, value: -2.9 }, curve[2]], index: 2 });
  });

  it("are not put where there is one", () => {
    expect(addedAt(curve, 7.2, reach)).toBeNull();
  });

  it("are put into the widest stretch, also behind the last", () => {
    expect(addedInGap(curve, reach)?.curve.map(({ ageDays }) => ageDays)).toEqual([0, 7, 14, 35]);
    expect(addedInGap([{ ageDays: 30, value: 1 }, { ageDays: 56, value: 2 }], reach)?.curve[0]?.ageDays).toBe(15);
    expect(writeCurve(addedInGap(constant, { ...reach, step: 1 })?.curve ?? [])).toBe("25 at day 0, 25 at day 28");
  });

  it("can all be there", () => {
    expect(addedInGap([{ ageDays: 0, value: 1 }, { ageDays: 1, value: 2 }], { ...reach, lastDay: 1 })).toBeNull();
  });

  it("go, but for the last", () => {
    expect(removed(curve, 1)).toEqual([curve[0], curve[2]]);
    expect(removed(constant, 0)).toBe(constant);
  });
});
