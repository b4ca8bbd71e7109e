import type { Quality, Quantity, SeriesLatest } from "../contracts";

/** One cause, and all that suffers from it. */
export interface Trouble {
  readonly reason: string;
  readonly quality: Quality;
  readonly quantities: readonly Quantity[];
}

/** A tile has no room for more. */
const mostTroubles = 2;

/** Why readings aren't good, each cause once, that with the most quantities first. */
export function troublesOf(latest: Iterable<SeriesLatest>): readonly Trouble[] {
  const byReason = new Map<string, Trouble>();
  for (const { reading: { quantity, quality, reason } } of latest) {
    if (quality === "good" || reason === null) continue;
    const known = byReason.get(reason) ?? { reason, quality, quantities: [] };
    const quantities = known.quantities.includes(quantity) ? known.quantities : [...known.quantities, quantity];
    byReason.set(reason, { ...known, quantities });
  }
  return [...byReason.values()].sort((a, b) => b.quantities.length - a.quantities.length).slice(0, mostTroubles);
}
