import { render } from "preact";
import { takeKeyOfAddress, startAccess } from "./access/access";
import { App } from "./app";
import { startRuleTexts } from "./alarms/rule-texts";
import { startSound } from "./alarms/sound";
import { startSheetQueue } from "./flocks/sheet-queue";
import { markDocumentLanguage, startLanguage } from "./i18n/language";
import { startFarms } from "./live/farms";
import { startLastKnown } from "./live/keep-last-known";
import { live, startLive } from "./live/live";
import { followBuilds } from "./offline/newer-build";
import { startOffline } from "./offline/start-offline";
import { startRoutes } from "./routes";
import "uplot/dist/uPlot.min.css";
import "./ui/base.css";
import "./ui/shell.css";
import "./wall/wall.css";
import "./coop/coop.css";
import "./coop/plan.css";
import "./coop/past/past.css";
import "./charts/charts.css";
import "./alarms/alarms.css";
import "./alarms/evidence.css";
import "./flocks/flocks.css";
import "./devices/devices.css";

const root = document.getElementById("app");
if (root !== null) {
  markDocumentLanguage();
  // Not awaited here: what waits at its top can't be shared by the pages that are fetched later.
  void Promise.all([takeKeyOfAddress(), startLanguage()]).then(() => {
    startRoutes();
    startAccess();
    startLive();
    startLastKnown();
    startFarms();
    startRuleTexts();
    startSound();
    startSheetQueue();
    startOffline();
    followBuilds(live.snapshots);
    render(<App />, root);
  });
}
