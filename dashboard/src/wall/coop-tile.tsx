import { useMemo } from "preact/hooks";
import type { Quantity } from "../contracts";
import { t } from "../i18n/language";
import { clockSpeed, liveCoop, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { coopName } from "../names";
import { coopAddress } from "../routes";
import { Presence } from "../ui/presence";
import { Sparkline } from "./sparkline";
import { summarize } from "./summary";
import { TileValue } from "./tile-value";

const beside = ["relative-humidity", "ammonia", "carbon-dioxide", "water", "activity"] as const satisfies Quantity[];

/** One coop: is it all right, and how old is what we know? */
export function CoopTile({ coop }: { readonly coop: string }) {
  const known = useMemo(() => liveCoop(coop), [coop]).value;
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
      <div class="lead">
        <TileValue quantity="temperature" summary={summaryOf("temperature")} timeZone={coop.timeZone} setPoint={setPoint} />
        <Sparkline coop={coop} setPoint={setPoint} />
      </div>
      <div class="beside">
        {beside.map((quantity) => (
          <TileValue key={quantity} quantity={quantity} summary={summaryOf(quantity)} timeZone={coop.timeZone} />
        ))}
      </div>
    </article>
  );
}
