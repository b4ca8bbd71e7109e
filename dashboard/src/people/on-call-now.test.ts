import { describe, expect, it } from "vitest";
import type { CallOrder, OnCallPlan } from "../contracts";
import { orderNow, weekdays } from "./on-call-now";
import { minutesOf, spanOf } from "./spans";

const order = (name: string, from: string, to: string, days: CallOrder["hours"][number]["days"] = [...weekdays]): CallOrder => ({
  name, severities: ["critical"], hours: [{ days, from, to }], steps: [],
});
const plan = { callOrders: [order("day", "06:00:00", "22:00:00"), order("night", "22:00:00", "06:00:00")] } as unknown as OnCallPlan;

describe("orderNow", () => {
  // 2026-01-01 is a Thursday; Shanghai is eight hours ahead.
  it.each([["2026-01-01T05:00Z", "day"], ["2026-01-01T13:59Z", "day"], ["2026-01-01T14:00Z", "night"], ["2026-01-01T21:59Z", "night"], ["2026-01-01T22:00Z", "day"]])(
    "is by the farm's clock at %s the order %s", (moment, name) => {
      expect(orderNow(plan, "critical", Date.parse(moment), "Asia/Shanghai")?.name).toBe(name);
    });

  it("is nobody for a severity that no order has", () => {
    expect(orderNow(plan, "warning", Date.parse("2026-01-01T05:00Z"), "Asia/Shanghai")).toBeNull();
  });

  it("counts the hours after midnight to the day on which they began", () => {
    const sundays = { callOrders: [order("sunday", "22:00:00", "06:00:00", ["sunday"])] } as unknown as OnCallPlan;
    expect(orderNow(sundays, "critical", Date.parse("2026-01-05T03:00Z"), "UTC")?.name).toBe("sunday");
    expect(orderNow(sundays, "critical", Date.parse("2026-01-04T03:00Z"), "UTC")).toBeNull();
  });

  it("has a whole day where both times are the same", () => {
    const always = { callOrders: [order("all", "00:00:00", "00:00:00")] } as unknown as OnCallPlan;
    expect(orderNow(always, "critical", Date.parse("2026-01-04T00:00Z"), "UTC")?.name).toBe("all");
  });
});

describe("spans", () => {
  it.each([[0, "00:00:00"], [5, "00:05:00"], [120, "02:00:00"], [1_560, "1.02:00:00"]])("%d minutes are %s and back", (minutes, span) => {
    expect(spanOf(minutes)).toBe(span);
    expect(minutesOf(span)).toBe(minutes);
  });
});
