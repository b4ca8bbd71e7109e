import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Flock } from "../contracts";
import { dayAt } from "../flocks/flock-days";
import { useFlocks } from "../flocks/flocks-api";
import { formatDay } from "../i18n/format";
import { isLanguage, language, languages, t, type Language } from "../i18n/language";
import { live, now } from "../live/live";
import { coopName } from "../names";
import { flocksAddress, reportsAddress } from "../routes";
import { currentFarm, inOrder } from "../ui/place-in-app";
import { StateMessage } from "../ui/state-message";
import { daysOf, nameOf, reportsOf, type Report, type ReportKind } from "./report-list";
import { ReportView } from "./report-view";
import "./reports.css";

const kinds = ["daily", "weekly", "flock"] as const satisfies ReportKind[];
const kindNames = { daily: "reports.daily", weekly: "reports.weekly", flock: "reports.of-flocks" } as const;

export interface ReportsPageProps {
  readonly farm: string;
  /** Name of the opened report; null for none. */
  readonly opened: string | null;
}

/** The farm's reports of days, weeks and flocks: to be read here, taken away, or sent to their readers again. */
export function ReportsPage({ farm, opened }: ReportsPageProps) {
  const flocks = useFlocks<Flock[]>(farm, "/flocks").value;
  const kind = useSignal<ReportKind>(kinds.find((each) => opened?.startsWith(`${each}-`) === true) ?? "weekly");
  const coop = useSignal<string | null>(null);
  const chosen = useSignal<Language | null>(null);
  const title = `${t("reports.title")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "farm", farm }), [farm]);

  const timeZone = currentFarm.value?.timeZone ?? "UTC";
  const today = dayAt(now.value ?? Date.now(), timeZone);
  const known = flocks.kind === "ready" ? flocks.value : [];
  const reports = reportsOf(kind.value, known, coop.value, today);
  const report = reports.find((each) => nameOf(each) === opened);
  const reader = chosen.value ?? language.value;
  return (
    <div class="reports-page" data-opened={report !== undefined}>
      <header>
        <h1>{t("reports.title")}</h1>
        <a class="back" href={flocksAddress(farm)}>{t("nav.flocks")}</a>
      </header>
      <form class="report-choice" onSubmit={(event) => event.preventDefault()}>
        <div class="kinds" role="group" aria-label={t("reports.period")}>
          {kinds.map((each) => (
            <button key={each} type="button" data-kind={each} aria-pressed={kind.value === each} onClick={() => { kind.value = each; }}>{t(kindNames[each])}</button>
          ))}
        </div>
        <label>{t("filter.coop")} <select name="coop" value={coop.value ?? ""} onChange={(event) => { coop.value = event.currentTarget.value || null; }}>
          <option value="">{t("coop.all")}</option>
          {inOrder(new Set(known.map(({ placement }) => placement.coop)), (each) => each).map((each) => <option key={each} value={each}>{coopName(each)}</option>)}
        </select></label>
        <label>{t("reports.language")} <select name="language" value={reader} onChange={(event) => { if (isLanguage(event.currentTarget.value)) chosen.value = event.currentTarget.value; }}>
          {Object.entries(languages).map(([tag, name]) => <option key={tag} value={tag}>{name}</option>)}
        </select></label>
      </form>
      {flocks.kind === "loading" && <StateMessage title={t("reports.loading")} busy />}
      {flocks.kind === "problem" && <StateMessage title={t("reports.failed")} hint={flocks.problem.status === 0 ? t("act.unreachable") : flocks.problem.message} />}
      {flocks.kind === "ready" && flocks.isOld && <p role="status">{t("reports.old")}</p>}
      {flocks.kind === "ready" && reports.length === 0 && (
        known.length === 0
          ? <StateMessage title={t("reports.none")} hint={<>{t("reports.none-hint")} <a href={flocksAddress(farm)}>{t("flocks.place")}</a></>} />
          : <p class="nothing">{t(kind.value === "weekly" ? "reports.no-week" : "reports.no-day")}</p>
      )}
      <div class="columns">
        {reports.length > 0 && (
          <ul class="report-list">
            {reports.map((each) => (
              <li key={nameOf(each)}>
                <a href={reportsAddress(farm, nameOf(each))} data-report={nameOf(each)} aria-current={each === report ? "true" : undefined}><ReportName report={each} /></a>
              </li>
            ))}
          </ul>
        )}
        {report !== undefined && (
          <ReportView
            key={`${nameOf(report)} ${coop.value ?? ""} ${reader}`} choice={{ farm, report, coop: report.kind === "flock" ? null : coop.value, language: reader }}
            timeZone={timeZone} title={<ReportName report={report} />}
          />
        )}
      </div>
    </div>
  );
}

function ReportName({ report }: { readonly report: Report }) {
  const { from, to } = daysOf(report);
  const say = (day: string) => formatDay(Date.parse(day), "UTC");
  const period = to === null ? t("flocks.placed", { day: say(from) }) : from === to ? say(from) : `${say(from)} – ${say(to)}`;
  if (report.kind !== "flock") return <strong>{period}</strong>;
  const { placement } = report.flock;
  return <><strong>{coopName(placement.coop)}</strong> <span>{placement.breed}</span> <span>{period}</span></>;
}
