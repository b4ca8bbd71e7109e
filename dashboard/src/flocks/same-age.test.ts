import { describe, expect, it } from "vitest";
import type { DayFigures } from "../contracts";
import { atSameAge } from "./same-age";

const days = (...grams: (number | null)[]) => grams.map((weightGrams, day) => ({ day, weightGrams }) as DayFigures);

describe("atSameAge", () => {
  it("takes the oldest age at which both were weighed", () => {
    expect(atSameAge(days(44, 60, null, 102), days(42, 58, 75, null, 130), "weightGrams")).toEqual({ day: 1, mine: 60, theirs: 58 });
  });

  it("compares nothing with nothing", () => {
    expect(atSameAge(days(44), days(null, 58), "weightGrams")).toBeNull();
  });
});
