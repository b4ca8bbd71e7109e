import { useSignal } from "@preact/signals";
import type { ChannelKind, Contact, Mistake, Person } from "../contracts";
import type { MessageKey } from "../i18n/en";
import { language, languages, t } from "../i18n/language";
import { farmPath, send } from "../live/api";
import { channelNames, channels, isChannel, secretChannels } from "./channel-names";
import { Mistakes, mistakesOf } from "./mistakes";
import { browserName, PushError, subscribe, type PushTrouble } from "./this-browser";

const troubleWords = {
  refused: "people.push-refused", unable: "people.push-unable", "no-service": "people.push-no-service",
} as const satisfies Record<PushTrouble, MessageKey>;

const newContact: Contact = { name: "", channel: "mail", address: "", secret: null };

export interface PersonFormProps {
  readonly farm: string;
  /** The one to change; null for somebody new. */
  readonly person: Person | null;
  readonly others: readonly Person[];
  readonly onDone: () => void;
}

/** A person and the ways to reach them. */
export function PersonForm({ farm, person, others, onDone }: PersonFormProps) {
  const draft = useSignal<Person>(person ?? { id: "", name: "", language: language.value, phone: null, role: null, contacts: [newContact] });
  const mistakes = useSignal<readonly Mistake[]>([]);
  const busy = useSignal(false);
  const trouble = useSignal<PushTrouble | null>(null);
  const { name, phone, role, contacts } = draft.value;
  const change = (part: Partial<Person>) => { draft.value = { ...draft.value, ...part }; };
  const changeContact = (index: number, part: Partial<Contact>) =>
    change({ contacts: contacts.map((contact, at) => (at === index ? { ...contact, ...part } : contact)) });
  const orNull = (text: string) => (text.trim() === "" ? null : text);

  const save = async () => {
    busy.value = true;
    mistakes.value = [];
    const id = person?.id ?? freeId(name.trim(), others);
    const named = contacts.map((contact, index) => ({ ...contact, name: contact.name === "" ? freeName(contact.channel, contacts, index) : contact.name }));
    try {
      await send<Person>("PUT", `${farmPath(farm)}/people/${encodeURIComponent(id)}`, { ...draft.value, id, name: name.trim(), contacts: named });
      onDone();
    } catch (error) {
      mistakes.value = mistakesOf(error);
    }
    busy.value = false;
  };
  const tellThisBrowser = async () => {
    trouble.value = null;
    try {
      const address = await subscribe();
      const kept = draft.value.contacts.filter((contact) => contact.channel !== "mail" || contact.address !== "");
      change({ contacts: [...kept, { name: freeBrowserName(kept), channel: "push", address, secret: null }] });
    } catch (error) {
      trouble.value = error instanceof PushError ? error.trouble : "no-service";
    }
  };
  return (
    <form class="act-form person-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <label>{t("people.name")} <input name="person" required maxLength={60} value={name} onInput={(event) => change({ name: event.currentTarget.value })} />
        <Mistakes of={mistakes.value} at={(field) => field === "name" || field === "id"} /></label>
      <label>{t("app.language")} <select name="language" value={draft.value.language} onChange={(event) => change({ language: event.currentTarget.value })}>
        {Object.entries(languages).map(([tag, each]) => <option key={tag} value={tag}>{each}</option>)}
      </select></label>
      <label>{t("people.phone")} <input name="phone" type="tel" maxLength={100} value={phone ?? ""} onInput={(event) => change({ phone: orNull(event.currentTarget.value) })} /></label>
      <label>{t("people.role")} <input name="role" maxLength={100} value={role ?? ""} onInput={(event) => change({ role: orNull(event.currentTarget.value) })} /></label>
      {contacts.map((contact, index) => contact.channel === "push" ? (
        <fieldset key={index} class="wide contact" data-push={contact.name}>
          <legend>{t("people.contact")}</legend>
          <p class="wide"><strong>{t("channel.push")}</strong> {contact.name}</p>
          {contacts.length > 1 && <button type="button" onClick={() => change({ contacts: contacts.filter((_, at) => at !== index) })}>{t("people.take-out")}</button>}
          <Mistakes of={mistakes.value} at={(field) => field.startsWith(`contacts[${index}]`)} />
        </fieldset>
      ) : (
        <fieldset key={index} class="wide contact">
          <legend>{t("people.contact")}</legend>
          <label>{t("people.channel")} <select
            name="channel" value={contact.channel}
            onChange={(event) => { if (isChannel(event.currentTarget.value)) changeContact(index, { channel: event.currentTarget.value, name: "" }); }}
          >
            {channels.map((each) => <option key={each} value={each}>{t(channelNames[each])}</option>)}
          </select></label>
          <label class="wide">{t("people.address")} <input
            name="address" required maxLength={2_000} value={contact.address} inputMode={contact.channel === "mail" ? "email" : "text"}
            onInput={(event) => changeContact(index, { address: event.currentTarget.value })}
          /></label>
          {secretChannels.includes(contact.channel) && (
            <label>{t("people.secret")} <input
              name="secret" type="password" autocomplete="off" maxLength={500} placeholder={person === null ? "" : t("people.secret-kept")}
              onInput={(event) => changeContact(index, { secret: orNull(event.currentTarget.value) })}
            /></label>
          )}
          {contacts.length > 1 && <button type="button" onClick={() => change({ contacts: contacts.filter((_, at) => at !== index) })}>{t("people.take-out")}</button>}
          <Mistakes of={mistakes.value} at={(field) => field.startsWith(`contacts[${index}]`)} />
        </fieldset>
      ))}
      <div class="ends">
        <button type="button" onClick={() => change({ contacts: [...contacts, newContact] })}>{t("people.another-contact")}</button>
        <button type="button" data-this-browser onClick={() => void tellThisBrowser()}>{t("people.this-browser")}</button>
        <button type="submit" class="primary" disabled={busy.value}>{t("people.save")}</button>
        <button type="button" onClick={onDone}>{t("people.cancel")}</button>
      </div>
      {trouble.value !== null && <p role="alert" class="mistake" data-push-trouble={trouble.value}>{t(troubleWords[trouble.value])}</p>}
      <Mistakes of={mistakes.value} at={(field) => !["name", "id"].includes(field) && !field.startsWith("contacts[")} />
    </form>
  );
}

function freeId(name: string, others: readonly Person[]): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? name : `${name} ${number}`;
    if (!others.some((other) => other.id === id)) return id;
  }
}

function freeName(channel: ChannelKind, contacts: readonly Contact[], index: number): string {
  const before = contacts.slice(0, index).filter((contact) => contact.channel === channel).length;
  return before === 0 ? channel : `${channel}-${before + 1}`;
}

function freeBrowserName(contacts: readonly Contact[]): string {
  const name = browserName(navigator.userAgent);
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name} ${number}`;
    if (!contacts.some((contact) => contact.name === free)) return free;
  }
}
