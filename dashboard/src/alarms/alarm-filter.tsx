import type { Signal } from "@preact/signals";
import type { Alarm } from "../contracts";
import { t } from "../i18n/language";
import { coopName } from "../names";
import { inOrder } from "../ui/place-in-app";
import { isSuppressed, needsSomebody, originOf } from "./ranking";
import { severityNames } from "./severity-mark";

/** Which alarms a list shows; "" for any. */
export interface Filter {
  readonly state: "open" | "waiting" | "suppressed" | "all";
  readonly severity: "" | Alarm["severity"];
  readonly coop: string;
}

export const everyOpen: Filter = { state: "open", severity: "", coop: "" };

export function passes(alarm: Alarm, { state, severity, coop }: Filter): boolean {
  return (state === "all" || isSuppressed(alarm) === (state === "suppressed"))
    && (state !== "waiting" || needsSomebody(alarm))
    && (severity === "" || alarm.severity === severity)
    && (coop === "" || originOf(alarm.id).coop === coop);
}

const states = { open: "filter.open", waiting: "filter.waiting", suppressed: "filter.suppressed", all: "filter.all" } as const;

export interface AlarmFilterProps {
  readonly filter: Signal<Filter>;
  readonly coops: readonly string[];
}

export function AlarmFilter({ filter, coops }: AlarmFilterProps) {
  const { state, severity, coop } = filter.value;
  return (
    <div class="alarm-filter" role="group" aria-label={t("filter.label")}>
      <div class="choice">
        {(["open", "waiting", "suppressed", "all"] as const).map((each) => (
          <button key={each} type="button" aria-pressed={state === each} onClick={() => { filter.value = { ...filter.value, state: each }; }}>{t(states[each])}</button>
        ))}
      </div>
      <select
        aria-label={t("filter.severity")} value={severity}
        onChange={(event) => { filter.value = { ...filter.value, severity: event.currentTarget.value as Filter["severity"] }; }}
      >
        <option value="">{t("filter.any-severity")}</option>
        {(["critical", "warning", "information"] as const).map((each) => <option key={each} value={each}>{t(severityNames[each])}</option>)}
      </select>
      <select aria-label={t("filter.coop")} value={coop} onChange={(event) => { filter.value = { ...filter.value, coop: event.currentTarget.value }; }}>
        <option value="">{t("coop.all")}</option>
        {inOrder(coops, (each) => each).map((each) => <option key={each} value={each}>{coopName(each)}</option>)}
      </select>
    </div>
  );
}
