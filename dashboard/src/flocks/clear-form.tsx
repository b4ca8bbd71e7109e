import { useSignal } from "@preact/signals";
import { isPersonKnown } from "../alarms/person-field";
import { person } from "../alarms/person";
import type { Clearing, Flock } from "../contracts";
import { t } from "../i18n/language";
import { farmPath, ProblemError, send } from "../live/api";
import { flockPath } from "./flocks-api";

export interface ClearFormProps {
  readonly farm: string;
  readonly flock: Flock;
  readonly today: string;
  readonly onCleared: () => void;
}

/** Says how the flock left; the house stands empty from then on. */
export function ClearForm({ farm, flock, today, onCleared }: ClearFormProps) {
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const { clearing, placement } = flock;

  const clear = async (form: HTMLFormElement) => {
    if (!isPersonKnown()) {
      problem.value = t("person.needed");
      return;
    }
    const given = new FormData(form);
    const number = (name: string) => {
      const text = String(given.get(name) ?? "").trim();
      return text === "" ? null : Number(text);
    };
    const said: Clearing = {
      clearedOn: String(given.get("clearedOn")), birdsDelivered: number("birds"), deliveredKilograms: number("kilograms"), feedLeftKilograms: number("feed"),
    };
    busy.value = true;
    problem.value = null;
    try {
      await send<Flock>("PUT", `${farmPath(farm)}${flockPath(flock.id)}/clearing`, { clearing: said, by: person.value, why: given.get("why") });
      onCleared();
    } catch (error) {
      problem.value = error instanceof ProblemError && error.status !== 0 ? error.message : t("act.unreachable");
    }
    busy.value = false;
  };
  const field = (name: string, label: string, value: number | null) => (
    <label>{label} <input name={name} type="number" inputMode="decimal" min={0} step="any" defaultValue={value === null ? "" : String(value)} /></label>
  );
  return (
    <details class="clear-form">
      <summary>{clearing === null ? t("flocks.clear") : t("flocks.clear-again")}</summary>
      <form class="act-form" onSubmit={(event) => { event.preventDefault(); void clear(event.currentTarget); }}>
        <label>{t("flocks.cleared-on")} <input name="clearedOn" type="date" required min={placement.placedOn} max={today} defaultValue={clearing?.clearedOn ?? today} /></label>
        {field("birds", t("flocks.delivered"), clearing?.birdsDelivered ?? null)}
        {field("kilograms", t("flocks.delivered-weight"), clearing?.deliveredKilograms ?? null)}
        {field("feed", t("flocks.feed-left"), clearing?.feedLeftKilograms ?? null)}
        {clearing !== null && <label class="wide">{t("sheet.why")} <input name="why" required maxLength={200} /></label>}
        <button type="submit" class="primary" disabled={busy.value}>{t("flocks.clear")}</button>
        {problem.value !== null && <p class="act-problem" role="status">{problem.value}</p>}
      </form>
    </details>
  );
}
