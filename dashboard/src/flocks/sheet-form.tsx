import { useSignal } from "@preact/signals";
import { isPersonKnown } from "../alarms/person-field";
import { person } from "../alarms/person";
import type { SheetEntry } from "../contracts";
import { t } from "../i18n/language";
import { CountField } from "./count-field";
import { daysAfter } from "./flock-days";
import { causeName, causes, kinds, lineOf, weightsOf, type KindFacts, type SheetValues, type WrittenKind } from "./sheet-line";
import { sheetQueue } from "./sheet-queue";

export interface SheetFormProps {
  readonly farm: string;
  readonly flock: string;
  readonly lays: boolean;
  /** The first and the last day that can be written down. */
  readonly placedOn: string;
  readonly today: string;
  /** The line that is corrected; null for a new one. */
  readonly corrects: { readonly id: string; readonly entry: SheetEntry } | null;
  readonly onDone: () => void;
}

/** Writes a line of the daily sheet, made for gloved thumbs; it waits on this device until the cloud has it. */
export function SheetForm({ farm, flock, lays, placedOn, today, corrects, onDone }: SheetFormProps) {
  const chosen = useSignal<WrittenKind | null>(corrects === null || !Object.hasOwn(kinds, corrects.entry.kind) ? null : (corrects.entry.kind as WrittenKind));
  const day = useSignal(corrects?.entry.day ?? today);
  const count = useSignal(corrects?.entry.count ?? 0);
  const cause = useSignal<string | null>(corrects?.entry.cause ?? null);
  const problem = useSignal<string | null>(null);
  const kind = chosen.value;
  const facts: KindFacts | null = kind === null ? null : kinds[kind];

  const write = (form: HTMLFormElement, strikes: boolean) => {
    problem.value = null;
    if (kind === null || facts === null) return;
    if (!isPersonKnown()) {
      problem.value = t("person.needed");
      return;
    }
    const given = new FormData(form);
    const weights = facts.fields.includes("weights") ? weightsOf(String(given.get("weights") ?? "")) : null;
    if (facts.fields.includes("weights") && weights === null && !strikes) {
      problem.value = t("sheet.weights-hint");
      return;
    }
    const why = String(given.get("why") ?? "").trim();
    if (corrects !== null && why === "") {
      problem.value = t("sheet.why-needed");
      return;
    }
    const values: SheetValues = strikes ? {} : valuesOf(facts, given, count.value, cause.value, weights);
    const correction = corrects === null ? {} : { corrects: corrects.id, why, strikes };
    sheetQueue.add(farm, flock, lineOf(kind, day.value, person.value, { ...values, ...correction }));
    chosen.value = null;
    count.value = 0;
    cause.value = null;
    onDone();
  };
  return (
    <form class="sheet-form" aria-label={t("sheet.title")} onSubmit={(event) => { event.preventDefault(); write(event.currentTarget, false); }}>
      <div class="days" role="group" aria-label={t("sheet.day")}>
        {[today, daysAfter(today, -1)].filter((each) => each >= placedOn).map((each, index) => (
          <button key={each} type="button" aria-pressed={day.value === each} onClick={() => { day.value = each; }}>{index === 0 ? t("sheet.today") : t("sheet.yesterday")}</button>
        ))}
        <input type="date" name="day" aria-label={t("sheet.day")} required min={placedOn} max={today} value={day.value} onInput={(event) => { day.value = event.currentTarget.value; }} />
      </div>
      {corrects === null && (
        <div class="kinds" role="group" aria-label={t("sheet.what")}>
          {(Object.keys(kinds) as WrittenKind[]).filter((each) => lays || !("lays" in kinds[each])).map((each) => (
            <button key={each} type="button" data-sheet-kind={each} aria-pressed={kind === each} onClick={() => { chosen.value = kind === each ? null : each; }}>{t(kinds[each].label)}</button>
          ))}
        </div>
      )}
      {kind !== null && facts !== null && (
        <div class="values" key={kind}>
          {facts.fields.includes("count") && <CountField value={count.value} onValue={(value) => { count.value = value; }} label={t(facts.label)} />}
          {facts.fields.includes("cause") && (
            <div class="causes" role="group" aria-label={t("sheet.cause")}>
              {Object.keys(causes).map((each) => (
                <button key={each} type="button" data-cause={each} aria-pressed={cause.value === each} onClick={() => { cause.value = cause.value === each ? null : each; }}>{causeName(each)}</button>
              ))}
            </div>
          )}
          {facts.fields.includes("weights") && (
            <label>{t("sheet.weights")} <textarea name="weights" inputMode="decimal" rows={3} placeholder="1010 985 1002" defaultValue={corrects?.entry.weightsGrams?.join(" ") ?? ""} /></label>
          )}
          {facts.fields.includes("kilograms") && <label>{t("sheet.kilograms")} <input name="kilograms" type="number" inputMode="decimal" required min={0} step="any" defaultValue={numberText(corrects?.entry.kilograms)} /></label>}
          {facts.fields.includes("liters") && <label>{t("sheet.liters")} <input name="liters" type="number" inputMode="decimal" required min={0} step="any" defaultValue={numberText(corrects?.entry.liters)} /></label>}
          {facts.fields.includes("text") && <label>{t("sheet.text")} <textarea name="text" rows={2} required={!facts.fields.includes("kilograms")} maxLength={2_000} defaultValue={corrects?.entry.text ?? ""} /></label>}
          {facts.fields.includes("withdrawal") && <label>{t("sheet.withdrawal")} <input name="withdrawal" type="number" inputMode="numeric" min={0} max={365} defaultValue={numberText(corrects?.entry.withdrawalDays)} /></label>}
          {corrects !== null && <label>{t("sheet.why")} <input name="why" maxLength={2_000} /></label>}
          <div class="ends">
            <button type="submit" class="primary" data-write>{t("sheet.write")}</button>
            {corrects !== null && <button type="button" onClick={(event) => { const { form } = event.currentTarget; if (form !== null) write(form, true); }}>{t("sheet.strike")}</button>}
            {corrects !== null && <button type="button" onClick={onDone}>{t("sheet.leave")}</button>}
          </div>
        </div>
      )}
      {problem.value !== null && <p class="act-problem" role="alert">{problem.value}</p>}
    </form>
  );
}

function numberText(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

function valuesOf(facts: KindFacts, given: FormData, count: number, cause: string | null, weights: readonly number[] | null): SheetValues {
  const number = (name: string) => {
    const text = String(given.get(name) ?? "").trim();
    return text === "" ? null : Number(text);
  };
  const text = String(given.get("text") ?? "").trim();
  return {
    count: facts.fields.includes("count") ? count : null,
    cause: facts.fields.includes("cause") ? cause : null,
    weightsGrams: weights === null ? null : [...weights],
    kilograms: number("kilograms"),
    liters: number("liters"),
    withdrawalDays: number("withdrawal"),
    text: text === "" ? null : text,
  };
}
