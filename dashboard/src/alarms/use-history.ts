import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";
import type { AlarmEntry, AlarmPage } from "../contracts";
import { farmPath, get, ProblemError } from "../live/api";

const atOnce = 50;

export interface History {
  readonly entries: readonly AlarmEntry[];
  readonly next: string | null;
  readonly state: "loading" | "ready" | { readonly problem: string };
}

export interface HistoryFilter {
  readonly severity: string;
  readonly coop: string;
}

/** All alarms of a farm, newest first, a page at a time; nothing is asked for while it isn't wanted. */
export function useHistory(farm: string, wanted: boolean, { severity, coop }: HistoryFilter): { readonly history: ReadonlySignal<History>; readonly more: () => void } {
  const history = useSignal<History>({ entries: [], next: null, state: "loading" });
  const load = useCallback(async (after: string | null, signal?: AbortSignal) => {
    const former = after === null ? [] : history.peek().entries;
    history.value = { entries: former, next: null, state: "loading" };
    const query = new URLSearchParams({ limit: String(atOnce) });
    for (const [name, value] of Object.entries({ severity, coop, after: after ?? "" })) if (value !== "") query.set(name, value);
    try {
      const page = await get<AlarmPage>(`${farmPath(farm)}/alarms?${query.toString()}`, signal);
      history.value = { entries: [...former, ...page.alarms], next: page.next, state: "ready" };
    } catch (error) {
      if (signal?.aborted === true) return;
      history.value = { entries: former, next: after, state: { problem: error instanceof ProblemError ? error.message : String(error) } };
    }
  }, [farm, severity, coop, history]);
  useEffect(() => {
    if (!wanted) return undefined;
    const abort = new AbortController();
    void load(null, abort.signal);
    return () => abort.abort();
  }, [wanted, load]);
  return { history, more: () => void load(history.peek().next) };
}
