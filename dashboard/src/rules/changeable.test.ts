import { describe, expect, it } from "vitest";
import { inputOf, nameOfValue } from "./changeable";

describe("changeable values", () => {
  it.each([["limit", "Limit"], ["limit-2", "Limit (condition 2)"], ["on-delay", "Delay before the alarm"], ["window", "window"]])("calls %s “%s”", (what, name) => {
    expect(nameOfValue(what)).toBe(name);
  });

  it.each([["severity", "severity"], ["off", "switch"], ["off-delay", "delay"], ["high-2", "number"]] as const)("asks for %s by a %s", (what, input) => {
    expect(inputOf(what)).toBe(input);
  });
});
