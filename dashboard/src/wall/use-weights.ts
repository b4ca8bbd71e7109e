import { signal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { FlockWeight } from "../contracts";
import { farmPath, getInTurn } from "../live/api";

/** Birds are weighed by the day; the scales' mean of today moves slowly. */
const pauseMilliseconds = 10 * 60_000;

const weights = signal<ReadonlyMap<string, FlockWeight>>(new Map());

/** What the birds of each coop of the wall weighed last. */
export const lastWeights: ReadonlySignal<ReadonlyMap<string, FlockWeight>> = weights;

/** Asks for the farm's weights as long as the wall is open; until there is an answer tiles have none. */
export function useWeights(farm: string | null): void {
  useEffect(() => {
    if (farm === null) return undefined;
    const abort = new AbortController();
    const load = () => {
      getInTurn<FlockWeight[]>(`${farmPath(farm)}/weights`, abort.signal)
        .then((found) => { weights.value = new Map(found.map((weight) => [weight.coop, weight])); })
        .catch(() => {
          // What was weighed before stays as true as it was; the connection's own mark tells of a lost network.
        });
    };
    load();
    const timer = setInterval(load, pauseMilliseconds);
    return () => {
      abort.abort();
      clearInterval(timer);
      weights.value = new Map();
    };
  }, [farm]);
}
