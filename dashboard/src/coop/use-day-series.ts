import { useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Quantity } from "../contracts";
import { live, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { DaySeries } from "./day-series";

/** Stored values are read again this often, so that raw values of hours give way to the store's coarser ones. */
const againMilliseconds = 10 * 60_000;

/** A quantity's last day for as long as the component lives: read at first, with every full snapshot, and now and then. Null: nothing. */
export function useDaySeries(coop: ReadonlySignal<LiveCoop | undefined>, quantity: Quantity | null): DaySeries {
  const series = useMemo(() => new DaySeries(quantity), [quantity]);
  const snapshots = live.snapshots.value;
  useEffect(() => {
    const abort = new AbortController();
    const load = () => {
      const present = coop.peek();
      if (present !== undefined) void series.load(present, now.peek() ?? present.asOf, abort.signal);
    };
    load();
    const timer = setInterval(load, againMilliseconds);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [series, snapshots, coop]);
  useSignalEffect(() => {
    if (coop.value !== undefined) series.arrive(coop.value);
  });
  return series;
}
