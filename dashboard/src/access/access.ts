import { effect, signal } from "@preact/signals";
import type { Session } from "../contracts";
import { get, onLocked, ProblemError, send } from "../live/api";
import { forgetLastKnown } from "../live/keep-last-known";
import { live } from "../live/live";

/** Whether this browser has no key to a service that asks for one: then nothing else is shown. */
export const isLocked = signal(false);

/** Why the key of the address was not taken; null when there was none or it was. */
export const keyProblem = signal<ProblemError | null>(null);

/** The key in what somebody was given: a whole link, or the key alone. */
export function keyIn(text: string): string {
  return (/#key=([\w-]+)/u.exec(text)?.[1] ?? text).trim();
}

/** Takes a key into this browser; throws {@link ProblemError}. */
export async function takeKey(text: string): Promise<void> {
  await send<Session>("POST", "/api/session", { key: keyIn(text) });
}

/** A link of a key is opened: the key goes where scripts and the address bar don't have it. */
export async function takeKeyOfAddress(): Promise<void> {
  if (!location.hash.startsWith("#key=")) return;
  const { hash } = location;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    await takeKey(hash);
  } catch (error) {
    keyProblem.value = error instanceof ProblemError ? error : new ProblemError(0, String(error));
  }
}

/** Notices that there is no key, or none any more: by any answer, and by a connection that is lost and may have been ended with its key. */
export function startAccess(): void {
  onLocked.tell = () => {
    if (isLocked.value) return;
    forgetLastKnown();
    isLocked.value = true;
  };
  effect(() => {
    if (live.connection.value === "lost") void check();
  });
}

async function check(): Promise<void> {
  try {
    const { required, key } = await get<Session>("/api/session");
    if (required && key === null) onLocked.tell();
  } catch {
    // Out of reach: the live module says so.
  }
}
