import type { Alarm, AlarmEvidence } from "../contracts";
import { t } from "../i18n/language";
import { live } from "../live/live";
import { alarmsAddress } from "../routes";
import { AlarmActions } from "./alarm-actions";
import { LateMark } from "./alarm-row";
import { agoOf, amountOf, numbersOf, standingOf, when, whereOf } from "./alarm-words";
import { EvidenceChart } from "./evidence-chart";
import { frameOf } from "./evidence-lines";
import { EvidenceStills } from "./evidence-stills";
import { inLanguage, titleOf } from "./rule-texts";
import { SeverityMark } from "./severity-mark";
import { storyOf } from "./story";
import { useEvidence } from "./use-evidence";

export interface EvidenceCardProps {
  readonly farm: string;
  readonly id: string;
  readonly timeZone: string;
  readonly onAcknowledge: (alarm: Alarm) => void;
}

/** All that helps to judge one alarm, and what to do about it. */
export function EvidenceCard({ farm, id, timeZone, onAcknowledge }: EvidenceCardProps) {
  const present = live.alarms.value.open.get(id);
  const state = useEvidence(farm, id, present).value;
  const evidence = state.kind === "ready" ? state.evidence : null;
  const alarm = present ?? evidence?.alarm;
  return (
    <article class="evidence" data-evidence={id} data-severity={alarm?.severity} data-life-cycle={alarm?.lifeCycle} aria-label={titleOf(id)}>
      <a class="close" href={alarmsAddress(farm)}><span aria-hidden="true">‹ </span>{t("evidence.close")}</a>
      {alarm !== undefined && <>
        <Heading alarm={alarm} timeZone={timeZone} />
        {evidence !== null && evidence.text.first.en !== "" && <p class="first"><strong>{t("banner.first")}</strong> {inLanguage(evidence.text.first)}</p>}
        <AlarmActions alarm={alarm} onAcknowledge={onAcknowledge} />
      </>}
      {state.kind === "loading" && <p class="nothing busy">{t("evidence.loading")}</p>}
      {state.kind === "problem" && <p class="nothing">{t("evidence.failed", { problem: state.problem.message })}</p>}
      {evidence !== null && alarm !== undefined && <Body evidence={{ ...evidence, alarm }} timeZone={timeZone} />}
    </article>
  );
}

function Heading({ alarm, timeZone }: { readonly alarm: Alarm; readonly timeZone: string }) {
  const numbers = numbersOf(alarm);
  return (
    <header>
      <SeverityMark severity={alarm.severity} quiet={!alarm.isActive} />
      <h2>{titleOf(alarm.id)}</h2>
      <p class="where">
        {whereOf(alarm.id)}{numbers !== null && <> · {numbers}</>}
        {alarm.worst !== null && alarm.worst !== alarm.value && <> · {t("alarm.worst", { value: amountOf(alarm.worst, alarm.unit) })}</>}
      </p>
      <p class="standing">
        <time dateTime={alarm.raisedAt}>{t("alarm.since", { time: when(alarm.raisedAt, timeZone), age: agoOf(alarm.raisedAt) })}</time> · {standingOf(alarm, timeZone)}
        {alarm.assignedTo !== null && <> · {t("alarm.assigned-to", { name: alarm.assignedTo })}</>}
        {alarm.flaps > 1 && <> · {t("alarm.flaps", { count: alarm.flaps })}</>}
      </p>
      {alarm.late && <LateMark alarm={alarm} timeZone={timeZone} />}
    </header>
  );
}

function Body({ evidence, timeZone }: { readonly evidence: AlarmEvidence; readonly timeZone: string }) {
  const { alarm, text, words, source, holds, lastRuleChange } = evidence;
  const frame = frameOf(evidence, timeZone);
  return <>
    {frame === null ? <p class="nothing">{t("evidence.no-trace")}</p> : <EvidenceChart evidence={evidence} frame={frame} />}
    <EvidenceStills evidence={evidence} timeZone={timeZone} />
    {text.means.en !== "" && <section><h3>{t("evidence.means")}</h3><p>{inLanguage(text.means)}</p></section>}
    {text.causes.length > 0 && <section><h3>{t("evidence.causes")}</h3><ol>{text.causes.map((cause) => <li key={cause.en}>{inLanguage(cause)}</li>)}</ol></section>}
    {words !== null && (
      <section>
        <h3>{t("evidence.rule")}</h3>
        <p>{inLanguage(words)}</p>
        {source !== null && <p class="source">{t("evidence.source", { source })}</p>}
        <p class="source">
          {lastRuleChange === null ? t("evidence.as-shipped") : t("evidence.last-change", {
            what: lastRuleChange.change.what, value: lastRuleChange.change.value, by: lastRuleChange.change.by,
            time: when(lastRuleChange.change.at, timeZone), why: lastRuleChange.change.why,
          })}
        </p>
      </section>
    )}
    {holds.length > 0 && (
      <section>
        <h3>{t("evidence.holds", { count: holds.length })}</h3>
        <ul class="holds">{holds.map(({ alarm: held, title }) => <li key={held.id}><a href={alarmsAddress(held.farm, held.id)}><SeverityMark severity={held.severity} quiet />{inLanguage(title)} · {whereOf(held.id)}</a></li>)}</ul>
      </section>
    )}
    <section>
      <h3>{t("evidence.story")}</h3>
      <ol class="story">{storyOf(alarm).map(({ at, text: line }) => <li key={at + line}><time dateTime={at}>{when(at, timeZone)}</time> {line}</li>)}</ol>
    </section>
  </>;
}
