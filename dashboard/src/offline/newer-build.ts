import { effect, type ReadonlySignal } from "@preact/signals";

/** Somebody who writes is not interrupted; this often it is looked whether they are done. */
const againMilliseconds = 15_000;

/**
 * Loads the page anew when it comes back to a cloud that has a newer one: a wall stays open for months, and an old page would not understand what a newer
 * cloud tells it.
 * @param snapshots Counts the times that the page got a full snapshot; from the second on, the connection had been lost.
 */
export function followBuilds(snapshots: ReadonlySignal<number>): void {
  const mine = [...document.scripts].find((script) => script.type === "module" && script.src !== "");
  if (mine === undefined || !import.meta.env.PROD) return;
  const entry = new URL(mine.src).pathname;
  effect(() => {
    if (snapshots.value > 1) void look(entry);
  });
}

async function look(entry: string): Promise<void> {
  try {
    const answer = await fetch("/", { cache: "no-store" });
    if (!answer.ok || !isNewer(await answer.text(), entry)) return;
  } catch {
    // Lost again; the next connection looks again.
    return;
  }
  reloadWhenIdle();
}

function reloadWhenIdle(): void {
  if (document.activeElement instanceof HTMLElement && document.activeElement.closest("form") !== null) setTimeout(reloadWhenIdle, againMilliseconds);
  else location.reload();
}

/** Whether a page is another one than that of an entry file. What names no file at all is no page of this app. */
export function isNewer(html: string, entry: string): boolean {
  // Nothing is shared with the service worker: a script that imports would be none that a browser takes as one.
  return /src="\/[^"]+\.js"/.test(html) && !html.includes(`"${entry}"`);
}
