import { describe, expect, it } from "vitest";
import { dayAt, daysAfter, flockDayOf } from "./flock-days";

describe("days of a flock", () => {
  it("are the farm's, not the screen's", () => {
    expect(dayAt(Date.UTC(2026, 0, 31, 16, 30), "Asia/Shanghai")).toBe("2026-02-01");
    expect(dayAt(Date.UTC(2026, 0, 31, 16, 30), "UTC")).toBe("2026-01-31");
  });

  it("are counted from placement, over months and leap days", () => {
    expect(daysAfter("2028-02-28", 2)).toBe("2028-03-01");
    expect(flockDayOf("2028-02-28", "2028-03-01")).toBe(2);
    expect(flockDayOf("2028-02-28", "2028-02-28")).toBe(0);
  });
});
