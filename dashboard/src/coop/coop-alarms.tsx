import { standingOf, when } from "../alarms/alarm-words";
import { byUrgency, isSuppressed, originOf } from "../alarms/ranking";
import { titleOf } from "../alarms/rule-texts";
import { SeverityMark } from "../alarms/severity-mark";
import type { Alarm } from "../contracts";
import { t } from "../i18n/language";
import { placeName } from "../names";
import { alarmsAddress } from "../routes";

export interface CoopAlarmListProps {
  readonly alarms: readonly Alarm[];
  readonly timeZone: string;
  /** Whether most of its rules are suppressed by design: then none means little. */
  readonly suppressed: boolean;
}

/** The coop's alarms at the moment that the page shows. */
export function CoopAlarmList({ alarms, timeZone, suppressed }: CoopAlarmListProps) {
  const silent = alarms.filter(isSuppressed);
  const others = alarms.filter((alarm) => !isSuppressed(alarm));
  return (
    <>
      {others.length === 0 ? <p class="nothing">{t(suppressed ? "coop.none-but-suppressed" : "coop.no-alarms")}</p> : <Rows alarms={others} timeZone={timeZone} />}
      {silent.length > 0 && (
        <details class="silent-alarms">
          <summary>{t("coop.suppressed-alarms", { count: silent.length })}</summary>
          <Rows alarms={silent} timeZone={timeZone} />
        </details>
      )}
    </>
  );
}

function Rows({ alarms, timeZone }: Pick<CoopAlarmListProps, "alarms" | "timeZone">) {
  return (
    <ul>
      {[...alarms].sort(byUrgency).map((alarm) => {
        const { place } = originOf(alarm.id);
        return (
          <li key={alarm.id} data-alarm={alarm.id} data-severity={alarm.severity} data-life-cycle={alarm.lifeCycle}>
            <a href={alarmsAddress(alarm.farm, alarm.id)}>
              <SeverityMark severity={alarm.severity} quiet={alarm.acknowledgement !== null || alarm.suppressed} />
              <strong>{titleOf(alarm.id)}</strong>
              {place !== "" && <span> · {placeName(place)}</span>}
              <small><time dateTime={alarm.raisedAt}>{when(alarm.raisedAt, timeZone)}</time> · {standingOf(alarm, timeZone)}</small>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
