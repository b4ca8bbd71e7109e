import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Alarm, AlarmEvidence } from "../contracts";
import { alarmPath, get, ProblemError } from "../live/api";
import { learnText } from "./rule-texts";

export type EvidenceState =
  | { readonly kind: "loading" }
  | { readonly kind: "problem"; readonly problem: ProblemError }
  | { readonly kind: "ready"; readonly evidence: AlarmEvidence };

/** While an alarm lasts its trace grows. */
const againMilliseconds = 30_000;

/** An alarm's evidence, read anew with each change of the alarm and, while it lasts, now and then. */
export function useEvidence(farm: string, id: string, present: Alarm | undefined): ReadonlySignal<EvidenceState> {
  const state = useSignal<EvidenceState>({ kind: "loading" });
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      try {
        const evidence = await get<AlarmEvidence>(alarmPath(farm, id), abort.signal);
        learnText(id, evidence.text);
        state.value = { kind: "ready", evidence };
      } catch (error) {
        if (abort.signal.aborted) return;
        if (state.peek().kind !== "ready") state.value = { kind: "problem", problem: error instanceof ProblemError ? error : new ProblemError(0, String(error)) };
      }
      if (!abort.signal.aborted && present?.isActive !== false) timer = setTimeout(() => void load(), againMilliseconds);
    };
    void load();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [farm, id, present, state]);
  return state;
}
