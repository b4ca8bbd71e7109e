import type { Alarm } from "../contracts";
import { formatAge, formatLength, formatNumber, formatWhen } from "../i18n/format";
import { t } from "../i18n/language";
import { ageOf } from "../live/freshness";
import { clockSpeed, now } from "../live/live";
import { coopName, placeName } from "../names";
import { originOf } from "./ranking";
import { titleOf } from "./rule-texts";

/** "Coop 3 · Front"; the farm for what concerns all of it. */
export function whereOf(id: string): string {
  const { rule, coop, place } = originOf(id);
  if (coop === null) return t("alarm.whole-farm");
  return rule === "storm" || place === "" ? coopName(coop) : t("alarm.where", { coop: coopName(coop), place: placeName(place) });
}

export function when(time: string, timeZone: string): string {
  return formatWhen(Date.parse(time), now.value ?? Date.parse(time), timeZone);
}

/** How long ago, by the server's clock. */
export function agoOf(time: string): string {
  return formatAge(ageOf(time, now.value ?? Date.parse(time), clockSpeed.value));
}

/** What was measured, with the unit of what the rule compares; a minute and more of seconds as a length of time. */
export function amountOf(value: number, unit: string | null): string {
  if (unit === "s" && value >= 60) return formatLength(Math.round(value / 60) * 60);
  const number = formatNumber(Number(value.toFixed(1)) + 0, Number.isInteger(Number(value.toFixed(1))) ? 0 : 1);
  return unit === null || unit === "" ? number : `${number}\u00a0${unit}`;
}

/** "34.2 °C, limit 31 °C"; null for what has no number. */
export function numbersOf({ value, limit, unit }: Pick<Alarm, "value" | "limit" | "unit">): string | null {
  if (value === null) return null;
  return limit === null ? amountOf(value, unit) : t("alarm.value-and-limit", { value: amountOf(value, unit), limit: amountOf(limit, unit) });
}

/** Where an alarm stands and who sees to it, in a few words. */
export function standingOf(alarm: Alarm, timeZone: string): string {
  const { acknowledgement, cause, endedAt, end, shelf } = alarm;
  if (shelf !== null) return t("standing.shelved", { time: when(shelf.until, timeZone) });
  if (end === "withdrawn") return t("standing.withdrawn");
  if (end === "superseded") return t("standing.superseded");
  if (endedAt !== null && acknowledgement === null) return t("standing.over-unacknowledged", { time: when(endedAt, timeZone) });
  if (endedAt !== null) return t("standing.over", { time: when(endedAt, timeZone) });
  if (alarm.suppressed) return t("standing.suppressed");
  if (acknowledgement !== null) return t("standing.acknowledged", { by: acknowledgement.by, time: when(acknowledgement.at, timeZone) });
  if (cause !== null) return t("standing.held", { cause: titleOf(cause) });
  return t("standing.unacknowledged");
}
