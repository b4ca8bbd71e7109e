import type { AgentEntry } from "../contracts";
import { formatAge, formatNumber, formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { ageOf } from "../live/freshness";
import { clockSpeed, live, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { coopName } from "../names";
import { coopAddress } from "../routes";
import { inOrder } from "../ui/place-in-app";
import { gaugesOf } from "./device-facts";

/** Where a farm would begin to wonder. */
const muchSpoolPercent = 20;
const muchOffsetSeconds = 10;

export interface AgentCardProps {
  readonly agent: AgentEntry;
  readonly coops: readonly LiveCoop[];
}

/** One agent: whether it is there, how full its spool, how right its clock, and up to which batch all is stored. */
export function AgentCard({ agent, coops }: AgentCardProps) {
  const { clockAheadSeconds, spoolUsedPercent } = gaugesOf(coops.filter(({ coop }) => agent.coops.includes(coop)), agent.agent);
  const ago = (time: string) => formatAge(ageOf(time, now.value ?? Date.parse(time), clockSpeed.value));
  const known = live.connection.value !== "lost";
  const farm = coops[0]?.farm;
  return (
    <li class="card" data-agent={agent.agent} data-connected={agent.connected}>
      <h3>{agent.agent}</h3>
      <span class={`presence ${!known ? "unknown" : agent.connected ? "online" : "offline"}`}>{!known ? t("coop.not-known") : agent.connected ? t("coop.online") : t("coop.offline")}</span>
      <dl>
        <div><dt>{t("devices.heard")}</dt><dd>{ago(agent.heardAt)}</dd></div>
        <Gauge name={t("quantity.spool-used")} value={spoolUsedPercent} text={(value) => `${formatNumber(value, 1)} %`} much={muchSpoolPercent} hint={t("devices.spool-hint")} />
        <Gauge name={t("quantity.clock-offset")} value={clockAheadSeconds} text={(value) => `${formatValue("clock-offset", value)} s`} much={muchOffsetSeconds} hint={t("devices.clock-hint")} />
        <div data-ledger={agent.committedThrough ?? undefined}>
          <dt>{t("devices.stored")}</dt>
          <dd>{agent.committedThrough === null || agent.committedAt === null ? t("devices.not-yet") : <>{ago(agent.committedAt)} <small>{t("devices.batch", { number: String(agent.committedThrough) })}</small></>}</dd>
        </div>
      </dl>
      <ul class="coops">
        {inOrder(agent.coops, (coop) => coop).map((coop) => (
          <li key={coop}>
            {farm === undefined ? coopName(coop) : <a href={coopAddress(farm, coop)}>{coopName(coop)}</a>}
            {agent.lostCoops.includes(coop) && <> ✕ {t("devices.lost")}</>}
          </li>
        ))}
      </ul>
    </li>
  );
}

interface GaugeProps {
  readonly name: string;
  readonly value: number | null;
  readonly text: (value: number) => string;
  readonly much: number;
  readonly hint: string;
}

function Gauge({ name, value, text, much, hint }: GaugeProps) {
  const wonder = value !== null && Math.abs(value) >= much;
  return (
    <div data-wonder={wonder}>
      <dt>{name}</dt>
      <dd>{value === null ? t("devices.not-yet") : text(value)}{wonder && <small> ≈ {hint}</small>}</dd>
    </div>
  );
}
