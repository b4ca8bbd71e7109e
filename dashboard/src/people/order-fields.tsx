import { severityNames } from "../alarms/severity-mark";
import type { CallOrder, CallStep, Mistake, OnCallHours, Person } from "../contracts";
import { t } from "../i18n/language";
import { dayNames } from "./day-names";
import { Mistakes } from "./mistakes";
import { MinutesField } from "./minutes-field";
import { weekdays } from "./on-call-now";
import { ReachField, reachesOf } from "./reach-field";

export interface OrderFieldsProps {
  readonly order: CallOrder;
  readonly index: number;
  readonly people: readonly Person[];
  readonly mistakes: readonly Mistake[];
  readonly onChange: (order: CallOrder) => void;
  /** Null where it is the only one. */
  readonly onTakeOut: (() => void) | null;
}

/** One watch: for which alarms, when, and who one after the other. */
export function OrderFields({ order, index, people, mistakes, onChange, onTakeOut }: OrderFieldsProps) {
  const field = `callOrders[${index}]`;
  const changeHours = (at: number, part: Partial<OnCallHours>) => onChange({ ...order, hours: order.hours.map((hours, each) => (each === at ? { ...hours, ...part } : hours)) });
  const changeStep = (at: number, part: Partial<CallStep>) => onChange({ ...order, steps: order.steps.map((step, each) => (each === at ? { ...step, ...part } : step)) });
  const [another] = reachesOf(people).filter(({ person }) => !order.steps.some((step) => step.person === person)).concat(reachesOf(people));
  const toggled = <T,>(all: readonly T[], one: T): T[] => (all.includes(one) ? all.filter((each) => each !== one) : [...all, one]);
  return (
    <fieldset class="wide order-fields" data-order-fields={index}>
      <legend>{order.name}</legend>
      <label>{t("plan.order-name")} <input name="orderName" required maxLength={64} value={order.name} onInput={(event) => onChange({ ...order, name: event.currentTarget.value })} />
        <Mistakes of={mistakes} at={(each) => each === `${field}.name`} /></label>
      <div class="toggles" role="group" aria-label={t("plan.for-alarms")}>
        {(["critical", "warning"] as const).map((severity) => (
          <button key={severity} type="button" aria-pressed={order.severities.includes(severity)} onClick={() => onChange({ ...order, severities: toggled(order.severities, severity) })}>{t(severityNames[severity])}</button>
        ))}
      </div>
      <Mistakes of={mistakes} at={(each) => each === `${field}.severities`} />
      {order.hours.map((hours, at) => (
        <div key={at} class="hours-fields">
          <div class="toggles" role="group" aria-label={t("plan.days")}>
            {weekdays.map((day) => <button key={day} type="button" data-day={day} aria-pressed={hours.days.includes(day)} onClick={() => changeHours(at, { days: toggled(hours.days, day) })}>{t(dayNames[day])}</button>)}
          </div>
          <label>{t("plan.from")} <input name="from" type="time" required value={hours.from.slice(0, 5)} onInput={(event) => changeHours(at, { from: `${event.currentTarget.value}:00` })} /></label>
          <label>{t("plan.to")} <input name="to" type="time" required value={hours.to.slice(0, 5)} onInput={(event) => changeHours(at, { to: `${event.currentTarget.value}:00` })} /></label>
          {hours.from === hours.to && <span class="hint">{t("plan.all-day-hint")}</span>}
        </div>
      ))}
      <Mistakes of={mistakes} at={(each) => each === `${field}.hours`} />
      <ol class="step-fields">
        {order.steps.map((step, at) => (
          <li key={at} data-step-fields={at}>
            <ReachField name="step" label={t("plan.step", { number: at + 1 })} people={people} reach={step} onChange={(reach) => changeStep(at, reach)} />
            <MinutesField name={`${field}.steps[${at}].wait`} label={t("plan.wait")} span={step.wait} mistakes={mistakes} onChange={(wait) => changeStep(at, { wait })} />
            {order.steps.length > 1 && <button type="button" onClick={() => onChange({ ...order, steps: order.steps.filter((_, each) => each !== at) })}>{t("people.take-out")}</button>}
            <Mistakes of={mistakes} at={(each) => each === `${field}.steps[${at}]`} />
          </li>
        ))}
      </ol>
      <Mistakes of={mistakes} at={(each) => each === `${field}.steps`} />
      <div class="ends">
        {another !== undefined && <button type="button" data-add-step onClick={() => onChange({ ...order, steps: [...order.steps, { ...another, wait: "00:05:00" }] })}>{t("plan.add-step")}</button>}
        {onTakeOut !== null && <button type="button" onClick={onTakeOut}>{t("plan.take-order-out")}</button>}
      </div>
    </fieldset>
  );
}
