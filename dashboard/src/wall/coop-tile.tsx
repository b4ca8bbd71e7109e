import { useMemo } from "preact/hooks";
import type { Quantity } from "../contracts";
import { useNames } from "../coop/use-names";
import { formatWhen } from "../i18n/format";
import { t } from "../i18n/language";
import { said } from "../i18n/said";
import { clockSpeed, wallCoop, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { coopName } from "../names";
import { factsOf } from "../quantities";
import { coopAddress } from "../routes";
import { Presence } from "../ui/presence";
import { TileAlarm } from "./tile-alarm";
import { Sparkline } from "./sparkline";
import { summarize } from "./summary";
import { TileValue } from "./tile-value";
import { TileWeight } from "./tile-weight";
import { troublesOf } from "./troubles";

const beside = ["relative-humidity", "ammonia", "carbon-dioxide", "water", "feed", "activity"] as const satisfies Quantity[];

/** One coop: is it all right, and how old is what we know? */
export function CoopTile({ coop }: { readonly coop: string }) {
  const known = useMemo(() => wallCoop(coop), [coop]).value;
  return known === undefined ? null : <Tile coop={known} />;
}

function Tile({ coop }: { readonly coop: LiveCoop }) {
  const time = now.value ?? coop.asOf;
  const summaryOf = (quantity: Quantity) => summarize(coop.latest.values(), quantity, time, clockSpeed.value);
  const day = summaryOf("flock-day")?.value;
  const setPoint = summaryOf("temperature-set-point")?.value ?? null;
  return (
    <article class="tile" data-coop={coop.coop} data-online={coop.online}>
      <header>
        <h2><a href={coopAddress(coop.farm, coop.coop)}>{coopName(coop.coop)}</a></h2>
        {day != null && <span class="day">{t("coop.day", { day: Math.floor(day) })}</span>}
        <Presence coop={coop} />
      </header>
      <TileWeight coop={coop.coop} />
      <TileAlarm coop={coop} />
      {coop.outOfUse !== null && (
        <p class="out-of-use" data-use={coop.outOfUse.use}>
          <strong>{t(useNames[coop.outOfUse.use])}</strong> {t("use.since", { when: formatWhen(Date.parse(coop.outOfUse.since), time, coop.timeZone) })} {t("use.suppressed-short")}
        </p>
      )}
      <div class="lead">
        <TileValue lead quantity="temperature" summary={summaryOf("temperature")} setPoint={setPoint} />
        <Sparkline coop={coop} setPoint={setPoint} />
      </div>
      <div class="beside">
        {beside.map((quantity) => ({ quantity, summary: summaryOf(quantity) }))
          // Many houses don't weigh their feed; that is no news.
          .filter(({ quantity, summary }) => summary !== null || quantity !== "feed")
          .map(({ quantity, summary }) => <TileValue key={quantity} quantity={quantity} summary={summary} />)}
      </div>
      {troublesOf(coop.latest.values()).map(({ quantities, reason, quality }) => (
        <p key={reason} class="trouble">
          <span aria-hidden="true">{quality === "bad" ? "✕" : "≈"} </span>
          {t("reading.trouble", { quantities: quantities.map((each) => t(factsOf(each).label)).join(" · "), reason: said(reason) })}
        </p>
      ))}
    </article>
  );
}
