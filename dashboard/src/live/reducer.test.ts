import { describe, expect, it } from "vitest";
import type { CoopDelta, CoopSnapshot, SeriesLatest } from "../contracts";
import { nothingYet, reduce, type LiveState } from "./reducer";

const start = Date.UTC(2026, 0, 1);
const timeOf = (number: number) => new Date(start + number * 500).toISOString();

function series(place: string, value: number, number: number): SeriesLatest {
  return { periodSeconds: 10, reading: { quantity: "temperature", place, takenAt: timeOf(number), value, quality: "good", reason: null } };
}

/** What the cloud sends: delta n sets one of three places to n. */
function deltaOf(coop: string, number: number): CoopDelta {
  return {
    farm: "farm", coop, number, agent: "agent", online: true, onlineChangedAt: null, outOfUse: null, now: timeOf(number),
    latest: [series(`place-${number % 3}`, number, number)], previews: [],
  };
}

/** What the cloud holds after so many deltas. */
function snapshotOf(coop: string, number: number): CoopSnapshot {
  const latest = [number - 2, number - 1, number].filter((each) => each > 0).map((each) => series(`place-${each % 3}`, each, each));
  return {
    farm: "farm", coop, number, agent: "agent", online: true, onlineChangedAt: null, outOfUse: null, now: timeOf(number), clockSpeed: 1, timeZone: "UTC",
    latest, previews: [], alarms: null,
  };
}

function valuesOf(state: LiveState, coop = "coop-1"): Record<string, number | null> {
  const latest = state.coops.get(coop)?.latest ?? new Map<string, SeriesLatest>();
  return Object.fromEntries([...latest].sort().map(([key, { reading }]) => [key, reading.value]));
}

const expectedSoFar = new Map<number, Record<string, number | null>>();
function expected(number: number): Record<string, number | null> {
  const known = expectedSoFar.get(number) ?? valuesOf(synced(number));
  expectedSoFar.set(number, known);
  return known;
}
const changed = (state: LiveState, number: number) => reduce(state, { kind: "coops-changed", deltas: [deltaOf("coop-1", number)] });
const synced = (number: number) => reduce(nothingYet, { kind: "coop-snapshot", snapshot: snapshotOf("coop-1", number) });

/** A small generator of repeatable chance. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("reduce", () => {
  it("applies the delta that follows", () => {
    const state = changed(synced(5), 6);
    expect(state.synced).toBe(true);
    expect(valuesOf(state)).toEqual(expected(6));
  });

  it("applies those that come together in their order, as far as none is missing", () => {
    const together = (...numbers: readonly number[]) => reduce(synced(5), { kind: "coops-changed", deltas: numbers.map((number) => deltaOf("coop-1", number)) });
    expect(valuesOf(together(5, 6, 7, 8))).toEqual(expected(8));
    const gap = together(6, 8, 9);
    expect(gap.synced).toBe(false);
    expect(valuesOf(gap)).toEqual(expected(6));
    expect(valuesOf(reduce(gap, { kind: "coop-snapshot", snapshot: snapshotOf("coop-1", 7) }))).toEqual(expected(9));
  });

  it("drops a delta that the snapshot contains", () => {
    const state = synced(5);
    expect(changed(state, 4)).toBe(state);
    expect(changed(state, 5)).toBe(state);
  });

  it("asks for a snapshot when a number is missing, and goes on from there", () => {
    const gap = changed(synced(5), 7);
    expect(gap.synced).toBe(false);
    expect(valuesOf(gap)).toEqual(expected(5));
    const healed = reduce(gap, { kind: "coop-snapshot", snapshot: snapshotOf("coop-1", 6) });
    expect(healed.synced).toBe(true);
    expect(valuesOf(healed)).toEqual(expected(7));
  });

  it("asks for a snapshot when a coop is new", () => {
    expect(reduce(synced(5), { kind: "coops-changed", deltas: [deltaOf("coop-9", 1)] }).synced).toBe(false);
  });

  it("applies what came while a snapshot was awaited", () => {
    const waiting = changed(changed(nothingYet, 8), 9);
    const state = reduce(waiting, { kind: "coop-snapshot", snapshot: snapshotOf("coop-1", 7) });
    expect(state.synced).toBe(true);
    expect(valuesOf(state)).toEqual(expected(9));
  });

  it("notices that the cloud counts anew", () => {
    const restarted = reduce(synced(50), { kind: "coops-changed", deltas: [{ ...deltaOf("coop-1", 1), now: timeOf(60) }] });
    expect(restarted.synced).toBe(false);
    const state = reduce(restarted, { kind: "coop-snapshot", snapshot: { ...snapshotOf("coop-1", 1), now: timeOf(61) } });
    expect(state.synced).toBe(true);
    expect(state.coops.get("coop-1")?.number).toBe(1);
  });

  it("forgets what waits when the connection is lost, and keeps the values", () => {
    const state = reduce(changed(synced(5), 9), { kind: "lost" });
    expect(state).toMatchObject({ synced: false, pending: [] });
    expect(valuesOf(state)).toEqual(expected(5));
  });

  it("leaves out quantities that it has no word for", () => {
    const odd = JSON.parse(JSON.stringify(snapshotOf("coop-1", 3)).replace("temperature", "moon-phase")) as CoopSnapshot;
    expect(reduce(nothingYet, { kind: "coop-snapshot", snapshot: odd }).coops.get("coop-1")?.latest.size).toBe(2);
  });

  it("ends as the cloud, whatever is lost, doubled or swapped on the way", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = chance(seed);
      const last = 40;
      let state = synced(0);
      const way: number[] = [];
      for (let number = 1; number <= last; number++) {
        if (random() < 0.15) continue;
        way.push(number, ...(random() < 0.2 ? [number] : []));
      }
      for (let index = 1; index < way.length; index++) {
        const [a, b] = [way[index - 1], way[index]];
        if (random() < 0.15 && a !== undefined && b !== undefined) [way[index - 1], way[index]] = [b, a];
      }
      for (const number of [...way, last]) {
        state = changed(state, number);
        // The snapshot comes a while after it is asked for, and contains what the cloud has by then.
        if (!state.synced && random() < 0.5) {
          state = reduce(state, { kind: "coop-snapshot", snapshot: snapshotOf("coop-1", Math.min(last, number + Math.floor(random() * 3))) });
        }
        // Never a value that the cloud did not hold at the number shown.
        const shown = state.coops.get("coop-1")?.number ?? 0;
        const [actual, right] = [valuesOf(state), expected(shown)];
        if (JSON.stringify(actual) !== JSON.stringify(right)) expect(actual, `seed ${seed}`).toEqual(right);
      }
      if (!state.synced) state = reduce(state, { kind: "coop-snapshot", snapshot: snapshotOf("coop-1", last) });
      expect(valuesOf(state), `seed ${seed}`).toEqual(expected(last));
      expect(state.synced, `seed ${seed}`).toBe(true);
    }
  });
});
