import { useComputed, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Quantity } from "../contracts";
import { t } from "../i18n/language";
import { live, liveCoop } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { coopName } from "../names";
import { allQuantities, isOfEquipment } from "../quantities";
import { wallAddress } from "../routes";
import { Presence } from "../ui/presence";
import { StateMessage } from "../ui/state-message";
import { CameraPreviews } from "./camera-preview";
import { DayChart } from "./day-chart";
import { LiveValues } from "./live-values";
import { useExists } from "./use-exists";

export interface CoopPageProps {
  readonly farm: string;
  readonly coop: string;
}

/** One coop: its numbers now, its camera, its last day. */
export function CoopPage({ farm, coop }: CoopPageProps) {
  const known = useMemo(() => liveCoop(coop), [coop]);
  const exists = useExists(farm, coop);
  const title = `${coopName(coop)} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "coop", farm, coop }), [farm, coop]);

  const present = known.value;
  if (exists.value === "no" && (present === undefined || present.latest.size === 0)) {
    const all = <a href={wallAddress(farm)}>{t("coop.all")}</a>;
    return <StateMessage title={t("coop.unknown-title", { farm, coop })} hint={<>{t("coop.unknown-hint")} {all}</>} />;
  }
  if (present === undefined) {
    return live.connection.value === "lost"
      ? <StateMessage title={t("wall.unreachable-title")} hint={t("wall.unreachable-hint")} />
      : <StateMessage title={t("coop.loading")} busy />;
  }
  return <Coop coop={present} known={known} />;
}

interface CoopProps {
  readonly coop: LiveCoop;
  readonly known: ReadonlySignal<LiveCoop | undefined>;
}

function Coop({ coop, known }: CoopProps) {
  const day = [...coop.latest.values()].find(({ reading }) => reading.quantity === "flock-day")?.reading.value;
  return (
    <article class="coop" data-coop={coop.coop} data-online={coop.online}>
      <header>
        <h1>{coopName(coop.coop)}</h1>
        {day != null && <span class="day">{t("coop.day", { day: Math.floor(day) })}</span>}
        <Presence coop={coop} />
        {coop.agent !== null && <span class="agent">{t("coop.agent", { agent: coop.agent })}</span>}
      </header>
      <section class="now" aria-labelledby="now-title">
        <h2 id="now-title">{t("coop.now")}</h2>
        <LiveValues coop={coop} />
      </section>
      <section class="cameras" aria-labelledby="camera-title">
        <h2 id="camera-title">{t("camera.title")}</h2>
        <CameraPreviews coop={coop} />
      </section>
      <section class="day" aria-labelledby="day-title">
        <h2 id="day-title">{t("coop.last-day")} <small>{t("chart.band")}</small></h2>
        <Charts known={known} />
      </section>
    </article>
  );
}

const notCharted: readonly Quantity[] = ["temperature-set-point", "flock-day"];

function Charts({ known }: { readonly known: ReadonlySignal<LiveCoop | undefined> }) {
  // A list of names, so that a new value alone doesn't draw the charts' frames anew.
  const names = useComputed(() => {
    const measured = new Set([...(known.value?.latest.values() ?? [])].map(({ reading }) => reading.quantity));
    return allQuantities.filter((quantity) => measured.has(quantity) && !notCharted.includes(quantity) && !isOfEquipment(quantity)).join("\n");
  });
  const charted = allQuantities.filter((quantity) => names.value.split("\n").includes(quantity));
  return <div class="charts">{charted.map((quantity) => <DayChart key={quantity} coop={known} quantity={quantity} />)}</div>;
}
