import type { AlarmSeverity, CallOrder, OnCallHours, OnCallPlan, Weekday } from "../contracts";
import { fieldOf } from "../i18n/farm-time";

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const satisfies Weekday[];

/** The call order that is in force on the farm's clock: the first that has the severity and the hour; null for nobody. */
export function orderNow(plan: OnCallPlan, severity: AlarmSeverity, milliseconds: number, timeZone: string): CallOrder | null {
  const [day = "", time = ""] = fieldOf(milliseconds, timeZone).split("T");
  const weekday = (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
  return plan.callOrders.find((order) => order.severities.includes(severity) && order.hours.some((hours) => contains(hours, weekday, time))) ?? null;
}

function contains({ days, from, to }: OnCallHours, weekday: number, time: string): boolean {
  const [begin, end] = [from.slice(0, 5), to.slice(0, 5)];
  const on = (index: number) => days.some((day) => day === weekdays[(index + 7) % 7]);
  if (begin < end) return on(weekday) && time >= begin && time < end;
  return (on(weekday) && time >= begin) || (time < end && on(weekday - 1));
}
