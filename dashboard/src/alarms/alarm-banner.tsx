import { computed } from "@preact/signals";
import type { Alarm } from "../contracts";
import { t } from "../i18n/language";
import { live } from "../live/live";
import { alarmsAddress, route } from "../routes";
import { currentFarm } from "../ui/place-in-app";
import { agoOf, numbersOf, whereOf } from "./alarm-words";
import { countsOf, needingSomebody } from "./ranking";
import { firstOf, titleOf } from "./rule-texts";
import { SeverityMark } from "./severity-mark";

/** What somebody must be told now, most severe first. */
export const telling = computed<readonly Alarm[]>(() => needingSomebody(live.alarms.value.open.values()));

/** What needs a person now: the most severe in full, the rest as a count. Nothing at all while nothing does. */
export function AlarmBanner() {
  const [first, ...rest] = route.value.page === "alarms" || route.value.page === "farms" ? [] : telling.value;
  return (
    <div class="alarm-banner-place" role="alert">
      {first !== undefined && <Banner alarm={first} rest={rest} />}
    </div>
  );
}

function Banner({ alarm, rest }: { readonly alarm: Alarm; readonly rest: readonly Alarm[] }) {
  const numbers = numbersOf(alarm);
  const first = firstOf(alarm.id);
  return (
    <section class="alarm-banner" data-alarm-banner={alarm.id} data-severity={alarm.severity} aria-label={t("banner.label")}>
      <SeverityMark severity={alarm.severity} />
      <a class="what" href={alarmsAddress(alarm.farm, alarm.id)}>
        <strong>{titleOf(alarm.id)}</strong>
        <span class="where">{whereOf(alarm.id)}</span>
        {numbers !== null && <span class="numbers">{numbers}</span>}
      </a>
      {/* Not told again by screen readers each second. */}
      <time class="since" dateTime={alarm.raisedAt} aria-live="off">{agoOf(alarm.raisedAt)}</time>
      {first !== null && <p class="first"><span class="word">{t("banner.first")}</span> {first}</p>}
      {rest.length > 0 && currentFarm.value !== null && (
        <a class="rest" href={alarmsAddress(currentFarm.value.farm)}>
          <span>{t("banner.more", { count: rest.length })}</span>
          {countsOf(rest).map(([severity, count]) => <span key={severity} class="count"><SeverityMark severity={severity} />{count}</span>)}
        </a>
      )}
    </section>
  );
}
