import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SeriesAnswer, StillEntry } from "../../contracts";
import { get, ProblemError, seriesSetPath, stillsPath } from "../../live/api";
import type { LiveCoop } from "../../live/reducer";
import { coopAt, covers, leadSeconds, pictureSeconds, stretchAt, stretchRows, type PastStretch } from "./past-values";
import type { TimeTravel } from "./time-travel";

export interface PastCoop {
  /** The coop as it stood; undefined in the present and until the stretch has been read. */
  readonly coop: ReadonlySignal<LiveCoop | undefined>;
  readonly problem: ReadonlySignal<string | null>;
}

const beatMilliseconds = 250;
const mostKept = 6;

/** The coop at the moment that the page travels to, read from the store a stretch at a time, the next one before it is needed. */
export function usePastCoop(travel: TimeTravel, known: ReadonlySignal<LiveCoop | undefined>): PastCoop {
  const stretches = useSignal<readonly PastStretch[]>([]);
  const problem = useSignal<string | null>(null);
  const pause = useSignal(0);

  useEffect(() => {
    let last = performance.now();
    const timer = setInterval(() => {
      const passed = performance.now() - last;
      last += passed;
      // A stretch that is still on its way stops the play rather than being jumped over.
      const moment = travel.moment.peek();
      if (moment !== null && stretches.peek().some((each) => covers(each, moment))) travel.pass(passed / 1000);
    }, beatMilliseconds);
    return () => clearInterval(timer);
  }, [travel, stretches]);

  const wanted = useComputed(() => {
    const moment = travel.moment.value;
    void pause.value;
    if (moment === null || known.value === undefined) return "";
    const ahead = travel.playing.value ? moment + 10 * travel.speed.value : moment;
    const missing = [moment, ahead].find((each) => !stretches.value.some((stretch) => covers(stretch, each)));
    return missing === undefined ? "" : JSON.stringify(stretchAt(missing, travel.speed.value));
  });
  useSignalEffect(() => {
    const coop = known.peek();
    if (wanted.value === "" || coop === undefined) return undefined;
    const span = JSON.parse(wanted.value) as PastStretch["span"];
    const abort = new AbortController();
    const picturesFrom = span.from + leadSeconds - pictureSeconds;
    Promise.all([
      get<SeriesAnswer[]>(seriesSetPath(coop.farm, [coop.coop], [...coop.latest.keys()], span.from * 1000, span.to * 1000, stretchRows), abort.signal),
      get<StillEntry[]>(stillsPath(coop.farm, coop.coop, picturesFrom * 1000, span.to * 1000), abort.signal),
    ])
      .then(([answers, stills]) => {
        problem.value = null;
        stretches.value = [...stretches.peek().slice(1 - mostKept), { span, answers, stills }];
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        problem.value = error instanceof ProblemError ? error.message : String(error);
        setTimeout(() => { pause.value++; }, 3_000);
      });
    return () => abort.abort();
  });

  const coop = useComputed(() => {
    const moment = travel.moment.value;
    if (moment === null || known.value === undefined) return undefined;
    const stretch = stretches.value.findLast((each) => covers(each, moment));
    return stretch === undefined ? undefined : coopAt(known.value, stretch, moment);
  });
  return { coop, problem };
}
