import type { SheetEntry } from "../contracts";
import { formatDay, formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { causeName, factsOfKind } from "./sheet-line";

/** A line of the sheet in words: day, what it is about, how much. */
export function lineWords(entry: SheetEntry): string {
  const facts = factsOfKind(entry.kind);
  const day = formatDay(Date.parse(entry.day), "UTC");
  return [day, facts === null ? entry.kind : t(facts.label), ...amounts(entry)].join(" · ");
}

function amounts(entry: SheetEntry): string[] {
  const weights = entry.weightsGrams;
  const mean = weights !== null && weights.length > 0 ? weights.reduce((sum, grams) => sum + grams, 0) / weights.length : entry.meanGrams;
  return [
    entry.count === null ? null : formatNumber(entry.count, 0),
    entry.cause === null ? null : causeName(entry.cause),
    mean === null ? null : `${formatNumber(mean, 0)} g${weights === null ? "" : ` (n = ${weights.length})`}`,
    entry.kilograms === null ? null : `${formatNumber(entry.kilograms, 0)} kg`,
    entry.liters === null ? null : `${formatNumber(entry.liters, 0)} L`,
    entry.text,
    entry.withdrawalDays === null || entry.withdrawalDays === 0 ? null : t("sheet.waits", { days: entry.withdrawalDays }),
  ].filter((part) => part !== null && part !== "") as string[];
}
