import { describe, expect, test } from "vitest";
import { comparedSeries } from "./comparison";

describe("the series that a coop is compared by", () => {
  test("are one of each quantity, by the first of its places", () => {
    const compared = comparedSeries([
      { quantity: "temperature", place: "rear" }, { quantity: "temperature", place: "front" }, { quantity: "ammonia", place: "middle" },
      { quantity: "agent-link", place: "agent-1" }, { quantity: "flock-day", place: "house" }, { quantity: "temperature-set-point", place: "house" },
    ]);
    expect([...compared]).toEqual([["temperature", "front"], ["ammonia", "middle"]]);
  });
});
