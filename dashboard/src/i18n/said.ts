import { language, saidInChinese } from "./language";

interface Said {
  readonly pattern: RegExp;
  readonly words: string;
}

let patterns: readonly Said[] = [];

/** Made once the words are there. */
function known(): readonly Said[] {
  if (patterns.length === 0) patterns = saidInChinese().map(([english, words]) => ({ pattern: patternOf(english), words }));
  return patterns;
}

function patternOf(english: string): RegExp {
  const parts = english.split(/\{([a-z]+)\}/);
  return new RegExp(`^${parts.map((part, index) => (index % 2 === 1 ? `(?<${part}>.+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("")}$`, "s");
}

/**
 * What an agent says of a sensor, and a channel of a message, in the language in use. It comes as one English sentence; of those that
 * Roost itself makes the words are known. What a stranger's device or server says stays as it was said.
 */
export function said(sentence: string): string {
  return language.value === "en" ? sentence : inChinese(sentence) ?? sentence;
}

/** The language of what {@link said} says of a sentence. */
export function languageOf(sentence: string): "en" | undefined {
  return language.value !== "en" && inChinese(sentence) === null ? "en" : undefined;
}

/** Null where the words aren't known. */
export function inChinese(sentence: string): string | null {
  for (const { pattern, words } of known()) {
    const parts = pattern.exec(sentence);
    if (parts !== null) return words.replace(/\{([a-z]+)\}/g, (_, name: string) => partInChinese(parts.groups?.[name] ?? ""));
  }
  return null;
}

/** A part may be a sentence or an expression of its own. */
function partInChinese(part: string): string {
  return inChinese(part) ?? part;
}
