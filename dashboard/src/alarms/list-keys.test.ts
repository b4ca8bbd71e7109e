import { describe, expect, it } from "vitest";
import { commandOf, stepTo } from "./list-keys";

const key = (name: string, facts = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...facts });

describe("keys of the list", () => {
  it.each([["j", "next"], ["ArrowDown", "next"], ["k", "previous"], ["ArrowUp", "previous"], ["a", "acknowledge"], ["Escape", "close"], ["x", null], ["toString", null]])(
    "%s means %s", (name, command) => {
      expect(commandOf(key(name), false)).toBe(command);
    });

  it("are left to the browser and to fields", () => {
    expect(commandOf(key("a", { ctrlKey: true }), false)).toBeNull();
    expect(commandOf(key("a"), true)).toBeNull();
  });

  it("stop at both ends", () => {
    expect([stepTo(-1, "next", 3), stepTo(0, "next", 3), stepTo(2, "next", 3), stepTo(0, "previous", 3)]).toEqual([0, 1, 2, 0]);
  });
});
