import { t } from "../i18n/language";
import { farms } from "../live/farms";
import { alarmsAddress, devicesAddress, farmsAddress, go, peopleAddress, reportsAddress, route, rulesAddress, statisticsAddress, wallAddress } from "../routes";
import { currentFarm, inOrder } from "./place-in-app";

const all = "";

/** The farm's name; a choice when there are several. */
export function FarmChoice() {
  const known = farms.value.kind === "ready" ? inOrder(farms.value.farms, (farm) => farm.farm) : [];
  const chosen = currentFarm.value;
  if (known.length < 2) return <span class="farm-name">{chosen?.farm ?? ""}</span>;
  return (
    <select
      class="farm-choice"
      aria-label={t("wall.farm")}
      value={route.value.page === "farms" ? all : chosen?.farm ?? all}
      onChange={(event) => go(event.currentTarget.value === all ? farmsAddress : addressFor(event.currentTarget.value))}
    >
      <option value={all}>{t("farms.title")}</option>
      {known.map(({ farm }) => <option key={farm} value={farm}>{farm}</option>)}
    </select>
  );
}

/** The same page of another farm; a coop has none. */
function addressFor(farm: string): string {
  switch (route.value.page) {
    case "alarms": return alarmsAddress(farm);
    case "statistics": return statisticsAddress(farm);
    case "rules": return rulesAddress(farm);
    case "reports": return reportsAddress(farm);
    case "people": return peopleAddress(farm);
    case "devices": return devicesAddress(farm);
    default: return wallAddress(farm);
  }
}
