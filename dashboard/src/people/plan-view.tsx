import { SeverityMark, severityNames } from "../alarms/severity-mark";
import type { CallOrder, OnCallHours, OnCallPlan, Person } from "../contracts";
import { formatLength } from "../i18n/format";
import { t } from "../i18n/language";
import { now } from "../live/live";
import { channelNames } from "./channel-names";
import { orderNow, weekdays } from "./on-call-now";
import { minutesOf } from "./spans";
import { dayNames } from "./day-names";

export interface PlanViewProps {
  readonly plan: OnCallPlan;
  readonly people: readonly Person[];
  readonly timeZone: string;
}

/** Who is told of an alarm, one after the other, with the watch that is in force now. */
export function PlanView({ plan, people, timeZone }: PlanViewProps) {
  const current = now.value === null ? null : orderNow(plan, "critical", now.value, timeZone)?.name ?? null;
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  return (
    <div class="plan-view">
      {plan.callOrders.map((order) => <Order key={order.name} order={order} isNow={order.name === current} people={people} />)}
      <ul class="rounds">
        <li>{t("plan.repeat", { critical: lengthOf(plan.repeatCriticalAfter), warning: lengthOf(plan.repeatWarningAfter) })}</li>
        <li>{plan.warningIsCriticalAfter === null ? t("plan.never-critical") : t("plan.becomes-critical", { length: lengthOf(plan.warningIsCriticalAfter) })}</li>
        <li>{plan.digestTo.length === 0 ? t("plan.no-readers") : t("plan.readers", { people: plan.digestTo.map(({ person }) => nameOf(person)).join(" · "), time: plan.digestAt.slice(0, 5) })}</li>
      </ul>
    </div>
  );
}

function Order({ order, isNow, people }: { readonly order: CallOrder; readonly isNow: boolean; readonly people: readonly Person[] }) {
  return (
    <article class="call-order" data-order={order.name} data-now={isNow}>
      <header>
        <h3>{order.name}</h3>
        {isNow && <span class="now">{t("plan.now")}</span>}
        <span class="severities">{order.severities.map((severity) => <span key={severity}><SeverityMark severity={severity} quiet /> {t(severityNames[severity])}</span>)}</span>
      </header>
      <ul class="hours">{order.hours.map((hours, index) => <li key={index}>{hoursIn(hours)}</li>)}</ul>
      <ol>
        {order.steps.map(({ person, contact, wait }, index) => {
          const found = people.find(({ id }) => id === person);
          const channel = found?.contacts.find(({ name }) => name === contact)?.channel;
          const isLast = index === order.steps.length - 1;
          return (
            <li key={index}>
              <strong>{found?.name ?? person}</strong> <span class="by">{channel === undefined ? contact : t(channelNames[channel])}</span>
              {!isLast && <small>{minutesOf(wait) === 0 ? t("plan.at-once") : t("plan.then-after", { length: lengthOf(wait) })}</small>}
            </li>
          );
        })}
      </ol>
    </article>
  );
}

function lengthOf(span: string): string {
  return formatLength(Math.round(minutesOf(span) * 60));
}

function hoursIn({ days, from, to }: OnCallHours): string {
  const on = weekdays.every((day) => days.includes(day)) ? t("plan.every-day") : weekdays.filter((day) => days.includes(day)).map((day) => t(dayNames[day])).join(" ");
  return from === to ? t("plan.whole-day", { days: on }) : `${on} ${from.slice(0, 5)}–${to.slice(0, 5)}`;
}
