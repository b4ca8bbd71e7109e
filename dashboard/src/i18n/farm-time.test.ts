import { describe, expect, it } from "vitest";
import { fieldOf, midnightBefore, momentOf } from "./farm-time";

describe("the farm's time in a field", () => {
  it.each([["Asia/Shanghai", "2026-01-31T14:30"], ["Europe/Berlin", "2026-01-31T07:30"], ["America/Chicago", "2026-01-31T00:30"]])("in %s is %s", (zone, field) => {
    const moment = Date.UTC(2026, 0, 31, 6, 30);
    expect(fieldOf(moment, zone)).toBe(field);
    expect(momentOf(field, zone)).toBe(moment);
  });

  it("is read rightly on both sides of a change of the clocks", () => {
    expect(momentOf("2026-03-29T01:30", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 0, 30));
    expect(momentOf("2026-03-29T03:30", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });

  it("is no number for an empty field", () => {
    expect(momentOf("", "UTC")).toBeNaN();
  });

  it("has midnights of the farm", () => {
    expect(midnightBefore(Date.UTC(2026, 0, 31, 20), "Asia/Shanghai")).toBe(Date.UTC(2026, 0, 31, 16));
  });
});
