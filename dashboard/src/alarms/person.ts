import { signal, type ReadonlySignal } from "@preact/signals";

const storageKey = "roost.person";

function stored(): string {
  try {
    return localStorage.getItem(storageKey) ?? "";
  } catch {
    return ""; // No storage: the name is asked for again after a reload.
  }
}

const name = signal(stored());

/** Who works at this screen, by which the log names them; empty until they have said so. */
export const person: ReadonlySignal<string> = name;

export function rememberPerson(text: string): void {
  name.value = text.trim();
  try {
    localStorage.setItem(storageKey, name.value);
  } catch {
    // It holds as long as the page is open.
  }
}
