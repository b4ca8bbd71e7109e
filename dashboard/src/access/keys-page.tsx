import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { KeyEntry, NewKey, Session } from "../contracts";
import { formatWhen } from "../i18n/format";
import { t } from "../i18n/language";
import { get, ProblemError, remove, send } from "../live/api";
import { live } from "../live/live";
import { currentFarm } from "../ui/place-in-app";
import { StateMessage } from "../ui/state-message";
import "./access.css";

const kinds = ["screen", "person"] as const satisfies readonly KeyEntry["kind"][];
const kindNames = { screen: "keys.screen", person: "keys.person" } as const;

/** Which browsers and screens may look and act: making keys, and revoking them. */
export function KeysPage() {
  const version = useSignal(0);
  const keys = useSignal<readonly KeyEntry[] | null>(null);
  const session = useSignal<Session | null>(null);
  const made = useSignal<NewKey | null>(null);
  const revoking = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const title = `${t("keys.title")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  const farm = currentFarm.value?.farm;
  useEffect(() => { if (farm !== undefined) live.follow({ kind: "farm", farm }); }, [farm]);
  const tell = (error: unknown) => { problem.value = error instanceof ProblemError && error.status !== 0 ? error.message : t("act.unreachable"); };
  useEffect(() => {
    const abort = new AbortController();
    Promise.all([get<Session>("/api/session", abort.signal), get<KeyEntry[]>("/api/keys", abort.signal)])
      .then(([of, list]) => { [session.value, keys.value] = [of, list]; })
      .catch((error: unknown) => { if (!abort.signal.aborted) tell(error); });
    return () => abort.abort();
  }, [version.value]);

  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    try {
      made.value = await send<NewKey>("POST", "/api/keys", { name: data.get("name"), kind: data.get("kind") });
      problem.value = null;
      form.reset();
      version.value++;
    } catch (error) {
      tell(error);
    }
  };
  const revoke = async ({ id }: KeyEntry) => {
    revoking.value = null;
    try {
      await remove(`/api/keys/${encodeURIComponent(id)}`);
      if (made.value?.entry.id === id) made.value = null;
      problem.value = null;
      version.value++;
    } catch (error) {
      tell(error);
    }
  };

  if (keys.value === null) return <StateMessage title={problem.value === null ? t("keys.loading") : t("keys.failed")} hint={problem.value ?? undefined} busy={problem.value === null} />;
  const timeZone = currentFarm.value?.timeZone ?? "UTC";
  return (
    <div class="keys-page">
      <header><h1>{t("keys.title")}</h1></header>
      <p>{t("keys.what")} {session.value?.required === false && <strong>{t("keys.not-required")}</strong>}</p>
      {problem.value !== null && <p role="alert">{problem.value}</p>}
      <section aria-labelledby="new-key">
        <h2 id="new-key">{t("keys.new")}</h2>
        <form class="new-key" onSubmit={(event) => void make(event)}>
          <label>{t("keys.name")} <input name="name" required maxLength={60} autoComplete="off" placeholder={t("keys.name-example")} /></label>
          <fieldset>
            <legend>{t("keys.may")}</legend>
            {kinds.map((kind, index) => <label key={kind}><input type="radio" name="kind" value={kind} defaultChecked={index === 0} /> {t(kindNames[kind])}</label>)}
          </fieldset>
          <button type="submit" class="primary">{t("keys.make")}</button>
        </form>
        {made.value !== null && <Made key={made.value.entry.id} made={made.value} />}
      </section>
      <section aria-labelledby="valid-keys">
        <h2 id="valid-keys">{t("keys.valid")}</h2>
        {keys.value.length === 0 && <p class="nothing">{t("keys.none")}</p>}
        <ul class="key-list">
          {keys.value.map((key) => (
            <li key={key.id} data-key={key.kind}>
              <strong>{key.name}</strong>
              <span>{t(kindNames[key.kind])}{key.isYours && <> · <em>{t("keys.yours")}</em></>}</span>
              <small>
                {t("keys.made-at", { when: formatWhen(Date.parse(key.createdAt), Date.now(), timeZone) })} · {key.usedAt === null ? t("keys.never-used") : t("keys.used-at", { when: formatWhen(Date.parse(key.usedAt), Date.now(), timeZone) })}
              </small>
              {revoking.value === key.id
                ? <span class="sure"><button type="button" class="primary" data-revoke-surely onClick={() => void revoke(key)}>{t("keys.revoke-surely")}</button> <button type="button" onClick={() => { revoking.value = null; }}>{t("people.cancel")}</button></span>
                : <button type="button" data-revoke onClick={() => { revoking.value = key.id; }} aria-label={t("keys.revoke-this", { name: key.name })}>{t("keys.revoke")}</button>}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** The link of a new key, once. */
function Made({ made }: { readonly made: NewKey }) {
  const copied = useSignal(false);
  const link = `${location.origin}${made.entry.kind === "screen" ? "/wall" : "/"}#key=${made.key}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      copied.value = true;
    } catch {
      // Without HTTPS a browser has no clipboard for scripts: the field is there to copy from.
    }
  };
  return (
    <div class="made" role="status">
      <p>{t("keys.open-once", { name: made.entry.name })}</p>
      <p><input readOnly value={link} aria-label={t("keys.link")} data-link onFocus={(event) => event.currentTarget.select()} /> <button type="button" onClick={() => void copy()}>{t(copied.value ? "keys.copied" : "keys.copy")}</button></p>
    </div>
  );
}
