import type { LiveCoop } from "./reducer";

/** The flock's age that the house's controller reports, days; null where it reports none. */
export function reportedDayOf(coop: LiveCoop | undefined): number | null {
  return [...(coop?.latest.values() ?? [])].find(({ reading }) => reading.quantity === "flock-day")?.reading.value ?? null;
}
