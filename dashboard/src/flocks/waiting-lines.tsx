import { t } from "../i18n/language";
import { lineWords } from "./line-words";
import { sheetQueue } from "./sheet-queue";

/** What this device has written down and the cloud does not have yet, of a flock or of the whole farm. */
export function WaitingLines({ farm, flock }: { readonly farm: string; readonly flock: string | null }) {
  const mine = sheetQueue.waiting.value.filter((line) => line.farm === farm && (flock === null || line.flock === flock));
  return (
    <div class="waiting-lines" role="status" data-waiting={mine.length}>
      {mine.length > 0 && <p><strong>{t("sheet.waiting", { count: mine.length })}</strong></p>}
      {mine.length > 0 && (
        <ul>
          {mine.map((line) => (
            <li key={line.id}>
              {lineWords(line.entry)}
              {line.refused !== null && <> – {line.refused} <button type="button" onClick={() => sheetQueue.drop(line.id)}>{t("sheet.drop")}</button></>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
