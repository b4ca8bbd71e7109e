import { describe, expect, it } from "vitest";
import { measureOf } from "./tile-measure";

describe("the measure of a tile", () => {
  it("follows the shorter side, so that nothing is cut off", () => {
    expect(measureOf(1_600, 900, 2, 2, 16).unit).toBeCloseTo((1.8 * (444 - 22.4)) / 100);
    expect(measureOf(800, 2_000, 2, 2, 16).unit).toBeCloseTo((394 - 28.8) / 100);
  });

  it("knows wide and low tiles, and those of a phone that grow with what is in them", () => {
    expect(measureOf(1_900, 1_000, 2, 1, 16)).toMatchObject({ wide: true, low: false });
    expect(measureOf(1_900, 1_000, 5, 3, 16)).toMatchObject({ wide: false, low: true });
    expect(measureOf(366, 5_000, 1, null, 16)).toMatchObject({ wide: false, low: false });
  });
});
