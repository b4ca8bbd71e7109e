import type { KeptRuleChange } from "../contracts";
import { formatMoment } from "../i18n/format";
import { t } from "../i18n/language";
import { coopName } from "../names";
import { currentFarm } from "../ui/place-in-app";
import { nameOfValue } from "./changeable";

/** What was changed, by whom and why; newest first. */
export function RuleChanges({ changes }: { readonly changes: readonly KeptRuleChange[] }) {
  const timeZone = currentFarm.value?.timeZone ?? "UTC";
  return (
    <section class="rule-changes" aria-labelledby="rule-changes">
      <h2 id="rule-changes">{t("rules.changes")}</h2>
      {changes.length === 0 && <p class="nothing">{t("rules.no-changes")}</p>}
      <ol reversed>
        {[...changes].reverse().map(({ version, coop, change }) => (
          <li key={version}>
            <time dateTime={change.at}>{formatMoment(Date.parse(change.at), timeZone)}</time> <strong>{change.rule}</strong>{" "}
            {t("rules.changed-to", { what: nameOfValue(change.what), value: change.value })} · {coop === null ? t("alarm.whole-farm") : coopName(coop)} · {change.by}: “{change.why}”
          </li>
        ))}
      </ol>
    </section>
  );
}
