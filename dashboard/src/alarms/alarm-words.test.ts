import { describe, expect, it } from "vitest";
import { amountOf, numbersOf } from "./alarm-words";

describe("an alarm's numbers", () => {
  it.each([[34.24, "°C", "34.2\u00a0°C"], [25, "ppm", "25\u00a0ppm"], [0.5, "", "0.5"], [3, null, "3"], [45, "s", "45\u00a0s"], [640, "s", "11 min"], [7_200, "s", "2 hr"]])("says %d of %s as “%s”", (value, unit, said) => {
    expect(amountOf(value, unit)).toBe(said);
  });

  it("tells the limit in the same unit", () => {
    expect(numbersOf({ value: 34.2, limit: 31, unit: "°C" })).toBe("34.2\u00a0°C, limit 31\u00a0°C");
  });

  it("says nothing of what has no number", () => {
    expect(numbersOf({ value: null, limit: null, unit: null })).toBeNull();
  });
});
