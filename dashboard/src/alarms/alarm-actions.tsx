import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Alarm } from "../contracts";
import { formatLength } from "../i18n/format";
import { t } from "../i18n/language";
import { ProblemError } from "../live/api";
import { now } from "../live/live";
import { assign, comment, shelve, unshelve } from "./acts";
import { canBeAcknowledged } from "./alarm-row";
import { isPersonKnown } from "./person-field";

const shelfMinutes = [15, 30, 60, 120, 240, 480, 1_440] as const;
const textOf = (form: HTMLFormElement, name: string) => {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value.trim() : "";
};

export interface AlarmActionsProps {
  readonly alarm: Alarm;
  readonly onAcknowledge: (alarm: Alarm) => void;
}

/** What a person can do about an alarm; the forms open one at a time. */
export function AlarmActions({ alarm, onAcknowledge }: AlarmActionsProps) {
  const open = useSignal<"shelve" | "comment" | "assign" | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const run = async (act: () => Promise<Alarm>) => {
    problem.value = isPersonKnown() ? null : t("person.needed");
    if (problem.value !== null || busy.value) return;
    busy.value = true;
    try {
      await act();
      open.value = null;
    } catch (error) {
      problem.value = error instanceof ProblemError && error.status !== 0 ? error.message : t("act.unreachable");
    }
    busy.value = false;
  };
  const toggle = (form: NonNullable<typeof open.value>, text: string) => (
    <button type="button" aria-expanded={open.value === form} onClick={() => { open.value = open.value === form ? null : form; }}>{text}</button>
  );
  const form = (submit: (form: HTMLFormElement) => Promise<Alarm>, go: string, children: ComponentChildren) => (
    <form class="act-form" onSubmit={(event) => { event.preventDefault(); const target = event.currentTarget; void run(() => submit(target)); }}>
      {children}
      <button type="submit" class="primary" disabled={busy.value}>{go}</button>
    </form>
  );
  return (
    <section class="actions" aria-label={t("act.label")}>
      <div class="buttons">
        {canBeAcknowledged(alarm) && <button type="button" class="primary" onClick={() => onAcknowledge(alarm)}>{t("act.acknowledge")}</button>}
        {alarm.shelf !== null
          ? <button type="button" onClick={() => void run(() => unshelve(alarm))}>{t("act.unshelve")}</button>
          : alarm.isActive && toggle("shelve", t("act.shelve"))}
        {toggle("comment", t("act.comment"))}
        {toggle("assign", t("act.assign"))}
      </div>
      {open.value === "shelve" && form(
        (it) => shelve(alarm, (now.value ?? 0) + Number(textOf(it, "minutes")) * 60_000, textOf(it, "reason")), t("act.shelve"), <>
          <label>{t("act.for")} <select name="minutes">{shelfMinutes.map((minutes) => <option key={minutes} value={minutes}>{formatLength(minutes * 60)}</option>)}</select></label>
          <label class="wide">{t("act.reason")} <input name="reason" required maxLength={2_000} /></label>
        </>)}
      {open.value === "comment" && form((it) => comment(alarm, textOf(it, "text")), t("act.comment"),
        <label class="wide">{t("act.text")} <textarea name="text" required rows={3} maxLength={2_000} /></label>)}
      {open.value === "assign" && form(
        (it) => assign(alarm, textOf(it, "to") === "" ? null : textOf(it, "to")), t("act.assign"),
        <label class="wide">{t("act.to")} <input name="to" maxLength={100} defaultValue={alarm.assignedTo ?? ""} /></label>)}
      {problem.value !== null && <p class="act-problem" role="status">{problem.value}</p>}
    </section>
  );
}
