import { useSignal } from "@preact/signals";
import { isPersonKnown } from "../alarms/person-field";
import { person } from "../alarms/person";
import type { BreedEntry, Flock, Placement } from "../contracts";
import { t } from "../i18n/language";
import { farmPath, ProblemError, send } from "../live/api";
import { now } from "../live/live";
import { coopName } from "../names";
import { currentFarm, inOrder } from "../ui/place-in-app";
import { dayAt } from "./flock-days";
import { flockPath } from "./flocks-api";
import { useBreeds } from "./use-breeds";

export interface PlaceFormProps {
  readonly farm: string;
  readonly timeZone: string;
  readonly onPlaced: (flock: Flock) => void;
}

/** Places a flock; the house is judged by it from then on. */
export function PlaceForm({ farm, timeZone, onPlaced }: PlaceFormProps) {
  const breeds: readonly BreedEntry[] = useBreeds();
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const today = dayAt(now.value ?? Date.now(), timeZone);

  const place = async (form: HTMLFormElement) => {
    if (!isPersonKnown()) {
      problem.value = t("person.needed");
      return;
    }
    const placement = placementOf(new FormData(form));
    busy.value = true;
    problem.value = null;
    try {
      const id = `${placement.coop}-${placement.placedOn}`;
      onPlaced(await send<Flock>("PUT", `${farmPath(farm)}${flockPath(id)}`, { placement, by: person.value, why: null }));
    } catch (error) {
      problem.value = error instanceof ProblemError && error.status !== 0 ? error.message : t("act.unreachable");
    }
    busy.value = false;
  };
  return (
    <form class="act-form place-form" onSubmit={(event) => { event.preventDefault(); void place(event.currentTarget); }}>
      <label>{t("filter.coop")} <select name="coop" required>
        {inOrder(currentFarm.value?.coops ?? [], (coop) => coop).map((coop) => <option key={coop} value={coop}>{coopName(coop)}</option>)}
      </select></label>
      <label>{t("flocks.breed")} <select name="breed" required>{breeds.map(({ name }) => <option key={name} value={name}>{name}</option>)}</select></label>
      <label>{t("flocks.count")} <input name="birds" type="number" inputMode="numeric" required min={1} max={1_000_000} /></label>
      <label>{t("flocks.placed-on")} <input name="placedOn" type="date" required defaultValue={today} /></label>
      <label>{t("flocks.hatched-on")} <input name="hatchedOn" type="date" /></label>
      <label>{t("flocks.floor")} <input name="floor" type="number" inputMode="decimal" min={1} max={100_000} step="any" /></label>
      <label class="wide">{t("flocks.source")} <input name="source" maxLength={200} /></label>
      <button type="submit" class="primary" disabled={busy.value || breeds.length === 0}>{t("flocks.place")}</button>
      {problem.value !== null && <p class="act-problem" role="status">{problem.value}</p>}
    </form>
  );
}

function placementOf(form: FormData): Placement {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const orNull = (value: string) => (value === "" ? null : value);
  const floor = orNull(text("floor"));
  return {
    coop: text("coop"), breed: text("breed"), birds: Number(text("birds")), placedOn: text("placedOn"),
    hatchedOn: orNull(text("hatchedOn")), source: orNull(text("source")), floorSquareMeters: floor === null ? null : Number(floor),
  };
}
