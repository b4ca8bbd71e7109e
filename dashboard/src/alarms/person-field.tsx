import { useSignal } from "@preact/signals";
import { t } from "../i18n/language";
import { person, rememberPerson } from "./person";

export const personFieldId = "person";

/** Asks once who works at this screen, for the log. */
export function PersonField() {
  const changing = useSignal(false);
  const name = person.value;
  if (name !== "" && !changing.value) {
    return (
      <p class="person">
        {t("person.is", { name })} <button type="button" onClick={() => { changing.value = true; }}>{t("person.change")}</button>
      </p>
    );
  }
  return (
    <form
      class="person"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get("name");
        rememberPerson(typeof given === "string" ? given : "");
        changing.value = false;
      }}
    >
      <label for={personFieldId}>{t("person.name")}</label>
      <input id={personFieldId} name="name" autocomplete="name" maxLength={100} required defaultValue={name} />
      <button type="submit">{t("person.keep")}</button>
    </form>
  );
}

/** Whether somebody has said who they are; if not, leads to where they can. */
export function isPersonKnown(): boolean {
  if (person.value !== "") return true;
  document.getElementById(personFieldId)?.focus();
  return false;
}
