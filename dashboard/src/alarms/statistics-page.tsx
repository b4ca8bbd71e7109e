import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { RuleStatistics } from "../contracts";
import { formatLength, formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { farmPath, get, ProblemError } from "../live/api";
import { live } from "../live/live";
import { alarmsAddress, rulesAddress } from "../routes";
import { StateMessage } from "../ui/state-message";
import { inLanguage } from "./rule-texts";
import { SeverityMark } from "./severity-mark";
import "./statistics.css";

type State =
  | { readonly kind: "loading" }
  | { readonly kind: "problem"; readonly problem: string }
  | { readonly kind: "ready"; readonly rules: readonly RuleStatistics[] };

const dayChoices = [7, 28, 90] as const;

/** How often each rule called somebody and how soon somebody came, the busiest first: where tuning helps most. */
export function StatisticsPage({ farm }: { readonly farm: string }) {
  const days = useSignal<number>(28);
  const state = useStatistics(farm, days.value).value;
  const title = `${t("statistics.title")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "farm", farm }), [farm]);
  return (
    <div class="statistics">
      <header>
        <h1>{t("statistics.title")}</h1>
        <div class="choice" role="group" aria-label={t("statistics.days")}>
          {dayChoices.map((each) => (
            <button key={each} type="button" aria-pressed={days.value === each} onClick={() => { days.value = each; }}>{formatLength(each * 86_400)}</button>
          ))}
        </div>
        <a href={alarmsAddress(farm)}>{t("evidence.close")}</a>
      </header>
      {state.kind === "loading" && <StateMessage title={t("alarms.loading")} busy />}
      {state.kind === "problem" && <StateMessage title={t("alarms.failed", { problem: state.problem })} />}
      {state.kind === "ready" && (state.rules.length === 0 ? <StateMessage title={t("statistics.none")} /> : <Table farm={farm} rules={state.rules} />)}
    </div>
  );
}

function Table({ farm, rules }: { readonly farm: string; readonly rules: readonly RuleStatistics[] }) {
  const most = Math.max(...rules.map((rule) => rule.pagesAWeek), 0.1);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("evidence.rule")}</th>
          <th scope="col">{t("statistics.pages")}</th>
          <th scope="col">{t("statistics.alarms")}</th>
          <th scope="col">{t("statistics.acknowledged")}</th>
          <th scope="col">{t("statistics.to-acknowledge")}</th>
          <th scope="col">{t("statistics.lasted")}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.rule} data-statistics={rule.rule}>
            <th scope="row"><a href={rulesAddress(farm)}><SeverityMark severity={rule.severity} />{inLanguage(rule.title)}</a></th>
            <td data-name={t("statistics.pages")}><span class="bar" style={{ "--share": rule.pagesAWeek / most }} aria-hidden="true" />{formatNumber(rule.pagesAWeek, 1)}</td>
            <td data-name={t("statistics.alarms")}>{formatNumber(rule.alarms, 0)}</td>
            <td data-name={t("statistics.acknowledged")}>{formatNumber(rule.acknowledged, 0)}</td>
            <td data-name={t("statistics.to-acknowledge")}>{lengthOf(rule.medianToAcknowledgeSeconds)}</td>
            <td data-name={t("statistics.lasted")}>{lengthOf(rule.medianLastedSeconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Half a minute more or less says nothing. */
function lengthOf(seconds: number | null): string {
  if (seconds === null) return "–";
  return formatLength(seconds < 90 ? Math.round(seconds) : seconds < 5_400 ? Math.round(seconds / 60) * 60 : Math.round(seconds / 3_600) * 3_600);
}

function useStatistics(farm: string, days: number): ReadonlySignal<State> {
  const state = useSignal<State>({ kind: "loading" });
  useEffect(() => {
    const abort = new AbortController();
    get<RuleStatistics[]>(`${farmPath(farm)}/alarm-statistics?days=${days}`, abort.signal)
      .then((rules) => { state.value = { kind: "ready", rules }; })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) state.value = { kind: "problem", problem: error instanceof ProblemError ? error.message : String(error) };
      });
    return () => abort.abort();
  }, [farm, days, state]);
  return state;
}
