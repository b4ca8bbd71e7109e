import { useSignal } from "@preact/signals";
import { person } from "../alarms/person";
import { isPersonKnown, PersonField } from "../alarms/person-field";
import { inLanguage } from "../alarms/rule-texts";
import type { CoopSettings, HouseUse, RulesAnswer } from "../contracts";
import { formatWhen } from "../i18n/format";
import { t } from "../i18n/language";
import { coopPath, farmPath, get, ProblemError, send } from "../live/api";
import { now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { useNames } from "./use-names";

const uses = ["birds", "empty", "cleaning", "maintenance"] as const satisfies HouseUse[];

/** What the house is used for: said plainly while its alarms are suppressed by design, with which of them still come; and how to change it. */
export function HouseUseSection({ coop }: { readonly coop: LiveCoop }) {
  const changing = useSignal(false);
  const problem = useSignal<string | null>(null);
  const rules = useSignal<RulesAnswer | null>(null);
  const { outOfUse } = coop;

  const choose = async (next: HouseUse) => {
    if (!isPersonKnown()) return;
    try {
      const path = `${coopPath(coop.farm, coop.coop)}/settings`;
      const settings = await get<CoopSettings>(path);
      const from = new Date(now.peek() ?? coop.asOf).toISOString();
      await send<CoopSettings>("PUT", path, { by: person.value, settings: { ...settings, uses: [...settings.uses, { from, use: next }] } });
      changing.value = false;
      problem.value = null;
    } catch (error) {
      problem.value = error instanceof ProblemError ? error.message : String(error);
    }
  };
  const list = async () => {
    rules.value ??= await get<RulesAnswer>(`${farmPath(coop.farm)}/rules?coop=${encodeURIComponent(coop.coop)}`);
  };
  const still = new Set(rules.value?.rules.filter(({ inEmptyHouse, off }) => inEmptyHouse && !off).map(({ text }) => inLanguage(text.title)));
  return (
    <section class="house-use" data-use={outOfUse?.use ?? "birds"} aria-label={t("use.title")}>
      {outOfUse !== null && (
        <div class="suppressed" role="status">
          <p><strong>{t(useNames[outOfUse.use])}</strong> {t("use.since", { when: formatWhen(Date.parse(outOfUse.since), now.value ?? coop.asOf, coop.timeZone) })} {t("use.suppressed")}</p>
          <details onToggle={() => void list()}>
            <summary>{t("use.still")}</summary>
            <ul>{[...still].map((title) => <li key={title}>{title}</li>)}</ul>
          </details>
        </div>
      )}
      {changing.value ? (
        <div class="act-form">
          <PersonField />
          <p class="uses">
            {uses.filter((each) => each !== (outOfUse?.use ?? "birds")).map((each) => (
              <button key={each} type="button" data-choose={each} onClick={() => void choose(each)}>{t(useNames[each])}</button>
            ))}
            <button type="button" onClick={() => { changing.value = false; }}>{t("people.cancel")}</button>
          </p>
          <p>{t("use.hint")}</p>
          {problem.value !== null && <p role="alert">{problem.value}</p>}
        </div>
      ) : <button type="button" data-change-use onClick={() => { changing.value = true; }}>{t("use.change")}</button>}
    </section>
  );
}
