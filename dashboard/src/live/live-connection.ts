import type { HubConnection } from "@microsoft/signalr";
import { batch, signal, type ReadonlySignal } from "@preact/signals";
import type { AlarmDelta, AlarmText, CoopDelta, CoopSnapshot, FarmSnapshot, OnCallChange, OpenAlarms } from "../contracts";
import { keepDelta, noAlarmsYet, takeDelta, takeSnapshot, type LiveAlarms } from "./alarm-reducer";
import { nothingYet, reduce, type LiveCoop, type LiveEvent, type LiveState } from "./reducer";
import { tell, type ServerClock } from "./server-clock";

/** What a page looks at. A connection follows one scope at a time. */
export type Scope =
  | { readonly kind: "farm"; readonly farm: string }
  | { readonly kind: "coop"; readonly farm: string; readonly coop: string };

export type ConnectionState = "connecting" | "live" | "lost";

export type Hub = Pick<HubConnection, "start" | "stop" | "on" | "onclose"> & {
  invoke<T>(method: string, ...names: readonly string[]): Promise<T>;
};

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 10_000;

/**
 * Owns the hub connection: connects, subscribes, applies deltas, asks for a fresh snapshot when one is missing, and comes back
 * after a loss for as long as the page is open. The state of the last known moment stays readable while it is away.
 */
export class LiveConnection {
  readonly #state = signal<LiveState>(nothingYet);
  readonly #alarms = signal<LiveAlarms>(noAlarmsYet);
  readonly #hasOnCallPlan = signal<boolean | null>(null);
  /** False while changes of alarms are missing that only a fresh snapshot can bring. */
  #alarmsSynced = false;
  readonly #clock = signal<ServerClock | null>(null);
  readonly #connection = signal<ConnectionState>("connecting");
  /** Counts full snapshots: what was read by other ways before may have missed something. */
  readonly #snapshots = signal(0);
  readonly #newHub: () => Hub;
  readonly #monotonic: () => number;
  #hub: Hub | null = null;
  #scope: Scope | null = null;
  #subscribing = false;
  /** Of when this device was last connected; shown until the first snapshot. */
  #lastKnown: readonly LiveCoop[] = [];
  #pause = firstPauseMilliseconds;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Is told what is said of alarms, before they are shown. */
  onTexts: (texts: readonly AlarmText[]) => void = () => {};

  constructor(newHub: () => Hub, monotonic: () => number = () => performance.now()) {
    this.#newHub = newHub;
    this.#monotonic = monotonic;
  }

