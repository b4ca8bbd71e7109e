import { useComputed, type ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { isSuppressed } from "../alarms/ranking";
import type { Quantity } from "../contracts";
import { t } from "../i18n/language";
import { live, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { reportedDayOf } from "../live/reported-day";
import { coopName } from "../names";
import { allQuantities, isOfEquipment } from "../quantities";
import { Presence } from "../ui/presence";
import { CameraPreviews } from "./camera-preview";
import { useComparison, type Comparison } from "./comparison";
import { ComparisonChoice } from "./comparison-choice";
import { CoopAlarmList } from "./coop-alarms";
import { FloorPlan } from "./floor-plan";
import { HistoryChart } from "./history-chart";
import { HouseUseSection } from "./house-use";
import { LiveValues } from "./live-values";
import { PastBar } from "./past/past-bar";
import { PastPictures } from "./past/past-pictures";
import { wasOnline } from "./past/past-values";
import { TimeTravel } from "./past/time-travel";
import { usePastCoop } from "./past/use-past-coop";
import { PeriodBar } from "./period-bar";
import { alarmsAt, useCoopAlarms } from "./use-coop-alarms";
import { useHouseHistory } from "./use-house-history";

export interface CoopProps {
  readonly coop: LiveCoop;
  readonly known: ReadonlySignal<LiveCoop | undefined>;
}

/** A coop's numbers, places, machines, alarms, camera and history: now, or at the moment of the past that somebody went to. */
export function Coop({ coop, known }: CoopProps) {
  const travel = useMemo(() => new TimeTravel(() => (now.peek() ?? known.peek()?.asOf ?? 0) / 1000), [known]);
  const { coop: then, problem } = usePastCoop(travel, known);
  const alarms = useCoopAlarms(coop.farm, coop.coop, travel);
  const comparison = useComparison(known, travel);
  const past = travel.moment.value !== null;
  const shown = past ? then.value : coop;
  const at = travel.moment.value === null ? now.value ?? coop.asOf : travel.moment.value * 1000;
  const flockDay = reportedDayOf(coop);
  const noValues = past ? t("past.no-values") : t("coop.no-values");
  const open = past ? alarmsAt(alarms.alarms.value, at / 1000) : alarms.alarms.value.filter((alarm) => live.alarms.value.open.has(alarm.id));
  return (
    <article class="coop" data-coop={coop.coop} data-online={coop.online} data-past={past}>
      <PastBar travel={travel} timeZone={coop.timeZone} problem={problem.value} />
      <header>
        <h1>{coopName(coop.coop)}</h1>
        <FlockDay coop={shown} />
        {past ? <PastPresence coop={shown} /> : <Presence coop={coop} />}
        {coop.agent !== null && <span class="agent">{t("coop.agent", { agent: coop.agent })}</span>}
        {!past && <HouseUseSection coop={coop} />}
      </header>
      <div class="column side">
        <section class="coop-alarms" aria-labelledby="coop-alarms-title" data-count={open.length}>
          <h2 id="coop-alarms-title">{t("nav.alarms")}</h2>
          {past || live.alarms.value.number !== null ? <CoopAlarmList alarms={open} timeZone={coop.timeZone} suppressed={!past && coop.outOfUse !== null} /> : <p class="nothing">{t("coop.not-known")}</p>}
        </section>
        <section class="cameras" aria-labelledby="camera-title">
          <h2 id="camera-title">{t("camera.title")}</h2>
          {!past ? <CameraPreviews coop={coop} />
            : shown === undefined ? <p class="nothing busy">{t("chart.loading")}</p> : <PastPictures coop={shown} cameras={coop.previews.keys()} />}
        </section>
        <section class="now" aria-labelledby="now-title">
          <h2 id="now-title">{past ? t("past.then") : t("coop.now")}</h2>
          {shown === undefined ? <p class="nothing busy">{t("chart.loading")}</p> : <LiveValues coop={shown} at={at} noValues={noValues} />}
        </section>
      </div>
      <div class="column">
        <section class="plan" aria-labelledby="plan-title">
          <h2 id="plan-title">{t("plan.title")}</h2>
          {shown === undefined ? <p class="nothing busy">{t("chart.loading")}</p> : <FloorPlan coop={shown} at={at} alarms={open.filter((alarm) => !isSuppressed(alarm))} noValues={noValues} />}
        </section>
        <section class="day" aria-labelledby="day-title">
          <h2 id="day-title">{t("coop.history")} <small>{t("chart.band")}</small></h2>
          <PeriodBar travel={travel} timeZone={coop.timeZone} flockDay={flockDay}>
            <ComparisonChoice farm={coop.farm} coop={coop.coop} comparison={comparison} />
          </PeriodBar>
          <Charts known={known} travel={travel} comparison={comparison} alarms={alarms} timeZone={coop.timeZone} flockDay={flockDay} />
        </section>
      </div>
    </article>
  );
}

function FlockDay({ coop }: { readonly coop: LiveCoop | undefined }) {
  const day = reportedDayOf(coop);
  return day === null ? null : <span class="day">{t("coop.day", { day: Math.floor(day) })}</span>;
}

function PastPresence({ coop }: { readonly coop: LiveCoop | undefined }) {
  const online = coop === undefined ? null : wasOnline(coop);
  if (online === null) return null;
  return <span class={`presence ${online ? "online" : "offline"}`}>{online ? t("coop.online") : t("coop.offline")}</span>;
}

const notCharted: readonly Quantity[] = ["temperature-set-point", "flock-day"];

interface ChartsProps extends Pick<CoopProps, "known"> {
  readonly travel: TimeTravel;
  readonly comparison: Comparison;
  readonly alarms: ReturnType<typeof useCoopAlarms>;
  readonly timeZone: string;
  readonly flockDay: number | null;
}

function Charts({ known, travel, comparison, alarms, timeZone, flockDay }: ChartsProps) {
  const history = useHouseHistory(known, travel);
  // A list of names, so that a new value alone doesn't draw the charts' frames anew.
  const names = useComputed(() => {
    const measured = new Set([...(known.value?.latest.values() ?? [])].map(({ reading }) => reading.quantity));
    return allQuantities.filter((quantity) => measured.has(quantity) && !notCharted.includes(quantity) && !isOfEquipment(quantity)).join("\n");
  });
  const charted = allQuantities.filter((quantity) => names.value.split("\n").includes(quantity));
  return (
    <div class="charts">
      {charted.map((quantity) => (
        <HistoryChart key={quantity} quantity={quantity} history={history} comparison={comparison} alarms={alarms} travel={travel} timeZone={timeZone} flockDay={flockDay} />
      ))}
    </div>
  );
}
