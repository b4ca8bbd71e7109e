import { originOf } from "../alarms/ranking";
import { SeverityMark } from "../alarms/severity-mark";
import type { Alarm, SeriesLatest } from "../contracts";
import { formatAge, formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { freshnessOf } from "../live/freshness";
import { clockSpeed } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { placeName } from "../names";
import { factsOf } from "../quantities";
import { MachineMark } from "./machine-mark";
import { machinesOf, placesOfPlan, type PlanPlace } from "./plan-places";

export interface FloorPlanProps {
  readonly coop: LiveCoop;
  /** The moment that is shown, Unix milliseconds. */
  readonly at: number;
  readonly alarms: readonly Alarm[];
  /** What is said when there is nothing. */
  readonly noValues: string;
}

/** The house from above, front to the left: what is measured where, and what the machines do. */
export function FloorPlan({ coop, at, alarms, noValues }: FloorPlanProps) {
  const places = placesOfPlan(coop.latest.values());
  const machines = machinesOf(coop.latest.values());
  if (places.length + machines.length === 0) return <p class="nothing">{noValues}</p>;
  const inside = places.filter(({ zone }) => zone !== "outside" && zone !== "elsewhere");
  const elsewhere = places.filter(({ zone }) => zone === "elsewhere");
  const outside = places.filter(({ zone }) => zone === "outside");
  const cell = (place: PlanPlace) => <Place key={place.place} place={place} at={at} alarms={alarms.filter(({ id }) => originOf(id).place === place.place)} />;
  return <>
    <div class="house" style={{ "--zones": Math.max(inside.length, 1) }}>
      {inside.map(cell)}
      {elsewhere.length > 0 && <div class="all-of-house">{elsewhere.map(cell)}</div>}
    </div>
    {machines.length > 0 && <ul class="machines" aria-label={t("plan.machines")}>{machines.map((machine) => <MachineMark key={`${machine.quantity}/${machine.place}`} machine={machine} at={at} />)}</ul>}
    {outside.map(cell)}
  </>;
}

interface PlaceProps {
  readonly place: PlanPlace;
  readonly at: number;
  readonly alarms: readonly Alarm[];
}

function Place({ place: { place, zone, values }, at, alarms: [worst] }: PlaceProps) {
  return (
    <section class="place" data-zone={zone} data-plan-place={place} data-severity={worst?.severity} aria-label={placeName(place)}>
      <h3>{worst !== undefined && <SeverityMark severity={worst.severity} />}{placeName(place)}</h3>
      <dl>{values.map((series) => <PlanValue key={series.reading.quantity} series={series} at={at} />)}</dl>
    </section>
  );
}

function PlanValue({ series, at }: { readonly series: SeriesLatest; readonly at: number }) {
  const { quantity, value, quality, takenAt, place } = series.reading;
  const { stale, ageSeconds } = freshnessOf(series, at, clockSpeed.value);
  const state = quality === "bad" || value === null ? "bad" : stale ? "stale" : quality;
  return (
    <div data-plan-quantity={quantity} data-place={place} data-taken-at={takenAt} data-state={state}>
      <dt>{t(factsOf(quantity).label)}</dt>
      <dd>
        <span class="value" data-value={value ?? undefined}>{value === null ? "–" : formatValue(quantity, value)}</span><span class="unit"> {factsOf(quantity).unit}</span>
        {state !== "good" && <small>{state === "bad" ? `✕ ${t("reading.bad")}` : state === "stale" ? formatAge(ageSeconds) : `≈ ${t("reading.uncertain")}`}</small>}
      </dd>
    </div>
  );
}
