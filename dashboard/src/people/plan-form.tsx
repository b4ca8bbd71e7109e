import { useSignal } from "@preact/signals";
import { isPersonKnown } from "../alarms/person-field";
import { person as whoIsHere } from "../alarms/person";
import type { CallOrder, Mistake, OnCallPlan, Person, VersionedPlan } from "../contracts";
import { t } from "../i18n/language";
import { farmPath, send } from "../live/api";
import { Mistakes, mistakesOf } from "./mistakes";
import { MinutesField } from "./minutes-field";
import { OrderFields } from "./order-fields";
import { weekdays } from "./on-call-now";
import { ReachField, reachesOf } from "./reach-field";

const always = { days: [...weekdays], from: "00:00:00", to: "00:00:00" };

/** The plan that a farm begins with: its first person, at all hours. */
export function firstPlan(people: readonly Person[], name: string): OnCallPlan {
  const [first] = reachesOf(people);
  return {
    callOrders: [{ name, severities: ["critical", "warning"], hours: [always], steps: first === undefined ? [] : [{ ...first, wait: "00:05:00" }] }],
    repeatCriticalAfter: "00:10:00", repeatWarningAfter: "02:00:00", warningIsCriticalAfter: "04:00:00", pagesAnHour: 12,
    digestAt: "07:00:00", digestTo: first === undefined ? [] : [first],
    tests: { days: [], at: "10:00:00", acknowledgeWithin: "00:30:00", longestGapDays: 7 }, instructions: "",
  };
}

export interface PlanFormProps {
  readonly farm: string;
  readonly version: number;
  readonly plan: OnCallPlan;
  readonly people: readonly Person[];
  readonly onDone: () => void;
}

/** Changes who is told, when and in which order; what the cloud refuses stands beside its field. */
export function PlanForm({ farm, version, plan, people, onDone }: PlanFormProps) {
  const draft = useSignal(plan);
  const mistakes = useSignal<readonly Mistake[]>([]);
  const busy = useSignal(false);
  const { callOrders, digestTo } = draft.value;
  const reaches = reachesOf(people);
  const change = (part: Partial<OnCallPlan>) => { draft.value = { ...draft.value, ...part }; };
  const changeOrder = (index: number, order: CallOrder) => change({ callOrders: callOrders.map((each, at) => (at === index ? order : each)) });
  const nightOf = (): CallOrder => ({
    name: t("plan.night"), severities: ["critical"], hours: [{ days: [...weekdays], from: "22:00:00", to: "06:00:00" }],
    steps: reaches.slice(0, 1).map((reach) => ({ ...reach, wait: "00:05:00" })),
  });

  const save = async () => {
    if (!isPersonKnown()) {
      mistakes.value = [{ field: "", sentence: { en: t("person.needed"), zhCn: t("person.needed") } }];
      return;
    }
    busy.value = true;
    mistakes.value = [];
    try {
      await send<VersionedPlan>("PUT", `${farmPath(farm)}/plan`, { version, changedBy: whoIsHere.value, plan: draft.value });
      onDone();
    } catch (error) {
      mistakes.value = mistakesOf(error);
    }
    busy.value = false;
  };
  const own = /^(callOrders\[\d+\]|repeat|warningIs|pagesAnHour|digest)/;
  return (
    <form class="act-form plan-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {callOrders.map((order, index) => (
        <OrderFields
          key={index} order={order} index={index} people={people} mistakes={mistakes.value} onChange={(changed) => changeOrder(index, changed)}
          onTakeOut={callOrders.length > 1 ? () => change({ callOrders: callOrders.filter((_, at) => at !== index) }) : null}
        />
      ))}
      {/* The first that is in force counts, so a watch for the night stands before one for all hours. */}
      <button type="button" data-add-order onClick={() => change({ callOrders: [nightOf(), ...callOrders] })}>{t("plan.add-order")}</button>
      <Mistakes of={mistakes.value} at={(field) => field === "callOrders"} />
      <fieldset class="wide">
        <legend>{t("plan.rounds")}</legend>
        <MinutesField name="repeatCriticalAfter" label={t("plan.repeat-critical")} span={draft.value.repeatCriticalAfter} mistakes={mistakes.value} onChange={(span) => change({ repeatCriticalAfter: span })} />
        <MinutesField name="repeatWarningAfter" label={t("plan.repeat-warning")} span={draft.value.repeatWarningAfter} mistakes={mistakes.value} onChange={(span) => change({ repeatWarningAfter: span })} />
        <MinutesField name="warningIsCriticalAfter" label={t("plan.warning-critical")} span={draft.value.warningIsCriticalAfter ?? "04:00:00"} mistakes={mistakes.value} onChange={(span) => change({ warningIsCriticalAfter: span })} />
        <label>{t("plan.pages-an-hour")} <input name="pagesAnHour" type="number" required value={draft.value.pagesAnHour} onInput={(event) => change({ pagesAnHour: event.currentTarget.valueAsNumber || 0 })} />
          <Mistakes of={mistakes.value} at={(field) => field === "pagesAnHour"} /></label>
      </fieldset>
      <fieldset class="wide">
        <legend>{t("plan.digest")}</legend>
        <label>{t("plan.digest-at")} <input name="digestAt" type="time" required value={draft.value.digestAt.slice(0, 5)} onInput={(event) => change({ digestAt: `${event.currentTarget.value}:00` })} /></label>
        {digestTo.map((reader, index) => (
          <div key={index} class="reader">
            <ReachField name="reader" label={t("plan.reader")} people={people} reach={reader} onChange={(reach) => change({ digestTo: digestTo.map((each, at) => (at === index ? reach : each)) })} />
            <button type="button" onClick={() => change({ digestTo: digestTo.filter((_, at) => at !== index) })}>{t("people.take-out")}</button>
          </div>
        ))}
        {reaches[0] !== undefined && <button type="button" onClick={() => change({ digestTo: [...digestTo, ...reaches.slice(0, 1)] })}>{t("plan.add-reader")}</button>}
        <Mistakes of={mistakes.value} at={(field) => field.startsWith("digest")} />
      </fieldset>
      <div class="ends">
        <button type="submit" class="primary" data-save-plan disabled={busy.value}>{t("plan.save")}</button>
        <button type="button" onClick={onDone}>{t("people.cancel")}</button>
      </div>
      <Mistakes of={mistakes.value} at={(field) => field !== "callOrders" && !own.test(field)} />
    </form>
  );
}
