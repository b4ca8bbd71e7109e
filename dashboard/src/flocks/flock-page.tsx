import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { PersonField } from "../alarms/person-field";
import type { Flock, FlockFigures, FlockForecast, KeptEntry } from "../contracts";
import { formatDay } from "../i18n/format";
import { language, t } from "../i18n/language";
import { farmPath } from "../live/api";
import { live, now } from "../live/live";
import { coopName } from "../names";
import { coopAddress, flocksAddress } from "../routes";
import { currentFarm } from "../ui/place-in-app";
import { StateMessage } from "../ui/state-message";
import { ClearForm } from "./clear-form";
import { FigureTable } from "./figure-table";
import { dayAt, flockDayOf } from "./flock-days";
import { FlockSummary } from "./flock-summary";
import { flockPath, useFlocks } from "./flocks-api";
import { SheetForm } from "./sheet-form";
import { SheetLines } from "./sheet-lines";
import { sheetQueue } from "./sheet-queue";
import { WaitingLines } from "./waiting-lines";
import { WeightChart } from "./weight-chart";

function reportAddress(farm: string, flock: string, format: "html" | "pdf"): string {
  return `${farmPath(farm)}${flockPath(flock)}/report?${new URLSearchParams({ format, language: language.value }).toString()}`;
}

/** One flock: its daily sheet first, for that is what a phone is taken out for; then what it came to. */
export function FlockPage({ farm, flock: id }: { readonly farm: string; readonly flock: string }) {
  const changes = useSignal(0);
  const version = changes.value + sheetQueue.taken.value;
  const flock = useFlocks<Flock>(farm, flockPath(id), changes.value).value;
  const figures = useFlocks<FlockFigures>(farm, `${flockPath(id)}/figures`, version).value;
  const forecast = useFlocks<FlockForecast>(farm, `${flockPath(id)}/forecast`, version).value;
  const sheet = useFlocks<KeptEntry[]>(farm, `${flockPath(id)}/sheet`, version).value;
  const correcting = useSignal<KeptEntry | null>(null);
  const title = `${flock.kind === "ready" ? coopName(flock.value.placement.coop) : id} – ${t("flocks.title")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "farm", farm }), [farm]);
  if (flock.kind === "loading") return <StateMessage title={t("flocks.loading")} busy />;
  if (flock.kind === "problem") return <StateMessage title={t("flocks.failed")} hint={flock.problem.message} />;

  const { placement, clearing } = flock.value;
  const today = dayAt(now.value ?? Date.now(), currentFarm.value?.timeZone ?? "UTC");
  const lastDay = clearing?.clearedOn ?? today;
  return (
    <div class="flocks flock-page" data-flock={id}>
      <header>
        <h1>
          <a href={coopAddress(farm, placement.coop)}>{coopName(placement.coop)}</a> <span>{placement.breed}</span>{" "}
          <span class="age">{t("coop.day", { day: flockDayOf(placement.placedOn, lastDay) })}</span>
        </h1>
        <a class="back" href={flocksAddress(farm)}>{t("flocks.all")}</a>
        <PersonField />
      </header>
      {flock.isOld && <p role="status">{t("flocks.old")}</p>}
      {clearing !== null && <p>{t("flocks.cleared", { day: formatDay(Date.parse(clearing.clearedOn), "UTC") })}</p>}
      {figures.kind === "ready" && <FlockSummary figures={figures.value} today={today} />}
      {lastDay >= placement.placedOn && (
        <section class="sheet" aria-label={t("sheet.title")}>
          <h2>{correcting.value === null ? t("sheet.title") : t("sheet.correcting")}</h2>
          <SheetForm
            key={correcting.value?.id ?? ""} farm={farm} flock={id} lays={figures.kind === "ready" && figures.value.lays} placedOn={placement.placedOn}
            today={lastDay} corrects={correcting.value} onDone={() => { correcting.value = null; }}
          />
          <WaitingLines farm={farm} flock={id} />
          {sheet.kind === "ready" && <SheetLines lines={sheet.value} onCorrect={(line) => { correcting.value = line; }} />}
          {sheet.kind === "problem" && <p class="act-problem">{sheet.problem.message}</p>}
        </section>
      )}
      {figures.kind === "loading" && <StateMessage title={t("flocks.loading")} busy />}
      {figures.kind === "problem" && <StateMessage title={t("flocks.failed")} hint={figures.problem.message} />}
      {figures.kind === "ready" && <WeightChart figures={figures.value} forecast={forecast.kind === "ready" ? forecast.value : null} farm={farm} flock={id} />}
      {figures.kind === "ready" && <FigureTable figures={figures.value} />}
      <p class="reports">
        <a href={reportAddress(farm, id, "html")} target="_blank" rel="noopener">{t("flocks.report")}</a>
        <a href={reportAddress(farm, id, "pdf")} target="_blank" rel="noopener">{t("flocks.report-pdf")}</a>
      </p>
      <ClearForm farm={farm} flock={flock.value} today={today} onCleared={() => { changes.value++; }} />
    </div>
  );
}
