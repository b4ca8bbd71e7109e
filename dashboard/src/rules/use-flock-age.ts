import { useComputed, type ReadonlySignal } from "@preact/signals";
import { dayAt, flockDayOf } from "../flocks/flock-days";
import { live, now } from "../live/live";
import { reportedDayOf } from "../live/reported-day";
import { currentFarm } from "../ui/place-in-app";

/**
 * The age of a coop's birds today, days, by the same right as rules are judged: since placement, else as the house reports it. Of the
 * whole farm (no coop) where all its houses report the same; null where it is not known.
 */
export function useFlockAge(coop: string, placedOn: string | null): ReadonlySignal<number | null> {
  return useComputed(() => {
    if (placedOn !== null) {
      const age = now.value === null ? -1 : flockDayOf(placedOn, dayAt(now.value, currentFarm.value?.timeZone ?? "UTC"));
      return age < 0 ? null : age;
    }
    const { coops } = live.state.value;
    const [age, ...others] = new Set((coop === "" ? [...coops.values()] : [coops.get(coop)]).map(reportedDayOf));
    return age === undefined || age === null || others.length > 0 ? null : Math.floor(age);
  });
}
