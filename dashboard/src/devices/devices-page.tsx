import { useEffect } from "preact/hooks";
import type { RejectionCount } from "../contracts";
import { formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { live } from "../live/live";
import { inOrder } from "../ui/place-in-app";
import { StateMessage } from "../ui/state-message";
import { AgentCard } from "./agent-card";
import { CoopDevices } from "./coop-devices";
import { useAgents } from "./use-agents";

/** What brings a farm's numbers here and how it is: agents with spool, clock and ledger, sensors, cameras, and what was refused. */
export function DevicesPage({ farm }: { readonly farm: string }) {
  const state = useAgents(farm).value;
  const title = `${t("nav.devices")} – ${t("app.name")}`;
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => live.follow({ kind: "farm", farm }), [farm]);
  const coops = inOrder(live.state.value.coops.values(), ({ coop }) => coop);

  if (state.kind === "loading") return <StateMessage title={t("devices.loading")} busy />;
  if (state.kind === "problem") return <StateMessage title={t("devices.failed")} hint={state.problem.message} />;
  return (
    <div class="devices">
      <h1>{t("nav.devices")}</h1>
      <section aria-labelledby="agents-title">
        <h2 id="agents-title">{t("devices.agents")}</h2>
        {state.agents.length === 0 && <p class="nothing">{t("devices.no-agents")}</p>}
        <ul class="cards">{inOrder(state.agents, ({ agent }) => agent).map((agent) => <AgentCard key={agent.agent} agent={agent} coops={coops} />)}</ul>
      </section>
      <section aria-labelledby="sensors-title">
        <h2 id="sensors-title">{t("devices.sensors")}</h2>
        <ul class="cards">{coops.map((coop) => <CoopDevices key={coop.coop} coop={coop} />)}</ul>
      </section>
      <Refused rejections={state.rejections.filter(({ count }) => count > 0)} />
    </div>
  );
}

function Refused({ rejections }: { readonly rejections: readonly RejectionCount[] }) {
  return (
    <section aria-labelledby="refused-title">
      <h2 id="refused-title">{t("devices.refused")}</h2>
      {rejections.length === 0 ? <p class="nothing">{t("devices.none-refused")}</p> : (
        <table class="refused">
          <tbody>{rejections.map(({ kind, count }) => <tr key={kind}><th scope="row"><code>{kind}</code></th><td>{formatNumber(count, 0)}</td></tr>)}</tbody>
        </table>
      )}
    </section>
  );
}
