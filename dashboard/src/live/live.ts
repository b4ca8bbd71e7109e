import { HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { batch, computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { LiveConnection } from "./live-connection";
import type { LiveCoop } from "./reducer";
import { nowOf } from "./server-clock";

/** The hub says at least every five seconds that it is there. */
const silenceMilliseconds = 12_000;

/** The one connection of this page. */
export const live = new LiveConnection(() =>
  new HubConnectionBuilder().withUrl("/live").withServerTimeout(silenceMilliseconds).configureLogging(LogLevel.None).build());

const beat = signal(0);

/**
 * The server's time in Unix milliseconds; null until the server has told it. It moves once a second and with a snapshot, not with
 * every delta: the deltas of sixty coops would otherwise draw every tile sixty times a second.
 */
export const now: ReadonlySignal<number | null> = computed(() => {
  void beat.value;
  void live.snapshots.value;
  const clock = live.clock.peek();
  return clock === null ? null : nowOf(clock, performance.now());
});

export const clockSpeed = computed(() => live.clock.value?.speed ?? 1);

/** One coop of what is followed; changes only when that coop changes. */
export function liveCoop(coop: string): ReadonlySignal<LiveCoop | undefined> {
  return computed(() => live.state.value.coops.get(coop));
}

/** A wall of more coops than this is drawn at a pace of its own, as often as a coop changes, instead of with each of its hundred changes. */
const manyCoops = 12;
const paceMilliseconds = 500;
const pacesABeat = 2;

/** What is followed, at the pace at which a wall shows it: at once, but for many coops. */
const paced = signal(live.state.peek());

/** The beat of the ages comes with what is drawn: a large wall that did each by itself would be drawn twice as often. */
function startPace(): void {
  const take = () => { paced.value = live.state.peek(); };
  let paces = 0;
  setInterval(() => batch(() => {
    if (++paces % pacesABeat === 0) beat.value++;
    take();
  }), paceMilliseconds);
  effect(() => {
    const { coops, synced } = live.state.value;
    if (coops.size <= manyCoops || !synced || coops.size !== paced.peek().coops.size) take();
  });
}

/** One coop of a wall. */
export function wallCoop(coop: string): ReadonlySignal<LiveCoop | undefined> {
  return computed(() => paced.value.coops.get(coop));
}

/** Starts the beat of the ages and tells the page's root how the connection stands. */
export function startLive(): void {
  startPace();
  effect(() => {
    document.documentElement.dataset["connection"] = live.connection.value;
  });
  window.addEventListener("online", () => live.hurry());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) live.hurry();
  });
}
