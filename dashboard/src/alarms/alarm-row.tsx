import type { Alarm } from "../contracts";
import { t } from "../i18n/language";
import { alarmsAddress } from "../routes";
import { agoOf, numbersOf, standingOf, when, whereOf } from "./alarm-words";
import { SeverityMark } from "./severity-mark";

export interface AlarmRowProps {
  readonly alarm: Alarm;
  readonly title: string;
  readonly timeZone: string;
  readonly opened: boolean;
  readonly onAcknowledge: (alarm: Alarm) => void;
}

/** One alarm of the list: a link that opens it and, while nobody has acknowledged it, the button to do so. */
export function AlarmRow({ alarm, title, timeZone, opened, onAcknowledge }: AlarmRowProps) {
  const numbers = numbersOf(alarm);
  return (
    <li class="alarm-row" data-alarm={alarm.id} data-severity={alarm.severity} data-life-cycle={alarm.lifeCycle} data-loud={alarm.isLoud}>
      <a href={alarmsAddress(alarm.farm, alarm.id)} aria-current={opened ? "true" : undefined}>
        <SeverityMark severity={alarm.severity} quiet={!alarm.isActive || alarm.shelf !== null || alarm.suppressed} />
        <strong class="title">{title}</strong>
        <time class="since" dateTime={alarm.raisedAt}>{agoOf(alarm.raisedAt)}</time>
        <span class="where">{whereOf(alarm.id)}{numbers !== null && <> · {numbers}</>}</span>
        <span class="standing">
          {standingOf(alarm, timeZone)}
          {alarm.assignedTo !== null && <> · {t("alarm.assigned-to", { name: alarm.assignedTo })}</>}
          {alarm.flaps > 1 && <> · {t("alarm.flaps", { count: alarm.flaps })}</>}
        </span>
        {alarm.late && <LateMark alarm={alarm} timeZone={timeZone} />}
      </a>
      {canBeAcknowledged(alarm) && (
        <button type="button" class="acknowledge" onClick={() => onAcknowledge(alarm)} aria-label={t("act.acknowledge-this", { title })}>{t("act.acknowledge")}</button>
      )}
    </li>
  );
}

export function canBeAcknowledged({ lifeCycle }: Alarm): boolean {
  return lifeCycle === "unacknowledged" || lifeCycle === "returned-to-normal-unacknowledged";
}

/** An alarm that became known long after it happened. */
export function LateMark({ alarm, timeZone }: { readonly alarm: Alarm; readonly timeZone: string }) {
  return (
    <span class="late">
      <strong>{t("alarm.late")}</strong> {t("alarm.happened-and-learned", { happened: when(alarm.raisedAt, timeZone), learned: when(alarm.learnedAt, timeZone) })}
    </span>
  );
}
