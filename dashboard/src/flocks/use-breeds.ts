import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { BreedEntry } from "../contracts";
import { get } from "../live/api";

/** The breeds whose standards the cloud knows; none until it has said so. */
export function useBreeds(): readonly BreedEntry[] {
  const breeds = useSignal<readonly BreedEntry[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    get<BreedEntry[]>("/api/breeds", abort.signal).then(
      (found) => { breeds.value = found; },
      () => undefined, // The form can't be sent without them, and says so by its button.
    );
    return () => abort.abort();
  }, [breeds]);
  return breeds.value;
}
