import { t } from "../i18n/language";
import { live } from "../live/live";

/** Says plainly that the farm's alarms page nobody, as long as no plan says who is on call. */
export function NobodyBanner() {
  const isNobody = live.hasOnCallPlan.value === false;
  return (
    <div role="status">
      {isNobody && <p class="nobody-banner" data-nobody-on-call><strong>{t("nobody.on-call")}</strong> {t("nobody.hint")}</p>}
    </div>
  );
}
