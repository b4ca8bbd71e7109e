import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { farmPath, get, ProblemError } from "../live/api";

export type Loaded<T> =
  | { readonly kind: "loading" }
  | { readonly kind: "problem"; readonly problem: ProblemError }
  | { readonly kind: "ready"; readonly value: T; readonly isOld: boolean };

const prefix = "roost.flocks ";

/**
 * A resource below `/flocks`; asked for anew when `version` changes, and kept on this device, so that a phone without a network shows what it
 * last knew. A null path asks for nothing.
 */
export function useFlocks<T>(farm: string, path: string | null, version: unknown = null): ReadonlySignal<Loaded<T>> {
  const state = useSignal<Loaded<T>>({ kind: "loading" });
  useEffect(() => {
    if (path === null) return undefined;
    const address = `${farmPath(farm)}${path}`;
    const abort = new AbortController();
    get<T>(address, abort.signal)
      .then((value) => {
        state.value = { kind: "ready", value, isOld: false };
        keep(address, value);
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted || (state.peek().kind === "ready" && version !== null)) return;
        const problem = error instanceof ProblemError ? error : new ProblemError(0, String(error));
        const known = problem.status === 0 ? kept<T>(address) : null;
        state.value = known === null ? { kind: "problem", problem } : { kind: "ready", value: known, isOld: true };
      });
    return () => abort.abort();
  }, [farm, path, version, state]);
  return state;
}

export function flockPath(flock: string): string {
  return `/flocks/${encodeURIComponent(flock)}`;
}

function keep(address: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + address, JSON.stringify(value));
  } catch {
    // A full or absent storage: the page then needs the network.
  }
}

function kept<T>(address: string): T | null {
  try {
    const text = localStorage.getItem(prefix + address);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
