import { formatAge, formatMoment } from "../i18n/format";
import { t } from "../i18n/language";
import { ageOf } from "../live/freshness";
import { clockSpeed, live, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";

/** Whether the coop's agent reports, and since when it doesn't, as far as this screen can know. Shape and word, no colour. */
export function Presence({ coop }: { readonly coop: LiveCoop }) {
  // A screen that is cut off itself can't say that a coop is on line.
  if (coop.online && live.connection.value === "lost") return <span class="presence unknown">{t("coop.not-known")}</span>;
  if (coop.online) return <span class="presence online">{t("coop.online")}</span>;
  if (coop.onlineChangedAt === null) return <span class="presence offline">{t("coop.never-online")}</span>;
  const since = Date.parse(coop.onlineChangedAt);
  const age = ageOf(coop.onlineChangedAt, now.value ?? coop.asOf, clockSpeed.value);
  return (
    <span class="presence offline" title={t("coop.offline-since", { time: formatMoment(since, coop.timeZone) })}>
      {t("coop.offline")} · {formatAge(age)}
    </span>
  );
}
