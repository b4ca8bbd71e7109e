import { t } from "../i18n/language";
import { live } from "../live/live";

/** Says, as long as it lasts, that the screen itself is cut off; always in the page, so that a screen reader hears the change. */
export function ConnectionBanner() {
  const lost = live.connection.value === "lost";
  return (
    <div class="connection-banner" role="status" hidden={!lost}>
      {lost && <><strong>{t("connection.lost")}</strong> {t("connection.lost-detail")}</>}
    </div>
  );
}
