import type { FarmOverview } from "../contracts";

/** In the order in which somebody who looks after many farms goes through them: who has the worst alarms, then who is not heard, then by name. */
export function byUrgency(a: FarmOverview, b: FarmOverview): number {
  return b.critical - a.critical || b.warnings - a.warnings || b.silentCoops.length - a.silentCoops.length || b.informations - a.informations
    || a.farm.localeCompare(b.farm, "en", { numeric: true });
}

/** Those that somebody looks for, by a part of their names. */
export function found(farms: readonly FarmOverview[], words: string): readonly FarmOverview[] {
  const wanted = words.trim().toLocaleLowerCase();
  return farms.filter(({ farm }) => farm.toLocaleLowerCase().includes(wanted));
}

/** Farms that need somebody: alarms that call, coops that are not heard, or alarms that would page nobody. */
export function needy(farms: readonly FarmOverview[]): number {
  return farms.filter(({ critical, warnings, silentCoops }) => critical + warnings + silentCoops.length > 0).length;
}
