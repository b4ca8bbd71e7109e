import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { coopPath, get, ProblemError } from "../live/api";

const againMilliseconds = 5_000;

/** Whether the cloud knows a coop; asks again while it doesn't, since a new one may report any moment. */
export function useExists(farm: string, coop: string): ReadonlySignal<"unknown" | "yes" | "no"> {
  const exists = useSignal<"unknown" | "yes" | "no">("unknown");
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        await get(coopPath(farm, coop), abort.signal);
        exists.value = "yes";
      } catch (error) {
        if (abort.signal.aborted) return;
        if (error instanceof ProblemError && error.status === 404) exists.value = "no";
        timer = setTimeout(() => void ask(), againMilliseconds);
      }
    };
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [farm, coop, exists]);
  return exists;
}
