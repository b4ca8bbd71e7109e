import { describe, expect, it } from "vitest";
import type { FarmOverview } from "../contracts";
import { byUrgency, found, needy } from "./urgency";

const farmOf = (farm: string, facts: Partial<FarmOverview> = {}): FarmOverview => ({
  farm, timeZone: "UTC", coops: 4, silentCoops: [], critical: 0, warnings: 0, informations: 0, worst: [], hasOnCallPlan: true, ...facts,
});

const farms = [
  farmOf("farm-10"), farmOf("farm-2"), farmOf("silent", { silentCoops: ["coop-1"] }), farmOf("told", { informations: 3 }),
  farmOf("warned", { warnings: 5 }), farmOf("burning", { critical: 1 }), farmOf("worse", { critical: 2 }),
];
const namesOf = (all: readonly FarmOverview[]) => all.map(({ farm }) => farm);

describe("farms at a glance", () => {
  it("stand in the order in which they need somebody", () => {
    expect(namesOf([...farms].sort(byUrgency))).toEqual(["worse", "burning", "warned", "silent", "told", "farm-2", "farm-10"]);
  });

  it("are found by a part of their names", () => {
    expect(namesOf(found(farms, " FARM-1 "))).toEqual(["farm-10"]);
    expect(found(farms, "")).toHaveLength(farms.length);
  });

  it("are counted when they need somebody", () => {
    expect(needy(farms)).toBe(4);
  });
});
