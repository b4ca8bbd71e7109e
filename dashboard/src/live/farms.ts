import { signal } from "@preact/signals";
import type { FarmEntry } from "../contracts";
import { get, ProblemError } from "./api";

export type FarmsState =
  | { readonly kind: "loading" }
  | { readonly kind: "problem"; readonly problem: ProblemError }
  | { readonly kind: "ready"; readonly farms: readonly FarmEntry[] };

/** Which farms and coops there are. */
export const farms = signal<FarmsState>({ kind: "loading" });

const pauseMilliseconds = 15_000;
const pauseWithoutAnswerMilliseconds = 2_500;
/** Somebody may be setting up the first agent and look whether it is there. */
const pauseWithoutCoopMilliseconds = 1_000;

async function load(): Promise<void> {
  let pause = pauseMilliseconds;
  try {
    const answer = await get<FarmEntry[]>("/api/farms");
    if (!answer.some((farm) => farm.coops.length > 0)) pause = pauseWithoutCoopMilliseconds;
    const former = farms.value;
    // The same answer as before must not draw the screen anew.
    if (former.kind !== "ready" || JSON.stringify(former.farms) !== JSON.stringify(answer)) {
      farms.value = { kind: "ready", farms: answer };
    }
  } catch (error) {
    pause = pauseWithoutAnswerMilliseconds;
    // What is known stays: a lost connection is told by the live module.
    if (farms.value.kind !== "ready") {
      farms.value = { kind: "problem", problem: error instanceof ProblemError ? error : new ProblemError(0, String(error)) };
    }
  }
  setTimeout(() => void load(), pause);
}

/** Asks now and then for ever; a page that shows nothing yet asks more often. */
export function startFarms(): void {
  void load();
}
