import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { SheetEntry } from "../contracts";
import { farmPath, ProblemError, send } from "../live/api";

/** A line of a sheet that the cloud does not have yet. */
export interface WaitingLine {
  readonly id: string;
  readonly farm: string;
  readonly flock: string;
  readonly entry: SheetEntry;
  /** Its place among the lines that wait. */
  readonly order: number;
  /** Why the cloud does not take it; null while it was not asked. */
  readonly refused: string | null;
}

/** Where lines outlast the page: one item each, so that two open pages don't write over each other's. */
export interface LineStore {
  readonly keys: () => readonly string[];
  readonly read: (key: string) => string | null;
  readonly write: (key: string, text: string) => void;
  readonly remove: (key: string) => void;
}

const prefix = "roost.sheet/";
/** This device has no key any more: what it wrote waits until it has one again. */
const noKey = 401;

/**
 * Lines wait here until the cloud has answered each. A line has its id from the start and the cloud keeps an id once, so it is sent again
 * without fear; one that the cloud refuses stays, with its sentence, until a person drops it.
 */
export class SheetQueue {
  private readonly store: LineStore;
  private readonly put: (line: WaitingLine) => Promise<void>;
  private readonly lines = signal<readonly WaitingLine[]>([]);
  private sending = false;
  /** Counts up with each line that the cloud took. */
  readonly taken = signal(0);
  readonly waiting: ReadonlySignal<readonly WaitingLine[]> = computed(() => this.lines.value);

  constructor(store: LineStore, put: (line: WaitingLine) => Promise<void>) {
    this.store = store;
    this.put = put;
    this.load();
  }

  add(farm: string, flock: string, entry: SheetEntry): void {
    const order = Math.max(0, ...this.lines.value.map((line) => line.order)) + 1;
    this.keep({ id: crypto.randomUUID(), farm, flock, entry, order, refused: null });
    void this.sendAll();
  }

  drop(id: string): void {
    this.store.remove(prefix + id);
    this.lines.value = this.lines.value.filter((line) => line.id !== id);
  }

  /** Sends what waits, oldest first; ends at the first that gets no answer. */
  async sendAll(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let line = this.next(); line !== undefined; line = this.next()) {
        try {
          await this.put(line);
          this.drop(line.id);
          this.taken.value++;
        } catch (error) {
          if (!(error instanceof ProblemError) || error.status < 400 || error.status >= 500 || error.status === noKey) return;
          this.keep({ ...line, refused: error.message });
        }
      }
    } finally {
      this.sending = false;
    }
  }

  private next(): WaitingLine | undefined {
    return this.lines.value.find((line) => line.refused === null);
  }

  private keep(line: WaitingLine): void {
    this.store.write(prefix + line.id, JSON.stringify(line));
    this.lines.value = [...this.lines.value.filter((other) => other.id !== line.id), line].sort((a, b) => a.order - b.order);
  }

  private load(): void {
    const found = this.store.keys().filter((key) => key.startsWith(prefix)).flatMap((key) => {
      const text = this.store.read(key);
      return text === null ? [] : [JSON.parse(text) as WaitingLine];
    });
    this.lines.value = found.sort((a, b) => a.order - b.order);
  }
}

function browserStore(): LineStore {
  // Without storage (private window) lines wait as long as the page is open.
  const memory = new Map<string, string>();
  try {
    const storage = localStorage;
    storage.length;
    return {
      keys: () => Object.keys(storage),
      read: (key) => storage.getItem(key),
      write: (key, text) => storage.setItem(key, text),
      remove: (key) => storage.removeItem(key),
    };
  } catch {
    return {
      keys: () => [...memory.keys()],
      read: (key) => memory.get(key) ?? null,
      write: (key, text) => { memory.set(key, text); },
      remove: (key) => { memory.delete(key); },
    };
  }
}

export const sheetQueue = new SheetQueue(browserStore(), async ({ farm, flock, id, entry }) => {
  await send("PUT", `${farmPath(farm)}/flocks/${encodeURIComponent(flock)}/sheet/${id}`, entry);
});

const againMilliseconds = 10_000;

/** Sends what waits now, whenever a network comes, and now and then. */
export function startSheetQueue(): void {
  const attempt = () => { if (sheetQueue.waiting.value.length > 0) void sheetQueue.sendAll(); };
  attempt();
  window.addEventListener("online", attempt);
  setInterval(attempt, againMilliseconds);
}
