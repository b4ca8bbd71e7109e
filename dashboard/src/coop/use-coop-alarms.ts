import { useComputed, useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { learnText } from "../alarms/rule-texts";
import { originOf } from "../alarms/ranking";
import type { Alarm, AlarmPage, Quantity, RulesAnswer } from "../contracts";
import { day, type Span, type View } from "../charts/view";
import { farmPath, get } from "../live/api";
import { live } from "../live/live";
import type { TimeTravel } from "./past/time-travel";

export interface CoopAlarms {
  /** Those whose time touches the charts' window, by when they were raised, newest first. */
  readonly alarms: ReadonlySignal<readonly Alarm[]>;
  /** What each rule looks at, to find the chart that an alarm belongs to. */
  readonly quantities: ReadonlySignal<ReadonlyMap<string, Quantity>>;
}

/** An alarm that was raised so long before the window and still lasted in it is found only while it is open. */
const leadSeconds = 7 * day;
const mostAlarms = 500;

/** The alarms of a coop around the charts' window, stored and live. */
export function useCoopAlarms(farm: string, coop: string, travel: TimeTravel): CoopAlarms {
  const stored = useSignal<readonly Alarm[]>([]);
  const quantities = useSignal<ReadonlyMap<string, Quantity>>(new Map());
  const view: View = travel.view.value;
  const snapshots = live.snapshots.value;
  useEffect(() => {
    const abort = new AbortController();
    const { from, to } = travel.span();
    const query = new URLSearchParams({ coop, from: timeOf(from - leadSeconds), to: timeOf(to + 60), limit: String(mostAlarms) });
    get<AlarmPage>(`${farmPath(farm)}/alarms?${query.toString()}`, abort.signal)
      .then(({ alarms }) => {
        for (const { alarm, title } of alarms) learnText(alarm.id, { title });
        stored.value = alarms.map(({ alarm }) => alarm);
      })
      .catch(() => { /* The charts stand without marks; what is open comes live. */ });
    return () => abort.abort();
  }, [farm, coop, view, snapshots, travel, stored]);
  useEffect(() => {
    const abort = new AbortController();
    get<RulesAnswer>(`${farmPath(farm)}/rules?${new URLSearchParams({ coop }).toString()}`, abort.signal)
      .then(({ rules }) => { quantities.value = new Map(rules.map(({ name, at }) => [name, at])); })
      .catch(() => { /* The same. */ });
    return () => abort.abort();
  }, [farm, coop, quantities]);

  const alarms = useComputed(() => {
    const open = [...live.alarms.value.open.values()].filter((alarm) => originOf(alarm.id).coop === coop);
    const byId = new Map([...stored.value, ...open].map((alarm) => [alarm.id, alarm]));
    return [...byId.values()].filter((alarm) => alarm.end !== "withdrawn" && alarm.end !== "superseded").sort((a, b) => b.raisedAt.localeCompare(a.raisedAt));
  });
  return { alarms, quantities };
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** When an alarm lasted, Unix seconds; without an end as long as the given present. */
export function spanOfAlarm({ raisedAt, endedAt }: Pick<Alarm, "raisedAt" | "endedAt">, nowSeconds: number): Span {
  const from = Date.parse(raisedAt) / 1000;
  return { from, to: endedAt === null ? Math.max(nowSeconds, from) : Date.parse(endedAt) / 1000 };
}

/** The alarms as they stood at a moment: raised by then and not yet over, and acknowledged only if that had been done by then. */
export function alarmsAt(alarms: readonly Alarm[], seconds: number): readonly Alarm[] {
  const by = (time: string) => Date.parse(time) / 1000 <= seconds;
  return alarms
    .filter(({ raisedAt, endedAt }) => by(raisedAt) && (endedAt === null || !by(endedAt)))
    .map((alarm) => {
      const acknowledgement = alarm.acknowledgement !== null && by(alarm.acknowledgement.at) ? alarm.acknowledgement : null;
      return { ...alarm, acknowledgement, shelf: null, endedAt: null, isActive: true, lifeCycle: acknowledgement === null ? "unacknowledged" as const : "acknowledged" as const };
    });
}
