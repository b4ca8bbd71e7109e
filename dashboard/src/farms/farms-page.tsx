import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { inLanguage } from "../alarms/rule-texts";
import { originOf } from "../alarms/ranking";
import { SeverityMark, severityNames } from "../alarms/severity-mark";
import type { AlarmSeverity, FarmOverview } from "../contracts";
import { formatAge } from "../i18n/format";
import { t } from "../i18n/language";
import { get, ProblemError } from "../live/api";
import { live, now } from "../live/live";
import { coopName } from "../names";
import { alarmsAddress, devicesAddress, peopleAddress, wallAddress } from "../routes";
import { currentFarm } from "../ui/place-in-app";
import { StateMessage } from "../ui/state-message";
import { byUrgency, found, needy } from "./urgency";
import "./farms.css";

const everyMilliseconds = 4_000;
const namedCoops = 4;

/** Every farm at a glance, for whoever looks after many: those that need somebody first. */
export function FarmsPage() {
  const farms = useSignal<readonly FarmOverview[] | null>(null);
  const problem = useSignal<string | null>(null);
  const words = useSignal("");
  const title = `${t("farms.title")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  const farm = currentFarm.value?.farm;
  useEffect(() => { if (farm !== undefined) live.follow({ kind: "farm", farm }); }, [farm]);
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      try {
        farms.value = await get<FarmOverview[]>("/api/overview", abort.signal);
        problem.value = null;
      } catch (error) {
        if (abort.signal.aborted) return;
        problem.value = error instanceof ProblemError && error.status !== 0 ? error.message : t("act.unreachable");
      }
      timer = setTimeout(() => void load(), everyMilliseconds);
    };
    void load();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [farms, problem]);

  if (farms.value === null) return <StateMessage title={problem.value === null ? t("farms.loading") : t("farms.failed")} hint={problem.value ?? undefined} busy={problem.value === null} />;
  const shown = found(farms.value, words.value);
  return (
    <div class="farms-page">
      <header>
        <h1>{t("farms.title")}</h1>
        <p class="sum">{t("farms.sum", { count: farms.value.length, needy: needy(farms.value) })}</p>
        <input type="search" aria-label={t("farms.find")} placeholder={t("farms.find")} value={words.value} onInput={(event) => { words.value = event.currentTarget.value; }} />
      </header>
      {problem.value !== null && <p class="old" role="alert">{t("farms.old", { problem: problem.value })}</p>}
      {shown.length === 0 && <p class="nothing">{t("farms.none")}</p>}
      <ul>{[...shown].sort(byUrgency).map((each) => <Farm key={each.farm} farm={each} />)}</ul>
    </div>
  );
}

function Farm({ farm }: { readonly farm: FarmOverview }) {
  const counts = ([["critical", farm.critical], ["warning", farm.warnings], ["information", farm.informations]] as const satisfies readonly (readonly [AlarmSeverity, number])[]).filter(([, count]) => count > 0);
  const [worst] = farm.worst;
  return (
    <li data-farm={farm.farm} data-severity={worst?.severity ?? "none"} data-silent={farm.silentCoops.length}>
      <h2><a href={wallAddress(farm.farm)}>{farm.farm}</a></h2>
      <p class="counts">
        {counts.length === 0 && farm.silentCoops.length === 0 && <span class="calm">{t("farms.calm")}</span>}
        {counts.map(([severity, count]) => (
          <a key={severity} href={alarmsAddress(farm.farm)} class="count" aria-label={t("farms.count", { severity: t(severityNames[severity]), count })}><SeverityMark severity={severity} />{count}</a>
        ))}
      </p>
      <ul class="worst">
        {farm.worst.map((alarm) => {
          const { coop } = originOf(alarm.id);
          return (
            <li key={alarm.id}>
              <a href={alarmsAddress(farm.farm, alarm.id)}>
                <strong>{inLanguage(alarm.title)}</strong>{coop !== null && <> · {coopName(coop)}</>} <small>{formatAge(((now.value ?? Date.now()) - Date.parse(alarm.raisedAt)) / 1000)}</small>
              </a>
            </li>
          );
        })}
      </ul>
      <p class="coops">
        {farm.silentCoops.length === 0
          ? t("farms.all-report", { count: farm.coops })
          : <a href={devicesAddress(farm.farm)}><strong>{t("farms.silent", { silent: farm.silentCoops.length, count: farm.coops })}</strong> {farm.silentCoops.slice(0, namedCoops).map(coopName).join(", ")}{farm.silentCoops.length > namedCoops && " …"}</a>}
      </p>
      {!farm.hasOnCallPlan && <p class="nobody"><a href={peopleAddress(farm.farm)}>{t("farms.nobody")}</a></p>}
    </li>
  );
}
