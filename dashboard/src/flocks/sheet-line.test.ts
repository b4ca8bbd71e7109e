import { describe, expect, it } from "vitest";
import { weightsOf } from "./sheet-line";

describe("weightsOf", () => {
  it("reads weights however they are set apart", () => {
    expect(weightsOf("1010 985, 1002.5\n990；1004")).toEqual([1010, 985, 1002.5, 990, 1004]);
  });

  it("takes nothing for a bird's weight that is none", () => {
    expect(weightsOf("")).toBeNull();
    expect(weightsOf("1010 2")).toBeNull();
    expect(weightsOf("101098")).toBeNull();
  });
});
