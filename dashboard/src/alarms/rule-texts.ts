import { effect, signal } from "@preact/signals";
import type { Alarm, AlarmEvidence, LocalText, RuleText } from "../contracts";
import { language } from "../i18n/language";
import { alarmPath, get } from "../live/api";
import { live } from "../live/live";
import { originOf } from "./ranking";

/** What rules say to people: changes bring it along, for the alarms of a snapshot it is asked for once. */
const texts = signal<ReadonlyMap<string, RuleText>>(new Map());
const titles = signal<ReadonlyMap<string, LocalText>>(new Map());
const asked = new Set<string>();
const pauseMilliseconds = 10_000;

/** A storm is named by its common cause, which stands where others have their place. */
function keyOf(id: string): string {
  const { rule, place } = originOf(id);
  return rule === "storm" ? `${rule}/${place}` : rule;
}

export function inLanguage(text: LocalText): string {
  return language.value === "zh-CN" ? text.zhCn : text.en;
}

export function learnText(id: string, text: RuleText): void {
  const key = keyOf(id);
  if (!texts.peek().has(key)) texts.value = new Map([...texts.peek(), [key, text]]);
}

/** What an alarm of a list is called; all that is said of the others comes with a change of one. */
export function learnTitle(id: string, title: LocalText): void {
  const key = keyOf(id);
  if (!titles.peek().has(key)) titles.value = new Map([...titles.peek(), [key, title]]);
}

/** What the alarm is called; the rule's name until that is known. */
export function titleOf(id: string): string {
  const title = texts.value.get(keyOf(id))?.title ?? titles.value.get(keyOf(id));
  return title === undefined ? originOf(id).rule : inLanguage(title);
}

/** What to do first; null while that isn't known. */
export function firstOf(id: string): string | null {
  const text = texts.value.get(keyOf(id));
  return text === undefined || text.first.en === "" ? null : inLanguage(text.first);
}

async function ask({ farm, id }: Alarm): Promise<void> {
  const key = keyOf(id);
  if (asked.has(key)) return;
  asked.add(key);
  try {
    learnText(id, (await get<AlarmEvidence>(alarmPath(farm, id))).text);
  } catch {
    // Shown by the rule's name meanwhile; the next change asks again.
    setTimeout(() => asked.delete(key), pauseMilliseconds);
  }
}

/** Sees to it that every open alarm has a name. */
export function startRuleTexts(): void {
  live.onAlarms = (events) => {
    for (const { alarm, text } of events) learnText(alarm.id, text);
  };
  effect(() => {
    for (const alarm of live.alarms.value.open.values()) {
      if (!texts.peek().has(keyOf(alarm.id))) void ask(alarm);
    }
  });
}
