import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { alarmOf, deltaOf as alarmDeltaOf, text } from "../alarms/made-up-alarms";
import type { AlarmDelta, CoopDelta, FarmSnapshot } from "../contracts";
import { LiveConnection, type Hub } from "./live-connection";
import { nowOf } from "./server-clock";

const now = "2026-01-01T00:00:00.000Z";

function farmSnapshot(number: number, alarms: readonly number[]): FarmSnapshot {
  const coop = {
    farm: "farm", coop: "coop-1", number, agent: null, online: true, onlineChangedAt: null, outOfUse: null, now, clockSpeed: 60, timeZone: "UTC",
    latest: [], previews: [], alarms: null,
  };
  return { farm: "farm", timeZone: "UTC", now, clockSpeed: 60, coops: [coop], alarms: { number: alarms.at(-1) ?? 0, alarms: alarms.map(alarm), texts: alarms.map((each) => ({ alarm: alarm(each).id, title: text, first: text })) }, hasOnCallPlan: false };
}

function delta(number: number): CoopDelta {
  return { farm: "farm", coop: "coop-1", number, agent: null, online: true, onlineChangedAt: null, outOfUse: null, now: "2026-01-01T00:00:01.000Z", latest: [], previews: [] };
}

const alarm = (number: number) => alarmOf({ id: `too-hot/coop-${number}/front/2026-01-01T00:00:00.000Z` });

/** A hub whose cloud is here: counts what is asked and breaks when told. */
class FakeCloud {
  up = true;
  number = 10;
  subscriptions = 0;
  starts = 0;
  readonly alarms: number[] = [];
  readonly #handlers = new Map<string, (told: readonly CoopDelta[] | AlarmDelta) => void>();
  #close: () => void = () => {};

  readonly newHub = (): Hub => ({
    start: async () => {
      this.starts++;
      await Promise.resolve();
      if (!this.up) throw new Error("refused");
    },
    stop: async () => {},
    on: (name: string, handler: (...names: never[]) => unknown) => { this.#handlers.set(name, handler as (told: readonly CoopDelta[] | AlarmDelta) => void); },
    onclose: (handler) => { this.#close = () => handler(); },
    invoke: async <T>() => {
      this.subscriptions++;
      await Promise.resolve();
      if (!this.up) throw new Error("cut off");
      return farmSnapshot(this.number, this.alarms) as T;
    },
  });

  change(number: number): void {
    this.number = number;
    this.#handlers.get("CoopsChanged")?.([delta(number)]);
  }

  raise(number: number, told = true): void {
    this.alarms.push(number);
    if (told) this.#handlers.get("AlarmsChanged")?.(alarmDeltaOf(number, alarm(number)));
  }

  breakDown(): void {
    this.up = false;
    this.#close();
  }
}

describe("LiveConnection", () => {
  let cloud: FakeCloud;
  let live: LiveConnection;
  let monotonic = 0;

  beforeEach(async () => {
    vi.useFakeTimers();
    cloud = new FakeCloud();
    live = new LiveConnection(cloud.newHub, () => monotonic);
    live.follow({ kind: "farm", farm: "farm" });
    await vi.advanceTimersByTimeAsync(0);
  });
  afterEach(() => vi.useRealTimers());

  it("subscribes and is live", () => {
    expect(live.connection.value).toBe("live");
    expect(live.state.value.coops.get("coop-1")?.number).toBe(10);
  });

  it("fetches one fresh snapshot when a number is missing", async () => {
    cloud.change(11);
    cloud.change(13);
    cloud.change(14);
    await vi.advanceTimersByTimeAsync(0);
    expect(cloud.subscriptions).toBe(2);
    expect(live.state.value).toMatchObject({ synced: true });
    expect(live.state.value.coops.get("coop-1")?.number).toBe(14);
  });

  it("says that it is cut off, keeps what it knows, and comes back however long it takes", async () => {
    cloud.breakDown();
    expect(live.connection.value).toBe("lost");
    expect(live.state.value.coops.size).toBe(1);
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    // A pause of at most ten seconds, give or take a quarter: not a flood, and never giving up.
    expect(cloud.starts).toBeGreaterThan(60 * 60 / 12.5);
    expect(cloud.starts).toBeLessThan(60 * 60 / 7);
    cloud.up = true;
    await vi.advanceTimersByTimeAsync(12_500);
    expect(live.connection.value).toBe("live");
  });

  it("does not wait for the pause when the network is back", async () => {
    cloud.breakDown();
    await vi.advanceTimersByTimeAsync(60_000);
    cloud.up = true;
    live.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(live.connection.value).toBe("live");
  });

  it("fetches a fresh snapshot when a change of an alarm is missing", async () => {
    cloud.raise(1);
    cloud.raise(2, false);
    cloud.raise(3);
    await vi.advanceTimersByTimeAsync(0);
    expect(cloud.subscriptions).toBe(2);
    expect([...live.alarms.value.open.keys()]).toEqual([1, 2, 3].map((number) => alarm(number).id));
  });

  it("misses no alarm that was raised while it was cut off", async () => {
    cloud.raise(1);
    cloud.breakDown();
    cloud.raise(2, false);
    cloud.up = true;
    await vi.advanceTimersByTimeAsync(1_000);
    cloud.raise(3);
    await vi.advanceTimersByTimeAsync(0);
    expect(live.alarms.value.open.size).toBe(3);
  });

  it("is told what alarms are called before it shows them", async () => {
    const told: [string, number][] = [];
    live.onTexts = (texts) => { for (const { alarm: id } of texts) told.push([id, live.alarms.value.open.size]); };
    cloud.raise(1);
    cloud.raise(2, false);
    cloud.raise(3);
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([[alarm(1).id, 0], [alarm(3).id, 1], [alarm(1).id, 1], [alarm(2).id, 1], [alarm(3).id, 1]]);
  });

  it("goes on with the server's clock at the server's speed, connected or not", () => {
    monotonic += 2_000;
    const clock = live.clock.value;
    expect(clock === null ? null : nowOf(clock, monotonic) - Date.parse(now)).toBe(120_000);
  });
});
