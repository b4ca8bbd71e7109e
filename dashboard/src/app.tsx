import { useEffect } from "preact/hooks";
import { isLocked } from "./access/access";
import { AlarmBanner } from "./alarms/alarm-banner";
import { NobodyBanner } from "./alarms/nobody-banner";
import { AlarmsPage } from "./alarms/alarms-page";
import { CoopPage } from "./coop/coop-page";
import { FlockPage } from "./flocks/flock-page";
import { FlocksPage } from "./flocks/flocks-page";
import { DevicesPage } from "./devices/devices-page";
import { t } from "./i18n/language";
import { route, type Route } from "./routes";
import { ConnectionBanner } from "./ui/connection-banner";
import { lazyPage } from "./ui/lazy-page";
import { StateMessage } from "./ui/state-message";
import { TopBar } from "./ui/top-bar";
import { BottomBar } from "./ui/bottom-bar";
import { WallPage } from "./wall/wall-page";

const StatisticsPage = lazyPage(async () => (await import("./alarms/statistics-page")).StatisticsPage);
const RulesPage = lazyPage(async () => (await import("./rules/rules-page")).RulesPage);
const ReportsPage = lazyPage(async () => (await import("./reports/reports-page")).ReportsPage);
const FarmsPage = lazyPage(async () => (await import("./farms/farms-page")).FarmsPage);
const LockedPage = lazyPage(async () => (await import("./access/locked-page")).LockedPage);
const KeysPage = lazyPage(async () => (await import("./access/keys-page")).KeysPage);
const PeoplePage = lazyPage(async () => (await import("./people/people-page")).PeoplePage);

export function App() {
  const current = route.value;
  useEffect(() => {
    // The wall is dark on a big screen; which page it is decides that in the style sheet.
    document.documentElement.dataset["page"] = current.page;
  }, [current.page]);
  if (isLocked.value) return <main id="content"><LockedPage /></main>;
  return (
    <>
      <a class="skip" href="#content">{t("app.skip")}</a>
      <TopBar />
      <ConnectionBanner />
      <AlarmBanner />
      <NobodyBanner />
      <main id="content" tabIndex={-1}>
        <Page route={current} />
      </main>
      <BottomBar />
    </>
  );
}

function Page({ route: current }: { readonly route: Route }) {
  switch (current.page) {
    case "wall": return <WallPage farm={current.farm} />;
    case "coop": return <CoopPage key={`${current.farm}/${current.coop}`} farm={current.farm} coop={current.coop} />;
    case "alarms": return <AlarmsPage key={current.farm} farm={current.farm} opened={current.alarm} />;
    case "statistics": return <StatisticsPage key={current.farm} farm={current.farm} />;
    case "rules": return <RulesPage key={current.farm} farm={current.farm} />;
    case "flocks": return <FlocksPage key={current.farm} farm={current.farm} />;
    case "flock": return <FlockPage key={`${current.farm}/${current.flock}`} farm={current.farm} flock={current.flock} />;
    case "reports": return <ReportsPage key={current.farm} farm={current.farm} opened={current.report} />;
    case "people": return <PeoplePage key={current.farm} farm={current.farm} />;
    case "devices": return <DevicesPage key={current.farm} farm={current.farm} />;
    case "farms": return <FarmsPage />;
    case "keys": return <KeysPage />;
    case "unknown": return <StateMessage title={t("page.unknown-title")} hint={<a href="/">{t("coop.all")}</a>} />;
    default: return current satisfies never;
  }
}
