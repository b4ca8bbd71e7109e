import { t } from "../i18n/language";
import { coopName } from "../names";
import { coopAddress, route, wallAddress } from "../routes";
import { neighbours } from "./place-in-app";

/** From a coop's page: the coop before, all coops, the coop after. */
export function CoopLinks() {
  const page = route.value;
  if (page.page !== "coop") return null;
  const { before, after } = neighbours.value;
  return (
    <nav class="coop-links neighbours" aria-label={t("coop.neighbours")}>
      {before === null ? <span /> : <a href={coopAddress(page.farm, before)} rel="prev"><span aria-hidden="true">‹ </span>{coopName(before)}</a>}
      <a class="all" href={wallAddress(page.farm)}>{t("coop.all")}</a>
      {after === null ? <span /> : <a href={coopAddress(page.farm, after)} rel="next">{coopName(after)}<span aria-hidden="true"> ›</span></a>}
    </nav>
  );
}
