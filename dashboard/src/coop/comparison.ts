import { batch, signal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { columnsOf, type Columns } from "../charts/columns";
import { spanOf } from "../charts/view";
import type { Quantity, SeriesAnswer } from "../contracts";
import { get, ProblemError, seriesSetPath } from "../live/api";
import { now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { isOfEquipment } from "../quantities";
import type { TimeTravel } from "./past/time-travel";

const points = 600;
/** A window that follows the present is read again this often. */
const againMilliseconds = 60_000;

/** Another coop of the farm, whose course stands in the charts beside that of the coop on the page. */
export interface Comparison {
  /** Its name; null for none. */
  readonly coop: ReadonlySignal<string | null>;
  /** Its courses, one of a quantity at the most. */
  readonly columns: ReadonlySignal<ReadonlyMap<Quantity, Columns>>;
  /** Why they can't be shown; null when they can. */
  readonly problem: ReadonlySignal<string | null>;
  choose(coop: string | null): void;
}

/** Compares a coop with another one, over the window of the page, for as long as the component lives. */
export function useComparison(coop: ReadonlySignal<LiveCoop | undefined>, travel: TimeTravel): Comparison {
  const { chosen, columns, problem } = useMemo(() => ({
    chosen: signal<string | null>(null), columns: signal<ReadonlyMap<Quantity, Columns>>(new Map()), problem: signal<string | null>(null),
  }), [coop]);
  const other = chosen.value;
  const view = travel.view.value;
  useEffect(() => {
    const present = coop.peek();
    if (other === null || present === undefined) return undefined;
    const abort = new AbortController();
    const load = async () => {
      const span = spanOf(view, (now.peek() ?? present.asOf) / 1000);
      const wanted = comparedSeries([...present.latest.values()].map(({ reading }) => reading));
      try {
        const answers = await get<SeriesAnswer[]>(
          seriesSetPath(present.farm, [other], [...wanted].map(([quantity, place]) => `${quantity}/${place}`), span.from * 1000, span.to * 1000, points), abort.signal);
        batch(() => {
          columns.value = new Map(answers.map((answer) => [answer.quantity, columnsOf(answer, null)]));
          problem.value = null;
        });
      } catch (error) {
        if (!abort.signal.aborted) problem.value = error instanceof ProblemError ? error.message : String(error);
      }
    };
    void load();
    const timer = view.end === null ? setInterval(() => void load(), againMilliseconds) : undefined;
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [coop, other, view, columns, problem]);
  return useMemo(() => ({
    coop: chosen,
    columns,
    problem,
    choose: (name) => batch(() => {
      chosen.value = name;
      columns.value = new Map();
      problem.value = null;
    }),
  }), [chosen, columns, problem]);
}

/** Of each quantity the place that is compared: the first by its name, as the lines of a chart stand. */
export function comparedSeries(readings: readonly { readonly quantity: Quantity; readonly place: string }[]): ReadonlyMap<Quantity, string> {
  const compared = new Map<Quantity, string>();
  for (const { quantity, place } of readings) {
    if (isOfEquipment(quantity) || quantity === "flock-day" || quantity === "temperature-set-point") continue;
    const before = compared.get(quantity);
    if (before === undefined || place.localeCompare(before) < 0) compared.set(quantity, place);
  }
  return compared;
}
