import { describe, expect, it } from "vitest";
import type { EvidenceTrace, Quantity } from "../contracts";
import { frameOf, isOfTrace, linesOf } from "./evidence-lines";
import { alarmOf } from "./made-up-alarms";

const start = Date.UTC(2026, 0, 1) / 1000;
const times = Array.from({ length: 121 }, (_, minute) => start - 1_800 + minute * 60);

function trace(coop: string, quantity: Quantity, place: string, value: number): EvidenceTrace {
  const mean = times.map(() => value);
  const of = { farm: "farm", coop, quantity, place, from: "", to: "" };
  return { coop, quantity, place, series: { ...of, resolutionSeconds: 60, times, mean, minimum: mean, maximum: mean, last: mean, readings: times.map(() => 1), good: times.map(() => 1) } };
}

const judged = trace("coop-1", "temperature", "front", 34);
const traces = [trace("coop-2", "temperature", "front", 25), trace("coop-1", "temperature", "outside", 12), trace("coop-1", "temperature-set-point", "house", 28), judged];
const window = { from: start, to: start + 60 };

describe("the evidence's lines", () => {
  it("begin with what was judged and end with its limit", () => {
    expect(linesOf({ alarm: alarmOf({}), traces }, window).map(({ name }) => name)).toEqual(["Front", "Coop 2", "Outside", "Set-point", "Limit"]);
  });

  it("have no limit that is of something else: a rule on the difference to the set-point has one of 4 °C", () => {
    const alarm = alarmOf({ value: 6, limit: 4 });
    expect(isOfTrace(alarm, judged)).toBe(false);
    expect(linesOf({ alarm, traces }, window).map(({ name }) => name)).not.toContain("Limit");
  });

  it("are none where nothing was stored", () => {
    expect(linesOf({ alarm: alarmOf({}), traces: [] }, window)).toEqual([]);
    expect(frameOf({ alarm: alarmOf({}), traces: [] }, "UTC")).toBeNull();
  });
});

describe("the evidence's window", () => {
  it("shades from the start to the end, or as far as is known", () => {
    expect(frameOf({ alarm: alarmOf({}), traces }, "UTC")).toMatchObject({ from: start - 1_800, to: start + 5_400, shade: [start, start + 5_400] });
    const over = alarmOf({ endedAt: new Date((start + 600) * 1000).toISOString() });
    expect(frameOf({ alarm: over, traces }, "UTC")?.shade).toEqual([start, start + 600]);
  });
});