  get state(): ReadonlySignal<LiveState> { return this.#state; }
  get alarms(): ReadonlySignal<LiveAlarms> { return this.#alarms; }
  /** Whether the farm's alarms page anybody; null while that isn't known. */
  get hasOnCallPlan(): ReadonlySignal<boolean | null> { return this.#hasOnCallPlan; }
  get clock(): ReadonlySignal<ServerClock | null> { return this.#clock; }
  get connection(): ReadonlySignal<ConnectionState> { return this.#connection; }
  get snapshots(): ReadonlySignal<number> { return this.#snapshots; }

  /** Shows what was last known until the cloud answers; its values age by the clock that comes with it. */
  remember(coops: readonly LiveCoop[], clock: ServerClock): void {
    if (this.#clock.value !== null) return;
    this.#lastKnown = coops;
    this.#clock.value = clock;
  }

  /** Looks at something else. Of what was known only a coop that stays in sight is kept until the snapshot comes. */
  follow(scope: Scope): void {
    if (JSON.stringify(scope) === JSON.stringify(this.#scope)) return;
    if (scope.farm !== this.#scope?.farm) {
      this.#alarms.value = noAlarmsYet;
      this.#hasOnCallPlan.value = null;
    }
    this.#scope = scope;
    const kept = scope.kind === "coop" ? this.#state.value.coops.get(scope.coop) : undefined;
    const remembered = this.#lastKnown.filter(({ farm, coop }) => farm === scope.farm && (scope.kind === "farm" || coop === scope.coop));
    const shown = kept?.farm === scope.farm ? [kept] : this.#connection.value === "live" ? [] : remembered;
    this.#state.value = { ...nothingYet, coops: new Map(shown.map((coop) => [coop.coop, coop])) };
    if (this.#hub === null) void this.#connect();
    else void this.#subscribe();
  }

  /** Tries now instead of at the end of the pause: the browser says that the network is back, or someone looks again. */
  hurry(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#connect();
  }

  async #connect(): Promise<void> {
    const hub = this.#newHub();
    this.#hub = hub;
    hub.on("CoopsChanged", (deltas: readonly CoopDelta[]) => { if (hub === this.#hub) this.#changed(deltas); });
    hub.on("AlarmsChanged", (delta: AlarmDelta) => { if (hub === this.#hub) this.#alarmsChanged(delta); });
    hub.on("OnCallChanged", (change: OnCallChange) => { if (hub === this.#hub) this.#onCallChanged(change); });
    hub.onclose(() => this.#lost(hub));
    try {
      await hub.start();
    } catch {
      this.#lost(hub);
      return;
    }
    await this.#subscribe();
  }

  #lost(hub: Hub): void {
    if (hub !== this.#hub || this.#timer !== undefined) return;
    this.#connection.value = "lost";
    this.#alarmsSynced = false;
    this.#alarms.value = { ...this.#alarms.value, pending: [] };
    this.#apply({ kind: "lost" });
    // A little chance, so that a hundred screens don't all come back in the same moment.
    const pause = this.#pause * (0.75 + Math.random() / 2);
    this.#pause = Math.min(this.#pause * 2, longestPauseMilliseconds);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#connect();
    }, pause);
  }

  async #subscribe(): Promise<void> {
    const hub = this.#hub;
    const scope = this.#scope;
    if (hub === null || scope === null || this.#subscribing) return;
    this.#subscribing = true;
    this.#alarmsSynced = false;
    this.#apply({ kind: "subscribing" });
    let answered = false;
    try {
      if (scope.kind === "farm") {
        const snapshot = await hub.invoke<FarmSnapshot>("SubscribeToFarm", scope.farm);
        if (scope === this.#scope) this.#snapshot({ kind: "farm-snapshot", snapshot }, snapshot.alarms);
      } else {
        const snapshot = await hub.invoke<CoopSnapshot>("SubscribeToCoop", scope.farm, scope.coop);
        if (scope === this.#scope) this.#snapshot({ kind: "coop-snapshot", snapshot }, snapshot.alarms);
      }
      answered = true;
    } catch {
      // Refused, or cut off in between: onclose has its own way; a refusal is asked again below.
    }
    this.#subscribing = false;
    if (hub !== this.#hub || this.#timer !== undefined) return;
    if (scope !== this.#scope) void this.#subscribe();
    else if (!answered || !this.#synced) setTimeout(() => void this.#resubscribe(hub), 1_000);
  }

  async #resubscribe(hub: Hub): Promise<void> {
    if (hub === this.#hub && this.#timer === undefined && !this.#synced) await this.#subscribe();
  }

  get #synced(): boolean { return this.#state.value.synced && this.#alarmsSynced; }

  #snapshot(event: Extract<LiveEvent, { kind: "farm-snapshot" | "coop-snapshot" }>, open: OpenAlarms | null): void {
    batch(() => {
      this.onTexts(open?.texts ?? []);
      const caughtUp = open === null ? null : takeSnapshot(this.#alarms.value, open);
      this.#alarmsSynced = caughtUp !== null;
      if (caughtUp !== null) this.#alarms.value = caughtUp;
      this.#clock.value = tell(this.#clock.value, event.snapshot.now, this.#monotonic(), event.snapshot.clockSpeed);
      this.#state.value = reduce(this.#state.value, event);
      if (event.kind === "farm-snapshot") this.#hasOnCallPlan.value = event.snapshot.hasOnCallPlan;
      this.#connection.value = "live";
      this.#snapshots.value++;
    });
    this.#pause = firstPauseMilliseconds;
  }

  #changed(told: readonly CoopDelta[]): void {
    const scope = this.#scope;
    // Others are still on their way from the former subscription.
    const deltas = told.filter(({ farm, coop }) => farm === scope?.farm && (scope.kind === "farm" || coop === scope.coop));
    const last = deltas.at(-1);
    if (last === undefined) return;
    const before = this.#state.value.synced;
    batch(() => {
      this.#clock.value = tell(this.#clock.value, last.now, this.#monotonic());
      this.#apply({ kind: "coops-changed", deltas });
    });
    if (before && !this.#state.value.synced) void this.#subscribe();
  }

  #alarmsChanged(delta: AlarmDelta): void {
    if (delta.farm !== this.#scope?.farm) return;
    const changed = this.#alarmsSynced ? takeDelta(this.#alarms.value, delta) : null;
    const missed = changed === null && this.#alarmsSynced;
    this.#alarmsSynced &&= changed !== null;
    batch(() => {
      this.onTexts(delta.events.map(({ alarm, text: { title, first } }) => ({ alarm: alarm.id, title, first })));
      this.#alarms.value = changed ?? keepDelta(this.#alarms.value, delta);
    });
    if (missed) void this.#subscribe();
  }

  #onCallChanged(change: OnCallChange): void {
    if (change.farm === this.#scope?.farm) this.#hasOnCallPlan.value = change.hasOnCallPlan;
  }

  #apply(event: LiveEvent): void {
    this.#state.value = reduce(this.#state.value, event);
  }
}
