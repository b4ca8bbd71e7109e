import { inLanguage } from "../alarms/rule-texts";
import type { Mistake } from "../contracts";
import { t } from "../i18n/language";
import { ProblemError } from "../live/api";

/** What the cloud found wrong, by field; one without a field where it refused as a whole or could not be reached. */
export function mistakesOf(error: unknown): readonly Mistake[] {
  if (error instanceof ProblemError && Array.isArray(error.details["mistakes"])) return error.details["mistakes"] as readonly Mistake[];
  const sentence = error instanceof ProblemError && error.status !== 0 ? error.message : t("act.unreachable");
  return [{ field: "", sentence: { en: sentence, zhCn: sentence } }];
}

export interface MistakesProps {
  readonly of: readonly Mistake[];
  /** Whether a mistake's field belongs where this stands. */
  readonly at: (field: string) => boolean;
}

/** The mistakes of a field, beside it. */
export function Mistakes({ of, at }: MistakesProps) {
  const mine = of.filter(({ field }) => at(field));
  return mine.length === 0 ? null : <span class="mistakes" role="alert">{mine.map(({ field, sentence }) => <span key={field + sentence.en} data-mistake={field}>{inLanguage(sentence)}</span>)}</span>;
}
