import { describe, expect, it } from "vitest";
import type { Flock } from "../contracts";
import { daysOf, nameOf, reportsOf } from "./report-list";

function flock(id: string, coop: string, placedOn: string, clearedOn: string | null = null): Flock {
  return {
    id,
    placement: { coop, breed: "Ross 308", birds: 20_000, placedOn, hatchedOn: null, source: null, floorSquareMeters: null },
    clearing: clearedOn === null ? null : { clearedOn, birdsDelivered: null, deliveredKilograms: null, feedLeftKilograms: null },
  } as Flock;
}

describe("reportsOf", () => {
  const today = "2026-11-25"; // A Wednesday.
  const flocks = [flock("old", "coop-1", "2026-10-01", "2026-11-15"), flock("young", "coop-2", "2026-11-20")];

  it("lists a day for each day that is over and on which birds lived", () => {
    expect(reportsOf("daily", flocks, "coop-2", today).map(nameOf)).toEqual(
      ["daily-2026-11-24", "daily-2026-11-23", "daily-2026-11-22", "daily-2026-11-21", "daily-2026-11-20"]);
  });

  it("lists whole weeks that end with a Sunday, those without birds left out", () => {
    expect(reportsOf("weekly", flocks, null, today).map(nameOf).slice(0, 3)).toEqual(["weekly-2026-11-22", "weekly-2026-11-15", "weekly-2026-11-08"]);
    expect(reportsOf("weekly", flocks, "coop-2", today).map(nameOf)).toEqual(["weekly-2026-11-22"]);
  });

  it("does not list a Sunday's week before the Sunday is over", () => {
    expect(reportsOf("weekly", flocks, null, "2026-11-22").map(nameOf)[0]).toBe("weekly-2026-11-15");
    expect(reportsOf("weekly", flocks, null, "2026-11-23").map(nameOf)[0]).toBe("weekly-2026-11-22");
  });

  it("lists flocks, the youngest first", () => {
    expect(reportsOf("flock", flocks, null, today).map(nameOf)).toEqual(["flock-young", "flock-old"]);
  });

  it("lists nothing on a farm without flocks", () => {
    expect(reportsOf("daily", [], null, today)).toEqual([]);
  });
});

describe("daysOf", () => {
  it("gives a week seven days, and a flock that lives no last one", () => {
    expect(daysOf({ kind: "weekly", lastDay: "2026-11-22" })).toEqual({ from: "2026-11-16", to: "2026-11-22" });
    expect(daysOf({ kind: "flock", flock: flock("young", "coop-2", "2026-11-20") })).toEqual({ from: "2026-11-20", to: null });
  });
});
