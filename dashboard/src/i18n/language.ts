import { computed, effect, signal } from "@preact/signals";
import { en, type Catalogue, type MessageKey } from "./en";

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

/** Texts and words in Chinese, which only those fetch who read them; null until then. */
let chinese: typeof import("./chinese") | null = null;

/** Takes up the language that was chosen on this device, or else that of the browser. */
export async function startLanguage(): Promise<void> {
  const kept = stored();
  await speak(isLanguage(kept) ? kept : languageFor(browserWishes()));
}

/** Changes the language as soon as its texts are there; where they are out of reach it stays as it is. */
export async function speak(choice: Language): Promise<void> {
  try {
    if (choice === "zh-CN") chinese ??= await import("./chinese");
    language.value = choice;
  } catch {
    // A device without a network that never had them.
  }
}

/** What agents and channels say, with the words for it; nothing until Chinese is spoken. */
export function saidInChinese(): readonly (readonly [english: string, words: string])[] {
  return chinese?.saidInChinese ?? [];
}

/** The language in use; its texts are there. */
export const language = signal<Language>("en");

/** The tag that numbers and dates are written by: the browser's own variant (en-GB) of the language in use. */
export const locale = computed(() => {
  const main = language.value.slice(0, 2);
  return browserWishes().find((wish) => wish.startsWith(`${main}-`)) ?? language.value;
});

export async function chooseLanguage(choice: Language): Promise<void> {
  await speak(choice);
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

/** The text of a key in the language in use; components that call it are drawn again when the language changes. */
export function t<Key extends MessageKey>(key: Key, ...filling: Filling<Key>): string {
  const text = (language.value === "zh-CN" && chinese !== null ? chinese.zhCn : en)[key];
  const values: Readonly<Record<string, string | number>> | undefined = filling[0];
  return values === undefined ? text : text.replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
