import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DeliveryEntry, Person, VersionedPlan } from "../contracts";
import { farmPath, get, ProblemError } from "../live/api";

/** All that the page is about. */
export interface OnCall {
  readonly people: readonly Person[];
  /** Null where the farm has none yet. */
  readonly plan: VersionedPlan | null;
  readonly deliveries: readonly DeliveryEntry[];
}

export type OnCallState =
  | { readonly kind: "loading" }
  | { readonly kind: "problem"; readonly problem: ProblemError }
  | { readonly kind: "ready"; readonly value: OnCall };

const pauseMilliseconds = 3_000;

/** Asks for people, plan and deliveries, and again every few seconds; at once when `version` changes. */
export function useOnCall(farm: string, version: number): ReadonlySignal<OnCallState> {
  const state = useSignal<OnCallState>({ kind: "loading" });
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      try {
        const [people, plan, deliveries] = await Promise.all([
          get<Person[]>(`${farmPath(farm)}/people`, abort.signal), planOf(farm, abort.signal), get<DeliveryEntry[]>(`${farmPath(farm)}/deliveries?limit=50`, abort.signal),
        ]);
        state.value = { kind: "ready", value: { people, plan, deliveries } };
      } catch (error) {
        if (abort.signal.aborted) return;
        // What is known stays: the next answer may bring it up to date.
        if (state.peek().kind !== "ready") state.value = { kind: "problem", problem: error instanceof ProblemError ? error : new ProblemError(0, String(error)) };
      }
      if (!abort.signal.aborted) timer = setTimeout(() => void load(), pauseMilliseconds);
    };
    void load();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [farm, version, state]);
  return state;
}

async function planOf(farm: string, signal: AbortSignal): Promise<VersionedPlan | null> {
  try {
    return await get<VersionedPlan>(`${farmPath(farm)}/plan`, signal);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return null;
    throw error;
  }
}
