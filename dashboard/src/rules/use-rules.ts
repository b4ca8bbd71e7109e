import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { RulesAnswer } from "../contracts";
import { farmPath, get, ProblemError } from "../live/api";

export type RulesState =
  | { readonly kind: "loading" }
  | { readonly kind: "problem"; readonly problem: ProblemError }
  | { readonly kind: "ready"; readonly rules: RulesAnswer };

/** The rules in force for a coop, or for the farm when none is named; `take` puts those in that a change answered with. */
export function useRules(farm: string, coop: string): { readonly state: ReadonlySignal<RulesState>; readonly take: (rules: RulesAnswer) => void } {
  const state = useSignal<RulesState>({ kind: "loading" });
  useEffect(() => {
    const abort = new AbortController();
    state.value = { kind: "loading" };
    get<RulesAnswer>(`${farmPath(farm)}/rules${coop === "" ? "" : `?${new URLSearchParams({ coop }).toString()}`}`, abort.signal)
      .then((rules) => { state.value = { kind: "ready", rules }; })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) state.value = { kind: "problem", problem: error instanceof ProblemError ? error : new ProblemError(0, String(error)) };
      });
    return () => abort.abort();
  }, [farm, coop, state]);
  return { state, take: (rules) => { state.value = { kind: "ready", rules }; } };
}
