import { useComputed } from "@preact/signals";
import { agoOf, standingOf } from "../alarms/alarm-words";
import { needsSomebody, ofTile, originOf } from "../alarms/ranking";
import { firstOf, titleOf } from "../alarms/rule-texts";
import { SeverityMark } from "../alarms/severity-mark";
import type { LiveCoop } from "../live/reducer";
import { t } from "../i18n/language";
import { live } from "../live/live";
import { placeName } from "../names";

/** The worst open alarm of a coop: since when, and what to do first or who sees to it; how many more there are. */
export function TileAlarm({ coop }: { readonly coop: LiveCoop }) {
  const alarms = useComputed(() => ofTile(live.alarms.value.open.values(), coop.coop)).value;
  const [worst, ...others] = alarms;
  if (worst === undefined) return null;
  const loud = needsSomebody(worst);
  const { place } = originOf(worst.id);
  return (
    <section class="tile-alarm" data-alarm={worst.id} data-severity={worst.severity} data-life-cycle={worst.lifeCycle} aria-label={t("tile.alarm")}>
      <SeverityMark severity={worst.severity} quiet={!worst.isActive} />
      <p class="what">
        <strong>{titleOf(worst.id)}</strong>{place !== "" && place !== "house" && <span class="place"> · {placeName(place)}</span>}
      </p>
      <span class="since">
        <time dateTime={worst.raisedAt}>{agoOf(worst.raisedAt)}</time>
        {others.length > 0 && <span class="more"> {t("tile.more", { count: others.length })}</span>}
      </span>
      <p class="first">{(loud ? firstOf(worst.id) : null) ?? standingOf(worst, coop.timeZone)}</p>
    </section>
  );
}
