import type { FarmEntry } from "../contracts";
import type { LiveCoop } from "./reducer";
import type { ServerClock } from "./server-clock";

/** What a screen knew when it was last connected. */
export interface LastKnown {
  readonly farms: readonly FarmEntry[];
  readonly coops: readonly LiveCoop[];
  /** The server's time, and this device's at the same moment, Unix milliseconds. */
  readonly serverMilliseconds: number;
  readonly deviceMilliseconds: number;
  readonly speed: number;
}

/** What is older helps nobody. */
const oldestMilliseconds = 7 * 86_400_000;

export function packed(known: LastKnown): string {
  return JSON.stringify({ ...known, coops: known.coops.map((coop) => ({ ...coop, latest: [...coop.latest], previews: [] })) });
}

/** Null for what is no such text or too old. The values' age goes on by the device's clock, of which only the difference counts. */
export function unpacked(text: string, deviceMilliseconds: number): LastKnown | null {
  try {
    const known = JSON.parse(text) as Omit<LastKnown, "coops"> & { coops: (Omit<LiveCoop, "latest" | "previews"> & { latest: [string, never][] })[] };
    const passed = deviceMilliseconds - known.deviceMilliseconds;
    if (!(passed >= 0 && passed < oldestMilliseconds)) return null;
    // Kept by an older page, it says nothing of the use.
    return { ...known, coops: known.coops.map((coop) => ({ ...coop, outOfUse: coop.outOfUse ?? null, latest: new Map(coop.latest), previews: new Map() })) };
  } catch {
    return null;
  }
}

/** The server's clock as far as it can be known from what was kept. */
export function clockOf({ serverMilliseconds, deviceMilliseconds, speed }: LastKnown, deviceNow: number, monotonicMilliseconds: number): ServerClock {
  return { serverMilliseconds: serverMilliseconds + (deviceNow - deviceMilliseconds) * speed, monotonicMilliseconds, speed };
}
