import { t } from "../i18n/language";
import { SoundChoice } from "../alarms/sound-choice";
import { route } from "../routes";
import { ConnectionMark } from "./connection-mark";
import { CoopLinks } from "./coop-links";
import { FarmChoice } from "./farm-choice";
import { LanguageChoice } from "./language-choice";
import { PageLinks } from "./page-links";
import { currentFarm } from "./place-in-app";

/** What the page is about, and how fresh. On a phone the links stand in the bottom bar instead. */
export function TopBar() {
  return (
    <header class="top-bar">
      <a class="brand" href="/" aria-label={`${t("app.name")}: ${t("coop.all")}`}>{t("app.name")}</a>
      <FarmChoice />
      <div class="at-desk"><PageLinks /></div>
      <div class="at-desk"><CoopLinks /></div>
      <ConnectionMark timeZone={currentFarm.value?.timeZone ?? null} />
      {route.value.page !== "rules" && <SoundChoice />}
      <LanguageChoice />
    </header>
  );
}
