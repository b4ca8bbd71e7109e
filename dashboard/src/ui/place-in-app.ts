import { computed } from "@preact/signals";
import type { FarmEntry } from "../contracts";
import { farms } from "../live/farms";
import { route } from "../routes";

/** The farm that the present page is about: the one in the address, or the first. */
export const currentFarm = computed<FarmEntry | null>(() => {
  const known = farms.value.kind === "ready" ? farms.value.farms : [];
  const page = route.value;
  if (page.page === "unknown") return null;
  if (page.page === "keys" || page.page === "farms" || page.farm === null) return known.find((farm) => farm.coops.length > 0) ?? known[0] ?? null;
  return known.find((farm) => farm.farm === page.farm) ?? null;
});

const byNumber = new Intl.Collator("en", { numeric: true });

/** coop-2 before coop-10. */
export function inOrder<T>(items: Iterable<T>, nameOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => byNumber.compare(nameOf(a), nameOf(b)));
}

/** The coops before and after the one on the page. */
export const neighbours = computed<{ readonly before: string | null; readonly after: string | null }>(() => {
  const page = route.value;
  const coops = inOrder(currentFarm.value?.coops ?? [], (coop) => coop);
  const index = page.page === "coop" ? coops.indexOf(page.coop) : -1;
  if (index < 0) return { before: null, after: null };
  return { before: coops[index - 1] ?? null, after: coops[index + 1] ?? null };
});
