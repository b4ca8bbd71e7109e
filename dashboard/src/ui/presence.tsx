import { formatAge, formatMoment } from "../i18n/format";
import { t } from "../i18n/language";
import { ageOf } from "../live/freshness";
import { clockSpeed, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";

/** Whether the coop's agent reports, and since when it doesn't. Shape and word, no colour. */
export function Presence({ coop }: { readonly coop: LiveCoop }) {
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
