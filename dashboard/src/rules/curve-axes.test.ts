import { describe, expect, it } from "vitest";
import type { AgeCurve } from "./age-curve";
import { ageAt, axesOf, draggedTo, leftOf, lineOf, nearest, topOf, type Box } from "./curve-axes";

const box: Box = { left: 40, top: 10, width: 560, height: 200 };
const curve: AgeCurve = [{ ageDays: 0, value: 38 }, { ageDays: 21, value: 35 }];
const axes = axesOf([curve], curve, 0.1, 56, null);

describe("axes", () => {
  it("lie around the curves with room to drag, on whole ticks", () => {
    expect(axes).toMatchObject({ low: 32, high: 40, valueTick: 2, valueTicks: [32, 34, 36, 38, 40], lastDay: 56, dayTicks: [0, 7, 14, 21, 28, 35, 42, 49, 56] });
  });

  it("give a constant room, too", () => {
    const { low, high } = axesOf([[{ ageDays: 0, value: 25 }]], [{ ageDays: 0, value: 25 }], 1, 56, null);
    expect([low, high]).toEqual([10, 40]);
  });

  it("end at zero where no shipped value is beyond", () => {
    const below: AgeCurve = [{ ageDays: 0, value: -2 }, { ageDays: 14, value: -4 }];
    expect(axesOf([below], below, 0.1, 56, null).high).toBe(0);
    const above: AgeCurve = [{ ageDays: 0, value: 0.2 }, { ageDays: 14, value: 0.7 }];
    expect(axesOf([above], above, 0.01, 56, null).low).toBe(0);
  });

  it("show also what was typed far off", () => {
    const typed: AgeCurve = [{ ageDays: 0, value: 25 }, { ageDays: 120, value: -3 }];
    const { low, lastDay } = axesOf([curve, typed], curve, 0.1, 56, null);
    expect(low).toBeLessThanOrEqual(-3);
    expect(lastDay).toBe(120);
  });

  it("of hens end where their limits no longer change, or a week after today", () => {
    expect(axesOf([curve], curve, 0.1, 700, null).lastDay).toBe(56);
    expect(axesOf([curve], curve, 0.1, 700, 200).lastDay).toBe(207);
  });
});

describe("places on the chart", () => {
  it("go both ways", () => {
    expect(leftOf(28, axes, box)).toBe(320);
    expect(ageAt(320, axes, box)).toBe(28);
    expect(topOf(40, axes, box)).toBe(10);
    expect(topOf(32, axes, box)).toBe(210);
  });

  it("a line goes from the first to the last day", () => {
    expect(lineOf(curve, axes, box)).toBe("M40.0 60.0L40.0 60.0L250.0 135.0L600.0 135.0");
  });

  it("the nearest point is taken, none out of reach", () => {
    expect(nearest(curve, 50, 70, 22, axes, box)).toBe(0);
    expect(nearest(curve, 245, 130, 22, axes, box)).toBe(1);
    expect(nearest(curve, 150, 100, 22, axes, box)).toBeNull();
  });

  it("a drag keeps the day while it goes up and down", () => {
    const start = { ageDays: 21, value: 35 };
    expect(draggedTo(start, 3, -53, 3, axes, box)).toEqual({ ageDays: 21, value: 37 });
    expect(draggedTo(start, -73, 2, 3, axes, box)).toEqual({ ageDays: 14, value: 35 });
  });
});
