import { useSignal } from "@preact/signals";
import { isPersonKnown } from "../alarms/person-field";
import { person } from "../alarms/person";
import { inLanguage } from "../alarms/rule-texts";
import { severityNames } from "../alarms/severity-mark";
import type { Finding, RuleChangeAnswer, RuleEntry, RulesAnswer, RuleTrialAnswer } from "../contracts";
import { t } from "../i18n/language";
import { farmPath, ProblemError, send } from "../live/api";
import { isSameCurve, readCurve, writeCurve } from "./age-curve";
import { BackTestView } from "./back-test-view";
import { inputOf, nameOfValue } from "./changeable";
import { LimitChart } from "./limit-chart";
import { useFlockAge } from "./use-flock-age";

export interface RuleChangeFormProps {
  readonly farm: string;
  /** Empty for the whole farm. */
  readonly coop: string;
  readonly rule: RuleEntry;
  /** All rules, of which this is one. */
  readonly rules: RulesAnswer;
  readonly onDone: (rules: RulesAnswer) => void;
}

/** Changes one value of a rule: first tried, so that what speaks against it is read before it is saved with who and why. */
export function RuleChangeForm({ farm, coop, rule, rules, onDone }: RuleChangeFormProps) {
  const limitOf = (name: string) => rule.limits.find((limit) => limit.what === name);
  const valueNow = (name: string) => {
    const limit = limitOf(name);
    if (limit !== undefined) return writeCurve(limit.inForce);
    return inputOf(name) === "severity" ? rule.severity : inputOf(name) === "switch" ? String(!rule.off) : "";
  };
  const what = useSignal(rule.changeable[0] ?? "severity");
  const value = useSignal(valueNow(what.value));
  const why = useSignal("");
  const findings = useSignal<readonly Finding[] | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const change = (text: string) => { value.value = text; findings.value = null; };
  const choose = (name: string) => {
    what.value = name;
    change(valueNow(name));
  };

  const run = async (ask: () => Promise<void>) => {
    busy.value = true;
    problem.value = null;
    try {
      await ask();
    } catch (error) {
      const refused = error instanceof ProblemError ? error.details["findings"] : undefined;
      if (Array.isArray(refused)) findings.value = refused as Finding[];
      else problem.value = error instanceof ProblemError && error.status !== 0 ? error.message : t("act.unreachable");
    }
    busy.value = false;
  };
  const request = () => ({ rule: rule.name, what: what.value, value: value.value.trim(), coop: coop === "" ? null : coop });
  const attempt = () => run(async () => {
    findings.value = (await send<RuleTrialAnswer>("POST", `${farmPath(farm)}/rules/trial`, request())).findings;
  });
  const save = () => run(async () => {
    if (!isPersonKnown()) {
      problem.value = t("person.needed");
      return;
    }
    onDone((await send<RuleChangeAnswer>("PUT", `${farmPath(farm)}/rules`, { ...request(), by: person.value, why: why.value })).rules);
  });
  const found = findings.value;
  const refused = found?.some(({ level }) => level === "refused") === true;
  const today = useFlockAge(coop, rules.placedOn).value;
  const limit = limitOf(what.value);
  const curve = limit === undefined ? null : readCurve(value.value.trim());
  const isNew = limit === undefined || curve === null || !isSameCurve(curve, limit.inForce);
  return (
    <form class="act-form rule-change" onSubmit={(event) => { event.preventDefault(); void (found === null || refused ? attempt() : save()); }}>
      <label>{t("rules.what")} <select value={what.value} onChange={(event) => choose(event.currentTarget.value)}>
        {rule.changeable.map((each) => <option key={each} value={each}>{nameOfValue(each)}</option>)}
      </select></label>
      <label class={limit === undefined ? undefined : "wide"}>{t("rules.value")} <ValueInput what={what.value} value={value.value} onValue={change} /></label>
      {limit !== undefined && (
        <LimitChart key={limit.what} limit={limit} name={nameOfValue(limit.what)} text={value.value.trim()} onText={change} breedLastDay={rules.lastDay} today={today} />
      )}
      <BackTestView key={`${what.value} ${value.value}`} farm={farm} request={value.value.trim() === "" || !isNew ? null : request()} />
      {(found === null || refused) && <button type="submit" class="primary" disabled={busy.value || !isNew}>{t("rules.try")}</button>}
      <div class="findings" role="status">
        {problem.value !== null && <p class="act-problem">{problem.value}</p>}
        {found?.length === 0 && <p>{t("rules.no-findings")}</p>}
        {found !== null && found.length > 0 && <>
          <p><strong>{refused ? t("rules.refused") : t("rules.warned")}</strong></p>
          <ul>{found.map(({ level, sentence }) => <li key={sentence.en} data-level={level}>{inLanguage(sentence)}</li>)}</ul>
        </>}
      </div>
      {found !== null && !refused && <>
        <label class="wide">{t("act.reason")} <input required maxLength={2_000} value={why.value} onInput={(event) => { why.value = event.currentTarget.value; }} /></label>
        <button type="submit" class="primary" disabled={busy.value}>{found.length === 0 ? t("rules.save") : t("rules.save-anyway")}</button>
      </>}
    </form>
  );
}

interface ValueInputProps {
  readonly what: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function ValueInput({ what, value, onValue }: ValueInputProps) {
  switch (inputOf(what)) {
    case "severity":
      return (
        <select value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {(["critical", "warning", "information"] as const).map((each) => <option key={each} value={each}>{t(severityNames[each])}</option>)}
        </select>
      );
    case "switch":
      return (
        <select value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          <option value="true">{t("rules.off")}</option>
          <option value="false">{t("rules.on")}</option>
        </select>
      );
    case "delay":
      return <input required value={value} placeholder={t("rules.delay-example")} onInput={(event) => onValue(event.currentTarget.value)} />;
    default:
      return <input required value={value} placeholder={t("rules.limit-example")} onInput={(event) => onValue(event.currentTarget.value)} />;
  }
}
