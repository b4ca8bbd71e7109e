import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { PersonField } from "../alarms/person-field";
import type { Person } from "../contracts";
import { t } from "../i18n/language";
import { live } from "../live/live";
import { keysAddress } from "../routes";
import { currentFarm } from "../ui/place-in-app";
import { StateMessage } from "../ui/state-message";
import { DeliveryList } from "./delivery-list";
import { PersonCard } from "./person-card";
import { PersonForm } from "./person-form";
import { firstPlan, PlanForm } from "./plan-form";
import { PlanView } from "./plan-view";
import { useOnCall } from "./use-people";
import "./people.css";

/** Whom alarms wake: the plan, the people, and whether messages reach them. */
export function PeoplePage({ farm }: { readonly farm: string }) {
  const version = useSignal(0);
  const state = useOnCall(farm, version.value).value;
  const editing = useSignal<Person | "new" | "plan" | null>(null);
  const title = `${t("people.title")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "farm", farm }), [farm]);
  if (state.kind === "loading") return <StateMessage title={t("people.loading")} busy />;
  if (state.kind === "problem") return <StateMessage title={t("people.failed")} hint={state.problem.status === 0 ? t("act.unreachable") : state.problem.message} />;

  const { people, plan, deliveries } = state.value;
  const timeZone = currentFarm.value?.timeZone ?? "UTC";
  const reload = () => { version.value++; };
  const done = () => {
    editing.value = null;
    reload();
  };
  const canBeReached = people.some(({ contacts }) => contacts.length > 0);
  return (
    <div class="people-page">
      <header>
        <h1>{t("people.title")}</h1>
        <a href={keysAddress}>{t("keys.title")}</a>
        <PersonField />
      </header>
      <section class="on-call-plan" aria-labelledby="plan-title">
        <header>
          <h2 id="plan-title">{t("plan.who")}</h2>
          {editing.value !== "plan" && canBeReached && (
            <button type="button" class={plan === null ? "primary" : undefined} data-edit-plan onClick={() => { editing.value = "plan"; }}>{t(plan === null ? "plan.make" : "plan.edit")}</button>
          )}
        </header>
        {plan === null && editing.value !== "plan" && <p class="no-plan"><strong>{t("nobody.on-call")}</strong> {t(canBeReached ? "plan.none-hint" : "plan.people-first")}</p>}
        {editing.value === "plan"
          ? <PlanForm farm={farm} version={plan?.version ?? 0} plan={plan?.plan ?? firstPlan(people, t("plan.all-hours"))} people={people} onDone={done} />
          : plan !== null && <PlanView plan={plan.plan} people={people} timeZone={timeZone} />}
      </section>
      <section aria-labelledby="people-title">
        <header>
          <h2 id="people-title">{t("nav.people")}</h2>
          {editing.value !== "new" && <button type="button" class={people.length === 0 ? "primary" : undefined} data-add-person onClick={() => { editing.value = "new"; }}>{t("people.add")}</button>}
        </header>
        {editing.value === "new" && <PersonForm farm={farm} person={null} others={people} onDone={done} />}
        {people.length === 0 && editing.value !== "new" && <p class="nothing">{t("people.none")}</p>}
        <div class="people-cards">
          {people.map((person) => editing.value !== null && typeof editing.value === "object" && editing.value.id === person.id
            ? <PersonForm key={person.id} farm={farm} person={person} others={people} onDone={done} />
            : <PersonCard key={person.id} farm={farm} person={person} deliveries={deliveries} onEdit={() => { editing.value = person; }} onChange={reload} />)}
        </div>
      </section>
      <DeliveryList deliveries={deliveries} people={people} timeZone={timeZone} />
    </div>
  );
}
