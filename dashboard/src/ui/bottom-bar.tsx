import { t } from "../i18n/language";
import { coopName } from "../names";
import { coopAddress, route } from "../routes";
import { CoopLinks } from "./coop-links";
import { currentFarm, inOrder } from "./place-in-app";

/** Navigation at the thumb, on narrow screens only: from the wall to any coop, from a coop to its neighbours and back. */
export function BottomBar() {
  const farm = currentFarm.value;
  if (route.value.page === "coop") return <footer class="bottom-bar"><CoopLinks /></footer>;
  if (farm === null || farm.coops.length === 0) return null;
  return (
    <footer class="bottom-bar">
      <nav class="coop-links" aria-label={t("wall.title")}>
        {inOrder(farm.coops, (coop) => coop).map((coop) => <a key={coop} href={coopAddress(farm.farm, coop)}>{coopName(coop)}</a>)}
      </nav>
    </footer>
  );
}
