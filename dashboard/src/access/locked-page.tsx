import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/language";
import { ProblemError } from "../live/api";
import { LanguageChoice } from "../ui/language-choice";
import { keyProblem, takeKey } from "./access";
import "./access.css";

/** Stands in place of everything while this browser has no valid key, and takes one. */
export function LockedPage() {
  const problem = useSignal<unknown>(keyProblem.value);
  const title = `${t("locked.title")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget instanceof HTMLFormElement ? new FormData(event.currentTarget) : null;
    try {
      await takeKey(String(form?.get("key") ?? ""));
      // Everything was refused until now: the page begins again.
      location.reload();
    } catch (error) {
      problem.value = error;
    }
  };
  return (
    <section class="locked">
      <header><h1>{t("locked.title")}</h1><LanguageChoice /></header>
      <p>{t("locked.why")}</p>
      <form onSubmit={(event) => void onSubmit(event)}>
        <label>{t("locked.key")} <input name="key" required autoComplete="off" autoCapitalize="off" spellcheck={false} /></label>
        <button type="submit" class="primary">{t("locked.open")}</button>
        {problem.value !== null && <p role="alert">{problem.value instanceof ProblemError && problem.value.status !== 0 ? problem.value.message : t("act.unreachable")}</p>}
      </form>
      <p class="hint">{t("locked.first")} <code>./roost key</code></p>
    </section>
  );
}
