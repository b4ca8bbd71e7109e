import type { CoopDelta, CoopSnapshot, FarmSnapshot, HouseOutOfUse, SeriesLatest } from "../contracts";
import { isKnown } from "../quantities";

/** What a screen knows of a coop: the last snapshot with every delta since. */
export interface LiveCoop {
  readonly farm: string;
  readonly coop: string;
  readonly timeZone: string;
  /** Number of the last delta that is contained. */
  readonly number: number;
  readonly agent: string | null;
  readonly online: boolean;
  readonly onlineChangedAt: string | null;
  /** What the house is used for instead of birds: most of its alarms are suppressed then; null while birds live in it. */
  readonly outOfUse: HouseOutOfUse | null;
  /** Server time of the last snapshot or delta, Unix milliseconds. */
  readonly asOf: number;
  /** Latest readings by `quantity/place`. */
  readonly latest: ReadonlyMap<string, SeriesLatest>;
  /** Time of each camera's last picture. */
  readonly previews: ReadonlyMap<string, string>;
}

export interface LiveState {
  /** False while a snapshot is awaited: values shown are the old ones, deltas wait in `pending`. */
  readonly synced: boolean;
  readonly coops: ReadonlyMap<string, LiveCoop>;
  readonly pending: readonly CoopDelta[];
}

export type LiveEvent =
  | { readonly kind: "subscribing" }
  | { readonly kind: "lost" }
  | { readonly kind: "farm-snapshot"; readonly snapshot: FarmSnapshot }
  | { readonly kind: "coop-snapshot"; readonly snapshot: CoopSnapshot }
  | { readonly kind: "coops-changed"; readonly deltas: readonly CoopDelta[] };

export const nothingYet: LiveState = { synced: false, coops: new Map(), pending: [] };

/** More waiting deltas than this mean that the snapshot is late anyway; the missing ones then ask for another. */
const mostPending = 2_000;

/** The whole rule of the live stream. Whenever the answer is not `synced`, the caller must fetch a fresh snapshot. */
export function reduce(state: LiveState, event: LiveEvent): LiveState {
  switch (event.kind) {
    case "subscribing":
      return { ...state, synced: false };
    case "lost":
      return { ...state, synced: false, pending: [] };
    case "farm-snapshot":
      return catchUp(event.snapshot.coops, state.pending);
    case "coop-snapshot":
      return catchUp([event.snapshot], state.pending);
    case "coops-changed":
      return state.synced ? applyDeltas(state, event.deltas) : { ...state, pending: [...state.pending.slice(-mostPending), ...event.deltas] };
    default:
      return event satisfies never;
  }
}

function catchUp(snapshots: readonly CoopSnapshot[], pending: readonly CoopDelta[]): LiveState {
  const coops = new Map(snapshots.map((snapshot) => [snapshot.coop, fromSnapshot(snapshot)]));
  let state: LiveState = { synced: true, coops, pending: [] };
  for (const delta of [...pending].sort((a, b) => a.number - b.number)) {
    // The snapshot contains what is older than itself, whatever its number: the cloud may have begun to count anew.
    const coop = state.coops.get(delta.coop);
    if (coop !== undefined && (delta.number <= coop.number || Date.parse(delta.now) <= coop.asOf)) continue;
    state = reduce(state, { kind: "coops-changed", deltas: [delta] });
  }
  return state;
}

function applyDeltas(state: LiveState, deltas: readonly CoopDelta[]): LiveState {
  let coops: Map<string, LiveCoop> | null = null;
  for (const [index, delta] of deltas.entries()) {
    const coop = (coops ?? state.coops).get(delta.coop);
    const asOf = Date.parse(delta.now);
    if (coop !== undefined && delta.number <= coop.number && asOf <= coop.asOf) continue; // Already contained.
    // Unknown coop, a missing number, or an old number with a new time (the cloud counts anew).
    if (coop === undefined || delta.number !== coop.number + 1) return { coops: coops ?? state.coops, synced: false, pending: deltas.slice(index) };
    coops ??= new Map(state.coops);
    coops.set(delta.coop, changedBy(coop, delta, asOf));
  }
  return coops === null ? state : { ...state, coops };
}

function changedBy(coop: LiveCoop, delta: CoopDelta, asOf: number): LiveCoop {
  return {
    ...coop,
    number: delta.number,
    agent: delta.agent,
    online: delta.online,
    onlineChangedAt: delta.onlineChangedAt,
    outOfUse: delta.outOfUse,
    asOf,
    latest: delta.latest.length === 0 ? coop.latest : withReadings(coop.latest, delta.latest),
    previews: delta.previews.length === 0 ? coop.previews : new Map([...coop.previews, ...stamps(delta)]),
  };
}

function fromSnapshot(snapshot: CoopSnapshot): LiveCoop {
  return {
    farm: snapshot.farm,
    coop: snapshot.coop,
    timeZone: snapshot.timeZone,
    number: snapshot.number,
    agent: snapshot.agent,
    online: snapshot.online,
    onlineChangedAt: snapshot.onlineChangedAt,
    outOfUse: snapshot.outOfUse,
    asOf: Date.parse(snapshot.now),
    latest: withReadings(new Map(), snapshot.latest),
    previews: new Map(stamps(snapshot)),
  };
}

function withReadings(known: ReadonlyMap<string, SeriesLatest>, latest: readonly SeriesLatest[]): ReadonlyMap<string, SeriesLatest> {
  const all = new Map(known);
  for (const series of latest) {
    if (isKnown(series.reading.quantity)) all.set(`${series.reading.quantity}/${series.reading.place}`, series);
  }
  return all;
}

function stamps(of: Pick<CoopDelta, "previews">): (readonly [string, string])[] {
  return of.previews.map((preview) => [preview.camera, preview.takenAt] as const);
}
