/** What a key means in a list of alarms; null for none. */
export type ListCommand = "next" | "previous" | "acknowledge" | "close";

const commands: Readonly<Record<string, ListCommand>> = {
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", a: "acknowledge", Escape: "close",
};

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Keys with a modifier are the browser's; those that somebody writes into a field are the field's. */
export function commandOf({ key, ctrlKey, metaKey, altKey }: Key, inField: boolean): ListCommand | null {
  if (ctrlKey || metaKey || altKey || inField) return null;
  return Object.hasOwn(commands, key) ? (commands[key] ?? null) : null;
}

/** The entry to go to; from outside the list, the first. */
export function stepTo(index: number, command: "next" | "previous", count: number): number {
  if (index < 0) return 0;
  return Math.min(Math.max(index + (command === "next" ? 1 : -1), 0), count - 1);
}
