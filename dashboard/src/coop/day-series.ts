import { batch, signal, type ReadonlySignal } from "@preact/signals";
import type { Quantity, SeriesAnswer } from "../contracts";
import { append, columnsOf, type Columns } from "../charts/columns";
import { getInTurn, ProblemError, seriesPath } from "../live/api";
import type { LiveCoop } from "../live/reducer";

export const daySeconds = 86_400;
const points = 600;

export type DayState = "loading" | "ready" | { readonly problem: string };

/** The last 24 hours of one quantity: what is stored, and what arrives. */
export class DaySeries {
  readonly #quantity: Quantity | null;
  readonly #places = signal<ReadonlyMap<string, Columns>>(new Map());
  readonly #state = signal<DayState>("loading");

  constructor(quantity: Quantity | null) {
    this.#quantity = quantity;
  }

  get places(): ReadonlySignal<ReadonlyMap<string, Columns>> { return this.#places; }
  get state(): ReadonlySignal<DayState> { return this.#state; }

  /** Reads every place from the store; what was shown stays until the answer is there. */
  async load(coop: LiveCoop, nowMilliseconds: number, signal: AbortSignal): Promise<void> {
    const mine = seriesOf(coop, this.#quantity);
    try {
      const read = await Promise.all(mine.map(async ({ reading, periodSeconds }) => {
        const from = nowMilliseconds - daySeconds * 1000;
        const path = seriesPath(coop.farm, coop.coop, reading.quantity, reading.place, from, nowMilliseconds, points);
        return [reading.place, columnsOf(await getInTurn<SeriesAnswer>(path, signal), periodSeconds)] as const;
      }));
      batch(() => {
        this.#places.value = new Map(read);
        this.#state.value = "ready";
        this.arrive(coop);
      });
    } catch (error) {
      if (signal.aborted || this.#state.value === "ready") return;
      this.#state.value = { problem: error instanceof ProblemError ? error.message : String(error) };
    }
  }

  /** Adds the coop's latest readings that aren't there yet. */
  arrive(coop: LiveCoop): void {
    if (this.#state.value !== "ready") return;
    const from = coop.asOf / 1000 - daySeconds;
    let changed = this.#places.value;
    for (const { reading, periodSeconds } of seriesOf(coop, this.#quantity)) {
      const known = changed.get(reading.place)
        ?? { times: [], mean: [], low: [], high: [], gapSeconds: 3 * Math.max(periodSeconds ?? 0, 10) };
      const value = reading.quality === "bad" ? null : reading.value;
      const longer = append(known, Date.parse(reading.takenAt) / 1000, value, from);
      if (longer !== known) changed = new Map([...changed, [reading.place, longer]]);
    }
    this.#places.value = changed;
  }
}

function seriesOf(coop: LiveCoop, quantity: Quantity | null) {
  return [...coop.latest.values()].filter(({ reading }) => reading.quantity === quantity);
}
