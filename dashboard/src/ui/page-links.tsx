import { telling } from "../alarms/alarm-banner";
import { SeverityMark } from "../alarms/severity-mark";
import { t } from "../i18n/language";
import { alarmsAddress, devicesAddress, flocksAddress, peopleAddress, reportsAddress, route, rulesAddress, wallAddress } from "../routes";
import { currentFarm } from "./place-in-app";

/** From any page to those that are about the whole farm; alarms that need somebody are counted wherever one is. */
export function PageLinks() {
  const farm = currentFarm.value?.farm;
  if (farm === undefined) return null;
  const here = route.value.page;
  const [worst] = telling.value;
  return (
    <nav class="page-links" aria-label={t("nav.label")}>
      <a href={wallAddress(farm)} aria-current={here === "wall" ? "page" : undefined}>{t("wall.title")}</a>
      <a href={alarmsAddress(farm)} aria-current={here === "alarms" || here === "statistics" ? "page" : undefined}>
        {t("nav.alarms")}
        {worst !== undefined && (
          <span class="count" title={t("nav.waiting", { count: telling.value.length })}><SeverityMark severity={worst.severity} />{telling.value.length}</span>
        )}
      </a>
      <a href={flocksAddress(farm)} aria-current={here === "flocks" || here === "flock" ? "page" : undefined}>{t("nav.flocks")}</a>
      <a class="seldom" href={reportsAddress(farm)} aria-current={here === "reports" ? "page" : undefined}>{t("reports.title")}</a>
      <a class="seldom" href={peopleAddress(farm)} aria-current={here === "people" ? "page" : undefined}>{t("nav.people")}</a>
      <a href={rulesAddress(farm)} aria-current={here === "rules" ? "page" : undefined}>{t("nav.rules")}</a>
      <a href={devicesAddress(farm)} aria-current={here === "devices" ? "page" : undefined}>{t("nav.devices")}</a>
    </nav>
  );
}
