import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { PersonField } from "../alarms/person-field";
import type { Flock } from "../contracts";
import { formatDay, formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { live, now } from "../live/live";
import { coopName } from "../names";
import { flockAddress, go, reportsAddress } from "../routes";
import { currentFarm } from "../ui/place-in-app";
import { StateMessage } from "../ui/state-message";
import { dayAt, flockDayOf } from "./flock-days";
import { useFlocks } from "./flocks-api";
import { PlaceForm } from "./place-form";
import { WaitingLines } from "./waiting-lines";

/** The farm's flocks, the youngest first, and the way to place another. */
export function FlocksPage({ farm }: { readonly farm: string }) {
  const state = useFlocks<Flock[]>(farm, "/flocks");
  const placing = useSignal(false);
  const title = `${t("flocks.title")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "farm", farm }), [farm]);
  const loaded = state.value;
  const timeZone = currentFarm.value?.timeZone ?? "UTC";
  return (
    <div class="flocks">
      <header>
        <h1>{t("flocks.title")}</h1>
        <button type="button" class="primary" aria-expanded={placing.value} data-place onClick={() => { placing.value = !placing.value; }}>{t("flocks.place")}</button>
        <a class="back" href={reportsAddress(farm)}>{t("reports.title")}</a>
        <PersonField />
      </header>
      {placing.value && <PlaceForm farm={farm} timeZone={timeZone} onPlaced={(flock) => go(flockAddress(farm, flock.id))} />}
      <WaitingLines farm={farm} flock={null} />
      {loaded.kind === "loading" && <StateMessage title={t("flocks.loading")} busy />}
      {loaded.kind === "problem" && <StateMessage title={t("flocks.failed")} hint={loaded.problem.message} />}
      {loaded.kind === "ready" && loaded.isOld && <p role="status">{t("flocks.old")}</p>}
      {loaded.kind === "ready" && loaded.value.length === 0 && !placing.value && <StateMessage title={t("flocks.none")} hint={t("flocks.none-hint")} />}
      {loaded.kind === "ready" && (
        <ul class="flock-list">
          {loaded.value.map((flock) => <li key={flock.id}><FlockLink farm={farm} flock={flock} timeZone={timeZone} /></li>)}
        </ul>
      )}
    </div>
  );
}

function FlockLink({ farm, flock, timeZone }: { readonly farm: string; readonly flock: Flock; readonly timeZone: string }) {
  const { placement, clearing } = flock;
  const today = now.value === null ? null : dayAt(now.value, timeZone);
  return (
    <a href={flockAddress(farm, flock.id)} data-flock={flock.id} data-cleared={clearing !== null}>
      <strong>{coopName(placement.coop)}</strong>
      <span>{placement.breed}</span>
      <span>{t("flocks.birds", { birds: formatNumber(placement.birds, 0) })}</span>
      <span>{t("flocks.placed", { day: formatDay(Date.parse(placement.placedOn), "UTC") })}</span>
      <span class="age">
        {clearing !== null ? t("flocks.cleared", { day: formatDay(Date.parse(clearing.clearedOn), "UTC") })
          : today === null ? "" : t("coop.day", { day: flockDayOf(placement.placedOn, today) })}
      </span>
    </a>
  );
}
