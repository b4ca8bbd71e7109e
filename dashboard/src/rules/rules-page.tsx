import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { inLanguage } from "../alarms/rule-texts";
import { PersonField } from "../alarms/person-field";
import { SeverityMark } from "../alarms/severity-mark";
import type { RuleArea, RuleEntry, RulesAnswer } from "../contracts";
import type { MessageKey } from "../i18n/en";
import { t } from "../i18n/language";
import { live } from "../live/live";
import { coopName } from "../names";
import { currentFarm, inOrder } from "../ui/place-in-app";
import { StateMessage } from "../ui/state-message";
import { RuleChangeForm } from "./rule-change-form";
import { RuleChanges } from "./rule-changes";
import { useRules } from "./use-rules";
import "./rules.css";

const areas = {
  climate: "area.climate", water: "area.water", feed: "area.feed", flock: "area.flock",
  machines: "area.machines", sensors: "area.sensors", cameras: "area.cameras", system: "area.system",
} as const satisfies Record<RuleArea, MessageKey>;

/** The rules that a farm or one of its coops is judged by, in words; each value can be had another way. */
export function RulesPage({ farm }: { readonly farm: string }) {
  const coop = useSignal("");
  const { state, take } = useRules(farm, coop.value);
  const title = `${t("rules.title")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "farm", farm }), [farm]);
  const now = state.value;
  return (
    <div class="rules">
      <header>
        <h1>{t("rules.title")}</h1>
        <select aria-label={t("filter.coop")} value={coop.value} onChange={(event) => { coop.value = event.currentTarget.value; }}>
          <option value="">{t("rules.whole-farm")}</option>
          {inOrder(currentFarm.value?.coops ?? [], (each) => each).map((each) => <option key={each} value={each}>{coopName(each)}</option>)}
        </select>
        {now.kind === "ready" && <p class="pack">{t("rules.pack", { pack: now.rules.pack, version: now.rules.version })}</p>}
        <PersonField />
      </header>
      {now.kind === "loading" && <StateMessage title={t("rules.loading")} busy />}
      {now.kind === "problem" && <StateMessage title={t("rules.failed")} hint={now.problem.message} />}
      {now.kind === "ready" && <Areas farm={farm} coop={coop.value} rules={now.rules} onRules={take} />}
    </div>
  );
}

interface AreasProps {
  readonly farm: string;
  readonly coop: string;
  readonly rules: RulesAnswer;
  readonly onRules: (rules: RulesAnswer) => void;
}

function Areas({ farm, coop, rules, onRules }: AreasProps) {
  const opened = useSignal<string | null>(null);
  const groups = (Object.keys(areas) as readonly RuleArea[])
    .map((area) => ({ area, of: rules.rules.filter((rule) => rule.area === area) }))
    .filter(({ of }) => of.length > 0);
  return <>
    {groups.map(({ area, of }) => (
      <section key={area} aria-labelledby={`area-${area}`}>
        <h2 id={`area-${area}`}>{t(areas[area])}</h2>
        <ul>
          {of.map((rule) => (
            <li key={rule.name} class="rule" data-rule={rule.name} data-severity={rule.severity} data-off={rule.off}>
              <Rule rule={rule} changed={rules.changes.some(({ change }) => change.rule === rule.name)} />
              <button type="button" aria-expanded={opened.value === rule.name} onClick={() => { opened.value = opened.value === rule.name ? null : rule.name; }}>{t("rules.change")}</button>
              {opened.value === rule.name && (
                <RuleChangeForm farm={farm} coop={coop} rule={rule} rules={rules} onDone={(after) => { onRules(after); opened.value = null; }} />
              )}
            </li>
          ))}
        </ul>
      </section>
    ))}
    <RuleChanges changes={rules.changes} />
  </>;
}

function Rule({ rule, changed }: { readonly rule: RuleEntry; readonly changed: boolean }) {
  return (
    <div class="words">
      <h3><SeverityMark severity={rule.severity} />{inLanguage(rule.text.title)}{changed && <span class="changed">{t("rules.changed")}</span>}{rule.off && <span class="off">{t("rules.off")}</span>}</h3>
      <p>{inLanguage(rule.words)}</p>
      <p class="source">{t("evidence.source", { source: rule.source })}</p>
    </div>
  );
}
