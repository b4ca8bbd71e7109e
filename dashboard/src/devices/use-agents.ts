import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AgentEntry, RejectionCount } from "../contracts";
import { farmPath, get, ProblemError } from "../live/api";

export type AgentsState =
  | { readonly kind: "loading" }
  | { readonly kind: "problem"; readonly problem: ProblemError }
  | { readonly kind: "ready"; readonly agents: readonly AgentEntry[]; readonly rejections: readonly RejectionCount[] };

const againMilliseconds = 5_000;

/** A farm's agents and what was refused on the way in, asked for again and again while somebody looks. */
export function useAgents(farm: string): ReadonlySignal<AgentsState> {
  const state = useSignal<AgentsState>({ kind: "loading" });
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      try {
        const [agents, rejections] = await Promise.all([
          get<AgentEntry[]>(`${farmPath(farm)}/agents`, abort.signal), get<RejectionCount[]>("/api/diagnostics/rejections", abort.signal),
        ]);
        state.value = { kind: "ready", agents, rejections };
      } catch (error) {
        if (abort.signal.aborted) return;
        // What is known stays; the banner tells of the lost connection.
        if (state.peek().kind !== "ready") state.value = { kind: "problem", problem: error instanceof ProblemError ? error : new ProblemError(0, String(error)) };
      }
      timer = setTimeout(() => void load(), againMilliseconds);
    };
    void load();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [farm, state]);
  return state;
}
