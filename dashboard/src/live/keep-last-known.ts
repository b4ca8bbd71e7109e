import { effect } from "@preact/signals";
import { clockOf, packed, unpacked } from "./last-known";
import { farms } from "./farms";
import { live, now } from "./live";
import type { LiveCoop } from "./reducer";

const storageKey = "roost.last-known";
/** Often enough for a phone that loses its signal in the yard; writing takes a few milliseconds. */
const everyMilliseconds = 30_000;

/** Shows at first what this device knew when it was last connected, and keeps what it knows while it is. */
export function startLastKnown(): void {
  const coops = new Map<string, LiveCoop>();
  const kept = unpacked(read(), Date.now());
  if (kept !== null) {
    for (const coop of kept.coops) coops.set(`${coop.farm}/${coop.coop}`, coop);
    live.remember(kept.coops, clockOf(kept, Date.now(), performance.now()));
    if (farms.peek().kind === "loading") farms.value = { kind: "ready", farms: kept.farms };
  }
  const keep = () => {
    const known = farms.peek();
    const server = now.peek();
    if (live.connection.peek() !== "live" || known.kind !== "ready" || server === null) return;
    for (const coop of live.state.peek().coops.values()) coops.set(`${coop.farm}/${coop.coop}`, coop);
    write(packed({ farms: known.farms, coops: [...coops.values()], serverMilliseconds: server, deviceMilliseconds: Date.now(), speed: live.clock.peek()?.speed ?? 1 }));
  };
  setInterval(keep, everyMilliseconds);
  // A phone puts a page away without a word; a first look shall not be lost with it.
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  effect(() => { if (live.snapshots.value > 0) queueMicrotask(keep); });
}

/** Forgets it: this device may not know it any more. */
export function forgetLastKnown(): void {
  try {
    localStorage.removeItem(storageKey);
  } catch {
    // No storage: nothing was kept.
  }
}

function read(): string {
  try {
    return localStorage.getItem(storageKey) ?? "";
  } catch {
    return ""; // No storage (private window): nothing was kept.
  }
}

function write(text: string): void {
  try {
    localStorage.setItem(storageKey, text);
  } catch {
    // Full or forbidden: the screen works on, and shows nothing old the next time.
  }
}
