import { person } from "../alarms/person";
import type { KeptEntry } from "../contracts";
import { t } from "../i18n/language";
import { lineWords } from "./line-words";

export interface SheetLinesProps {
  readonly lines: readonly KeptEntry[];
  readonly onCorrect: (line: KeptEntry) => void;
}

/** What was written down, the newest first; corrected lines stay, struck through, with who corrected them and why. */
export function SheetLines({ lines, onCorrect }: SheetLinesProps) {
  const newest = [...lines].sort((a, b) => b.entry.day.localeCompare(a.entry.day) || b.receivedAt.localeCompare(a.receivedAt));
  return (
    <ul class="sheet-lines">
      {newest.map((line) => (
        <li key={line.id} data-entry={line.id} data-in-force={line.isInForce}>
          <span class="what">
            {line.isInForce ? lineWords(line.entry) : <s>{lineWords(line.entry)}</s>}
            <small>
              {line.entry.by}
              {line.entry.why !== null && ` – ${t(line.entry.strikes ? "sheet.struck" : "sheet.corrected", { why: line.entry.why })}`}
            </small>
          </span>
          {line.isInForce && person.value !== "" && <button type="button" onClick={() => onCorrect(line)}>{t("sheet.correct")}</button>}
        </li>
      ))}
    </ul>
  );
}
