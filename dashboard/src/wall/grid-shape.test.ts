import { describe, expect, it } from "vitest";
import { shapeFor } from "./grid-shape";

describe("the shape of a wall", () => {
  it("shows few coops large, on one page", () => {
    expect(shapeFor(4, 106, 56, 19, 17.5)).toEqual({ columns: 2, pages: 1, perPage: 4 });
    expect(shapeFor(1, 106, 56, 19, 17.5)).toEqual({ columns: 1, pages: 1, perPage: 1 });
  });

  it("spreads sixty coops evenly over the fewest pages", () => {
    const { columns, pages, perPage } = shapeFor(60, 106, 56, 19, 17.5);
    expect([pages, perPage]).toEqual([4, 15]);
    expect(Math.ceil(perPage / columns) * 17.5).toBeLessThanOrEqual(56);
  });

  it.each([0, 1, 7, 16, 61])("never loses one of %d coops", (count) => {
    const { pages, perPage } = shapeFor(count, 80, 40, 19, 17.5);
    expect(pages * perPage).toBeGreaterThanOrEqual(count);
    expect((pages - 1) * perPage).toBeLessThan(Math.max(count, 1));
  });

  it("has a page even where not one tile fits", () => {
    expect(shapeFor(3, 10, 10, 19, 17.5)).toEqual({ columns: 1, pages: 3, perPage: 1 });
  });
});
