import { computed, effect, signal } from "@preact/signals";
import { en, type Catalogue, type MessageKey } from "./en";
import { zhCn } from "./zh-cn";

export const languages = { en: "English", "zh-CN": "中文" } as const;
export type Language = keyof typeof languages;

const storageKey = "roost.language";

export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(languages, text);
}

/** The language of the first of the browser's wishes that Roost speaks; English when it speaks none. */
export function languageFor(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    if (/^zh\b/i.test(wish)) return "zh-CN";
    if (/^en\b/i.test(wish)) return "en";
  }
  return "en";
}

function browserWishes(): readonly string[] {
  return typeof navigator === "undefined" ? [] : navigator.languages;
}

function stored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null; // No storage (private window, test): the browser's wish counts.
  }
}

function startLanguage(): Language {
  const kept = stored();
  return isLanguage(kept) ? kept : languageFor(browserWishes());
}

export const language = signal<Language>(startLanguage());

/** The tag that numbers and dates are written by: the browser's own variant (en-GB) of the language in use. */
export const locale = computed(() => {
  const main = language.value.slice(0, 2);
  return browserWishes().find((wish) => wish.startsWith(`${main}-`)) ?? language.value;
});

export function chooseLanguage(choice: Language): void {
  language.value = choice;
  try {
    localStorage.setItem(storageKey, choice);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Keeps `<html lang>` in step with the language in use. */
export function markDocumentLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type Filling<Key extends MessageKey> = [Placeholders<Catalogue[Key]>] extends [never]
  ? []
  : [values: Record<Placeholders<Catalogue[Key]>, string | number>];

export const catalogues: Record<Language, Record<MessageKey, string>> = { en, "zh-CN": zhCn };

/** The text of a key in the language in use; components that call it are drawn again when the language changes. */
export function t<Key extends MessageKey>(key: Key, ...filling: Filling<Key>): string {
  const text = catalogues[language.value][key];
  const values: Readonly<Record<string, string | number>> | undefined = filling[0];
  return values === undefined ? text : text.replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
