import type { SheetEntry, SheetKind } from "../contracts";
import type { MessageKey } from "../i18n/en";
import { t } from "../i18n/language";

/** What a line's kind asks for. */
export type SheetField = "count" | "cause" | "weights" | "kilograms" | "liters" | "withdrawal" | "text";

export interface KindFacts {
  readonly label: Extract<MessageKey, `sheet.${SheetKind}`>;
  readonly fields: readonly SheetField[];
  /** For hens alone. */
  readonly lays?: true;
}

/** The kinds of lines, in the order in which a keeper meets them on a round. */
export const kinds = {
  "dead": { label: "sheet.dead", fields: ["count", "cause"] },
  "culled": { label: "sheet.culled", fields: ["count", "cause"] },
  "weighing": { label: "sheet.weighing", fields: ["weights"] },
  "eggs": { label: "sheet.eggs", fields: ["count"], lays: true },
  "feed-delivery": { label: "sheet.feed-delivery", fields: ["kilograms", "text"] },
  "feed-eaten": { label: "sheet.feed-eaten", fields: ["kilograms"] },
  "water-drunk": { label: "sheet.water-drunk", fields: ["liters"] },
  "treatment": { label: "sheet.treatment", fields: ["text", "withdrawal"] },
  "vaccination": { label: "sheet.vaccination", fields: ["text", "withdrawal"] },
  "thinned": { label: "sheet.thinned", fields: ["count"] },
  "litter": { label: "sheet.litter", fields: ["text"] },
  "visitor": { label: "sheet.visitor", fields: ["text"] },
  "note": { label: "sheet.note", fields: ["text"] },
} as const satisfies Partial<Record<SheetKind, KindFacts>>;

export type WrittenKind = keyof typeof kinds;

/** The facts of a kind that a person writes; null for one that the form has not. */
export function factsOfKind(kind: SheetKind): KindFacts | null {
  return Object.hasOwn(kinds, kind) ? kinds[kind as WrittenKind] : null;
}

/** What birds most often die of or are taken out for, as the cloud keeps it. */
export const causes = {
  "weak": "cause.weak", "legs": "cause.legs", "injured": "cause.injured", "ascites": "cause.ascites",
  "sudden": "cause.sudden", "heat": "cause.heat", "ill": "cause.ill", "unknown": "cause.unknown",
} as const satisfies Record<string, MessageKey>;

/** A cause in the reader's language; one that somebody else named stands as it is. */
export function causeName(cause: string): string {
  return Object.hasOwn(causes, cause) ? t(causes[cause as keyof typeof causes]) : cause;
}

const empty = {
  count: null, cause: null, weightsGrams: null, meanGrams: null, variationPercent: null, kilograms: null, liters: null,
  withdrawalDays: null, text: null, photograph: null, corrects: null, strikes: false, why: null,
} as const;

export type SheetValues = Partial<Omit<SheetEntry, "kind" | "day" | "by" | "writtenAt">>;

/** A line with the values of its kind; the others are null. */
export function lineOf(kind: SheetKind, day: string, by: string, values: SheetValues): SheetEntry {
  return { ...empty, kind, day, by, writtenAt: new Date().toISOString(), ...values };
}

/** Weights as people write them, apart by anything but digits and points; null when there is none, or one that no bird has. */
export function weightsOf(text: string): readonly number[] | null {
  const weights = (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
  return weights.length === 0 || weights.some((grams) => grams < 5 || grams > 30_000) ? null : weights;
}
