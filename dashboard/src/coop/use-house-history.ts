import { useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { spanOf } from "../charts/view";
import { live, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { HouseHistory } from "./house-history";
import type { TimeTravel } from "./past/time-travel";

/** A window that follows the present is read again this often, so that raw values of hours give way to the store's coarser ones. */
const againMilliseconds = 10 * 60_000;

/** The coop's history in the window of the page, for as long as the component lives: read at first, with every full snapshot, when the window changes, and now and then. */
export function useHouseHistory(coop: ReadonlySignal<LiveCoop | undefined>, travel: TimeTravel): HouseHistory {
  const history = useMemo(() => new HouseHistory(), [coop]);
  const snapshots = live.snapshots.value;
  const view = travel.view.value;
  useEffect(() => {
    const abort = new AbortController();
    const load = () => {
      const present = coop.peek();
      if (present === undefined) return;
      const span = spanOf(view, (now.peek() ?? present.asOf) / 1000);
      void history.load(present, span, view.end === null, abort.signal);
    };
    load();
    const timer = view.end === null ? setInterval(load, againMilliseconds) : undefined;
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [history, snapshots, coop, view]);
  useSignalEffect(() => {
    if (coop.value !== undefined) history.arrive(coop.value);
  });
  return history;
}
