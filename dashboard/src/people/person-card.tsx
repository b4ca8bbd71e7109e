import { useSignal } from "@preact/signals";
import { isPersonKnown } from "../alarms/person-field";
import { person as whoIsHere } from "../alarms/person";
import type { DeliveryEntry, Mistake, Person, Trial } from "../contracts";
import { languages, isLanguage, t } from "../i18n/language";
import { languageOf, said } from "../i18n/said";
import { farmPath, remove, send } from "../live/api";
import { channelNames } from "./channel-names";
import { stateWords } from "./delivery-list";
import { Mistakes, mistakesOf } from "./mistakes";

export interface PersonCardProps {
  readonly farm: string;
  readonly person: Person;
  readonly deliveries: readonly DeliveryEntry[];
  readonly onEdit: () => void;
  readonly onChange: () => void;
}

/** A person, how they are reached, and whether that works. */
export function PersonCard({ farm, person, deliveries, onEdit, onChange }: PersonCardProps) {
  const trials = useSignal<ReadonlyMap<string, string>>(new Map());
  const mistakes = useSignal<readonly Mistake[]>([]);
  const path = `${farmPath(farm)}/people/${encodeURIComponent(person.id)}`;

  const attempt = async (contact: string) => {
    if (!isPersonKnown()) {
      mistakes.value = mistakesOf(null).map((mistake) => ({ ...mistake, sentence: { en: t("person.needed"), zhCn: t("person.needed") } }));
      return;
    }
    mistakes.value = [];
    try {
      const { id } = await send<Trial>("POST", `${path}/trials`, { contact, by: whoIsHere.value });
      trials.value = new Map([...trials.value, [contact, id]]);
      onChange();
    } catch (error) {
      mistakes.value = mistakesOf(error);
    }
  };
  const drop = async () => {
    try {
      await remove(path);
      onChange();
    } catch (error) {
      mistakes.value = mistakesOf(error);
    }
  };
  return (
    <article class="person-card" data-person={person.id}>
      <header>
        <h3>{person.name}</h3>
        {person.role !== null && <span class="role">{person.role}</span>}
        <span class="role">{isLanguage(person.language) ? languages[person.language] : person.language}</span>
      </header>
      {person.phone !== null && <p><a href={`tel:${person.phone}`}>{person.phone}</a></p>}
      {person.contacts.length === 0 && <p class="nothing">{t("people.no-contact")}</p>}
      <ul>
        {person.contacts.map((contact) => {
          const trial = deliveries.find(({ id }) => id === trials.value.get(contact.name));
          return (
            <li key={contact.name} data-contact={contact.name}>
              <span class="reach"><strong>{t(channelNames[contact.channel])}</strong> <span class="address">{contact.channel === "push" ? contact.name : contact.address}</span></span>
              <button type="button" data-try onClick={() => void attempt(contact.name)}>{t("people.try")}</button>
              {trials.value.has(contact.name) && (
                <p role="status" class="trial" data-trial={trial?.state ?? "waiting"}>
                  <DeliveryMark state={trial?.state ?? "waiting"} problem={trial?.problem ?? null} />
                  {t(trial === undefined || (trial.state === "waiting" && trial.problem === null) ? "people.trial-under-way" : stateWords(trial))}
                  {trial?.problem != null && <> <q lang={languageOf(trial.problem)}>{said(trial.problem)}</q></>}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      <p class="ends">
        <button type="button" data-edit onClick={onEdit}>{t("people.edit")}</button>
        <button type="button" onClick={() => void drop()}>{t("people.remove")}</button>
      </p>
      <Mistakes of={mistakes.value} at={() => true} />
    </article>
  );
}

/** A shape of its own for each way that it can go. */
export function DeliveryMark({ state, problem }: { readonly state: DeliveryEntry["state"]; readonly problem: string | null }) {
  const shape = state === "delivered" ? "✓" : state === "refused" ? "✕" : state === "overtaken" ? "–" : problem === null ? "…" : "↻";
  return <span aria-hidden="true" class="mark">{shape} </span>;
}
