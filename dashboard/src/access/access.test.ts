import { describe, expect, it } from "vitest";
import { keyIn } from "./access";

describe("keyIn", () => {
  it("finds the key in a link, and takes one that stands alone", () => {
    expect(keyIn("http://coop.local:5080/#key=Ab-_09")).toBe("Ab-_09");
    expect(keyIn("#key=Ab-_09")).toBe("Ab-_09");
    expect(keyIn("  Ab-_09\n")).toBe("Ab-_09");
  });
});
