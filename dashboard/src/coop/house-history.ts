import { batch, signal, type ReadonlySignal } from "@preact/signals";
import type { Quantity, SeriesAnswer } from "../contracts";
import { append, columnsOf, type Columns } from "../charts/columns";
import type { Span } from "../charts/view";
import { get, ProblemError, seriesSetPath } from "../live/api";
import type { LiveCoop } from "../live/reducer";
import { isOfEquipment } from "../quantities";

/** Rows of a series in a window: more than a chart has pixels would be read for nothing. */
const points = 600;

export type HistoryState = "loading" | "ready" | { readonly problem: string };

/** Every series of a coop in a window of time, by `quantity/place`: what is stored, and what arrives while the window follows the present. */
export class HouseHistory {
  readonly #columns = signal<ReadonlyMap<string, Columns>>(new Map());
  readonly #state = signal<HistoryState>("loading");
  #span: Span | null = null;
  #follows = false;

  get columns(): ReadonlySignal<ReadonlyMap<string, Columns>> { return this.#columns; }
  get state(): ReadonlySignal<HistoryState> { return this.#state; }

  /** Reads the window from the store, all series with one question; what was shown stays until the answer is there. */
  async load(coop: LiveCoop, span: Span, follows: boolean, abort: AbortSignal): Promise<void> {
    const mine = chartedSeries(coop);
    if (mine.length === 0) {
      this.#state.value = "ready";
      return;
    }
    if (this.#span?.from !== span.from || this.#span.to !== span.to) this.#state.value = "loading";
    try {
      const path = seriesSetPath(coop.farm, [coop.coop], mine.map(({ key }) => key), span.from * 1000, span.to * 1000, points);
      const answers = await get<SeriesAnswer[]>(path, abort);
      const periods = new Map(mine.map(({ key, periodSeconds }) => [key, periodSeconds]));
      batch(() => {
        this.#columns.value = new Map(answers.map((answer) => {
          const key = `${answer.quantity}/${answer.place}`;
          return [key, columnsOf(answer, periods.get(key) ?? null)];
        }));
        this.#state.value = "ready";
        [this.#span, this.#follows] = [span, follows];
        this.arrive(coop);
      });
    } catch (error) {
      if (abort.aborted) return;
      this.#state.value = { problem: error instanceof ProblemError ? error.message : String(error) };
    }
  }

  /** Adds the coop's latest readings that aren't there yet. */
  arrive(coop: LiveCoop): void {
    const span = this.#span;
    if (span === null || !this.#follows || this.#state.value !== "ready") return;
    const from = coop.asOf / 1000 - (span.to - span.from);
    let changed: Map<string, Columns> | null = null;
    for (const { key, reading, periodSeconds } of chartedSeries(coop)) {
      const known = this.#columns.value.get(key) ?? { times: [], mean: [], low: [], high: [], gapSeconds: 3 * Math.max(periodSeconds ?? 0, 10) };
      const longer = append(known, Date.parse(reading.takenAt) / 1000, reading.quality === "bad" ? null : reading.value, from);
      if (longer !== known) (changed ??= new Map(this.#columns.value)).set(key, longer);
    }
    if (changed !== null) this.#columns.value = changed;
  }
}

/** The places of one quantity, in order of their names. */
export function placesOf(columns: ReadonlyMap<string, Columns>, quantity: Quantity): readonly (readonly [place: string, columns: Columns])[] {
  return [...columns]
    .filter(([key]) => key.startsWith(`${quantity}/`))
    .map(([key, each]) => [key.slice(quantity.length + 1), each] as const)
    .sort(([a], [b]) => a.localeCompare(b));
}

function chartedSeries(coop: LiveCoop) {
  return [...coop.latest].filter(([, { reading }]) => !isOfEquipment(reading.quantity) && reading.quantity !== "flock-day")
    .map(([key, { reading, periodSeconds }]) => ({ key, reading, periodSeconds }));
}
