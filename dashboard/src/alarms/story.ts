import type { Alarm } from "../contracts";
import { t } from "../i18n/language";
import { amountOf } from "./alarm-words";
import { originOf } from "./ranking";

export interface StoryEntry {
  readonly at: string;
  readonly text: string;
}

/** What is known to have happened with an alarm, oldest first. */
export function storyOf(alarm: Alarm): readonly StoryEntry[] {
  const { acknowledgement, shelf, endedAt, end } = alarm;
  const entries: StoryEntry[] = [
    { at: originOf(alarm.id).start, text: t("story.began") },
    { at: alarm.raisedAt, text: alarm.value === null ? t("story.raised") : t("story.raised-at", { value: amountOf(alarm.value, alarm.unit) }) },
  ];
  if (alarm.late) entries.push({ at: alarm.learnedAt, text: t("story.learned") });
  if (acknowledgement !== null) entries.push({ at: acknowledgement.at, text: t("story.acknowledged", { by: acknowledgement.by, where: wayOf(acknowledgement.where) }) });
  if (shelf !== null) entries.push({ at: shelf.at, text: t("story.shelved", { by: shelf.by, reason: shelf.reason }) });
  for (const { at, by, text } of alarm.comments) entries.push({ at, text: t("story.comment", { by, text }) });
  if (endedAt !== null) entries.push({ at: endedAt, text: end === "withdrawn" ? t("standing.withdrawn") : end === "superseded" ? t("standing.superseded") : t("story.ended") });
  return entries.sort((a, b) => a.at.localeCompare(b.at));
}

function wayOf(where: string): string {
  switch (where) {
    case "dashboard": return t("way.dashboard");
    case "link": return t("way.link");
    case "house": return t("way.house");
    default: return where;
  }
}
