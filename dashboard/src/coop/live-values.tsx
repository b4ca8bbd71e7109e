import type { ComponentChildren } from "preact";
import type { Quantity, SeriesLatest } from "../contracts";
import { formatAge, formatMoment, formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { languageOf, said } from "../i18n/said";
import { freshnessOf } from "../live/freshness";
import { clockSpeed } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { placeName } from "../names";
import { allQuantities, factsOf, isOfEquipment } from "../quantities";
import { inOrder } from "../ui/place-in-app";

export interface LiveValuesProps {
  readonly coop: LiveCoop;
  /** The moment by which the readings' age is counted, Unix milliseconds. */
  readonly at: number;
  /** What is said when there is nothing. */
  readonly noValues: string;
}

/** Every latest reading of a coop, by quantity and place. */
export function LiveValues({ coop, at, noValues }: LiveValuesProps) {
  if (coop.latest.size === 0) return <p class="nothing">{noValues}</p>;
  const readings = [...coop.latest.values()];
  const groups = allQuantities
    .map((quantity) => ({ quantity, places: inOrder(readings.filter((of) => of.reading.quantity === quantity), (of) => of.reading.place) }))
    .filter(({ places, quantity }) => places.length > 0 && quantity !== "flock-day" && !isOfEquipment(quantity));
  return (
    <table class="live-values">
      <caption class="for-readers">{t("coop.now")}</caption>
      <thead class="for-readers">
        <tr>
          <th scope="col">{t("reading.quantity")}</th>
          <th scope="col">{t("reading.place")}</th>
          <th scope="col">{t("reading.value")}</th>
          <th scope="col">{t("reading.age")}</th>
        </tr>
      </thead>
      {groups.map(({ quantity, places }) => <Group key={quantity} quantity={quantity} places={places} timeZone={coop.timeZone} at={at} />)}
    </table>
  );
}

interface GroupProps {
  readonly quantity: Quantity;
  readonly places: readonly SeriesLatest[];
  readonly timeZone: string;
  readonly at: number;
}

function Group({ quantity, places, timeZone, at }: GroupProps) {
  return (
    <tbody>
      {places.map((series, index) => (
        <Row key={series.reading.place} series={series} timeZone={timeZone} at={at}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={places.length + places.filter(hasReason).length}>
              {t(factsOf(quantity).label)}{factsOf(quantity).daily && <small> {t("reading.today")}</small>}
            </th>
          )}
        </Row>
      ))}
    </tbody>
  );
}

interface RowProps {
  readonly series: SeriesLatest;
  readonly timeZone: string;
  readonly at: number;
  readonly children: ComponentChildren;
}

function Row({ series, timeZone, at, children }: RowProps) {
  const { quantity, place, takenAt, value, quality, reason } = series.reading;
  const { ageSeconds, stale } = freshnessOf(series, at, clockSpeed.value);
  const state = quality === "bad" || value === null ? (quality === "bad" ? "bad" : "absent") : stale ? "stale" : quality;
  return <>
    <tr data-quantity={quantity} data-place={place} data-taken-at={takenAt} data-state={state}>
      {children}
      <td class="place">{placeName(place)}</td>
      <td class="figure">
        <span class="value" data-value={value ?? undefined}>{value === null ? "–" : formatValue(quantity, value)}</span>
        <span class="unit">{value === null ? "" : factsOf(quantity).unit}</span>
      </td>
      <td class="age">
        <time dateTime={takenAt} title={formatMoment(Date.parse(takenAt), timeZone)}>{formatAge(ageSeconds)}</time>
        {quality === "good" && stale && <span class="old">{t("reading.stale")}</span>}
      </td>
    </tr>
    {quality !== "good" && <tr class="reason"><td colSpan={3} lang={reason === null ? undefined : languageOf(reason)}>{markOf(quality)} {reason === null ? wordOf(quality) : said(reason)}</td></tr>}
  </>;
}

function hasReason({ reading }: SeriesLatest): boolean {
  return reading.quality !== "good";
}

function markOf(quality: "uncertain" | "bad"): string {
  return quality === "bad" ? "✕" : "≈";
}

function wordOf(quality: "uncertain" | "bad"): string {
  return quality === "bad" ? t("reading.bad") : t("reading.uncertain");
}
