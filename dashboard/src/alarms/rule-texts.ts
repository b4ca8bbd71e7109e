import { signal } from "@preact/signals";
import type { AlarmText, LocalText } from "../contracts";
import { language, t } from "../i18n/language";
import { live } from "../live/live";
import { originOf } from "./ranking";

type Said = Pick<AlarmText, "title"> & Partial<Pick<AlarmText, "first">>;

/** What rules say to people: a snapshot brings it for all alarms that are open, a change for those that changed. */
const texts = signal<ReadonlyMap<string, Said>>(new Map());

/** A storm is named by its common cause, which stands where others have their place. */
function keyOf(id: string): string {
  const { rule, place } = originOf(id);
  return rule === "storm" ? `${rule}/${place}` : rule;
}

export function inLanguage(text: LocalText): string {
  return language.value === "zh-CN" ? text.zhCn : text.en;
}

/** Remembers what is said of an alarm and of the others of its rule. Of an alarm in a list that is its title alone. */
export function learnText(id: string, said: Said): void {
  const key = keyOf(id);
  const known = texts.peek().get(key);
  if (known?.first === undefined && (known === undefined || said.first !== undefined)) texts.value = new Map([...texts.peek(), [key, said]]);
}

/** What the alarm is called. */
export function titleOf(id: string): string {
  const said = texts.value.get(keyOf(id));
  return said === undefined ? t("alarm.untitled") : inLanguage(said.title);
}

/** What to do first; null where there is nothing to say. */
export function firstOf(id: string): string | null {
  const first = texts.value.get(keyOf(id))?.first;
  return first === undefined || first.en === "" ? null : inLanguage(first);
}

/** Sees to it that every open alarm has a name. */
export function startRuleTexts(): void {
  live.onTexts = (told) => {
    for (const { alarm, title, first } of told) learnText(alarm, { title, first });
  };
}
