import { describe, expect, it } from "vitest";
import type { SeriesAnswer } from "../../contracts";
import type { LiveCoop } from "../../live/reducer";
import { coopAt, covers, leadSeconds, stretchAt, wasOnline } from "./past-values";

const coop: LiveCoop = {
  farm: "f", coop: "c", timeZone: "UTC", number: 1, agent: "a", online: true, onlineChangedAt: null, outOfUse: null, asOf: 9e12, latest: new Map(), previews: new Map([["camera-1", ""]]),
};
const answer = (over: Partial<SeriesAnswer>): SeriesAnswer => ({
  farm: "f", coop: "c", quantity: "temperature", place: "front", from: "", to: "", resolutionSeconds: 60,
  times: [1_000, 1_060, 1_120], mean: [20, 21, 22], minimum: [], maximum: [], last: [20.5, 21.5, null], readings: [6, 6, 0], good: [1, 0, null], ...over,
});
const at = (seconds: number, over: Partial<SeriesAnswer> = {}) =>
  coopAt(coop, { span: { from: 0, to: 4_000 }, answers: [answer(over)], stills: [] }, seconds).latest.get(`${over.quantity ?? "temperature"}/front`)?.reading;

describe("a coop in the past", () => {
  it("shows of each series what was known by then, never what came later", () => {
    expect(at(1_059)).toBeUndefined();
    expect(at(1_060)).toMatchObject({ value: 20.5, takenAt: new Date(1_060_000).toISOString(), quality: "good" });
    expect(at(1_119)?.value).toBe(20.5);
  });

  it("keeps the last value over a gap, with its own time", () => {
    expect(at(3_000)).toMatchObject({ value: 21.5, takenAt: new Date(1_120_000).toISOString(), quality: "uncertain" });
  });

  it("shows a fault where every reading of the row was one", () => {
    expect(at(1_200, { readings: [6, 6, 6] })).toMatchObject({ value: null, quality: "bad" });
  });

  it("is as old as its own readings were far apart, and no older for one gap", () => {
    const period = (times: number[]) => coopAt(coop, { span: { from: 0, to: 4_000 }, answers: [answer({ resolutionSeconds: 0, times, last: [1, 2, 3], readings: [1, 1, 1] })], stills: [] }, 3_000)
      .latest.get("temperature/front")?.periodSeconds;
    expect(period([1_000, 1_060, 1_120])).toBe(60);
    expect(period([1_000, 1_060, 2_900])).toBe(60);
  });

  it("has its own time, and nothing of the present", () => {
    expect(coopAt(coop, { span: { from: 0, to: 1 }, answers: [], stills: [] }, 1_000)).toMatchObject({ asOf: 1_000_000, previews: new Map(), latest: new Map() });
  });

  it("has of each camera the last picture of the hour before", () => {
    const still = (camera: string, seconds: number) => ({ camera, takenAt: new Date(seconds * 1000).toISOString(), isEvidence: false });
    const stills = [still("camera-1", 1_000), still("camera-2", 1_000), still("camera-1", 4_000), still("camera-1", 4_700)];
    const pictures = (seconds: number) => coopAt(coop, { span: { from: 0, to: 9_000 }, answers: [], stills }, seconds).previews;
    expect(pictures(999)).toEqual(new Map());
    expect(pictures(4_599)).toEqual(new Map([["camera-1", stills[2]?.takenAt], ["camera-2", stills[1]?.takenAt]]));
    expect(pictures(4_700)).toEqual(new Map([["camera-1", stills[3]?.takenAt]]));
  });

  it("knows from the agent's link whether it was online", () => {
    const linked = (last: number[]) => wasOnline(coopAt(coop, { span: { from: 0, to: 4_000 }, answers: [answer({ quantity: "agent-link", times: [1_000], last, readings: [1] })], stills: [] }, 2_000));
    expect(linked([1])).toBe(true);
    expect(linked([0])).toBe(false);
    expect(wasOnline(coop)).toBeNull();
  });
});

describe("stretchAt", () => {
  it("makes stretches that join, longer the faster time is played", () => {
    const slow = stretchAt(10_000, 1);
    expect(slow).toEqual({ from: 7_200 - leadSeconds, to: 10_800 });
    expect(stretchAt(slow.to, 1).from + leadSeconds).toBe(slow.to);
    expect(stretchAt(10_000, 600).to - stretchAt(10_000, 600).from - leadSeconds).toBe(36_000);
    expect(covers({ span: slow, answers: [], stills: [] }, 10_000)).toBe(true);
    expect(covers({ span: slow, answers: [], stills: [] }, slow.from)).toBe(false);
  });
});
