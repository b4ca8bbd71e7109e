import { describe, expect, it } from "vitest";
import { ProblemError } from "../live/api";
import { lineOf } from "./sheet-line";
import { SheetQueue, type LineStore, type WaitingLine } from "./sheet-queue";

function memory(): LineStore {
  const items = new Map<string, string>();
  return {
    keys: () => [...items.keys()],
    read: (key) => items.get(key) ?? null,
    write: (key, text) => { items.set(key, text); },
    remove: (key) => { items.delete(key); },
  };
}

const line = (count: number) => lineOf("dead", "2026-01-31", "An Li", { count });
const unreachable = () => Promise.reject(new ProblemError(0, "no network"));

describe("the queue of a daily sheet", () => {
  it("keeps what can't be sent, over a reload too, and sends it in order under the ids it had", async () => {
    const store = memory();
    const offline = new SheetQueue(store, unreachable);
    for (const count of [1, 2, 3]) offline.add("farm", "flock", line(count));
    await offline.sendAll();
    const ids = offline.waiting.value.map(({ id }) => id);
    const sent: WaitingLine[] = [];

    const reloaded = new SheetQueue(store, (one) => { sent.push(one); return Promise.resolve(); });
    await reloaded.sendAll();

    expect(sent.map(({ entry }) => entry.count)).toEqual([1, 2, 3]);
    expect(sent.map(({ id }) => id)).toEqual(ids);
    expect([reloaded.waiting.value, store.keys(), reloaded.taken.value]).toEqual([[], [], 3]);
  });

  it("keeps a line that the cloud refuses with its sentence, and sends the others", async () => {
    const sent: (number | null)[] = [];
    const queue = new SheetQueue(memory(), ({ entry }) => {
      if (entry.count === 1) return Promise.reject(new ProblemError(400, "no such day"));
      sent.push(entry.count);
      return Promise.resolve();
    });
    queue.add("farm", "flock", line(1));
    queue.add("farm", "flock", line(2));
    await new Promise((resolve) => { setTimeout(resolve); });

    expect(sent).toEqual([2]);
    expect(queue.waiting.value.map(({ refused }) => refused)).toEqual(["no such day"]);
    queue.drop(queue.waiting.value[0]?.id ?? "");
    expect(queue.waiting.value).toEqual([]);
  });

  it("tries again what the cloud failed at", async () => {
    let answers = 0;
    const queue = new SheetQueue(memory(), () => (answers++ === 0 ? Promise.reject(new ProblemError(503, "store")) : Promise.resolve()));
    queue.add("farm", "flock", line(1));
    await new Promise((resolve) => { setTimeout(resolve); });
    expect(queue.waiting.value[0]?.refused).toBeNull();
    await queue.sendAll();
    expect(queue.waiting.value).toEqual([]);
  });
});
