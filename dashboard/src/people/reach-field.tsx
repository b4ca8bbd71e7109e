import type { DigestReader, Person } from "../contracts";
import { t } from "../i18n/language";
import { channelNames } from "./channel-names";

/** Every way to reach somebody. */
export function reachesOf(people: readonly Person[]): readonly DigestReader[] {
  return people.flatMap(({ id, contacts }) => contacts.map(({ name }) => ({ person: id, contact: name })));
}

export interface ReachFieldProps {
  readonly name: string;
  readonly label: string;
  readonly people: readonly Person[];
  readonly reach: DigestReader;
  readonly onChange: (reach: DigestReader) => void;
}

/** Somebody, by one of the ways to reach them. */
export function ReachField({ name, label, people, reach, onChange }: ReachFieldProps) {
  const reaches = reachesOf(people);
  const index = reaches.findIndex(({ person, contact }) => person === reach.person && contact === reach.contact);
  return (
    <label>{label} <select name={name} value={String(index)} onChange={(event) => { const chosen = reaches[Number(event.currentTarget.value)]; if (chosen !== undefined) onChange(chosen); }}>
      {index < 0 && <option value="-1">{reach.person}</option>}
      {people.flatMap((person) => person.contacts.map((contact) => {
        const at = reaches.findIndex((each) => each.person === person.id && each.contact === contact.name);
        return <option key={at} value={String(at)}>{person.name} · {t(channelNames[contact.channel])}</option>;
      }))}
    </select></label>
  );
}
