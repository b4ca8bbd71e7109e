import { t } from "../i18n/language";
import { live } from "../live/live";
import { peopleAddress, route } from "../routes";
import { currentFarm } from "../ui/place-in-app";

/** Says plainly that the farm's alarms page nobody, as long as no plan says who is on call. */
export function NobodyBanner() {
  const farm = currentFarm.value?.farm;
  const isNobody = live.hasOnCallPlan.value === false && route.value.page !== "farms";
  return (
    <div role="status">
      {isNobody && <p class="nobody-banner" data-nobody-on-call><strong>{t("nobody.on-call")}</strong> {farm === undefined ? t("nobody.hint") : <a href={peopleAddress(farm)}>{t("nobody.hint")}</a>}</p>}
    </div>
  );
}
