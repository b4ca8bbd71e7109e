import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { BrokerEntry } from "../contracts";
import { t } from "../i18n/language";
import { get } from "../live/api";
import { farms } from "../live/farms";
import { agentYaml, freeName, namePattern } from "./agent-yaml";
import "./first-run.css";

const file = "house.yaml";
const command = `./roost edge --config ${file}`;
const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** From an empty service to the first coop: what to save, what to start, and then to wait for the coop, which comes by itself. */
export function FirstRun() {
  const taken = farms.value.kind === "ready" ? farms.value.farms.map(({ farm }) => farm) : [];
  const broker = useSignal<BrokerEntry | null>(null);
  const farm = useSignal(freeName("my-farm", taken));
  const coop = useSignal("coop-1");
  const deviceHost = useSignal("192.168.1.20");
  const devicePort = useSignal(502);
  useEffect(() => {
    const abort = new AbortController();
    // Without an answer the usual port stands there; the wall tells by itself when the cloud can't be reached.
    get<BrokerEntry>("/api/broker", abort.signal).then((found) => { broker.value = found; }).catch(() => {});
    return () => abort.abort();
  }, [broker]);
  const page = location.hostname;
  const yaml = agentYaml({
    farm: farm.value, coop: coop.value, deviceHost: deviceHost.value, devicePort: devicePort.value,
    brokerHost: broker.value?.host ?? page.replace(/^\[|\]$/g, ""), brokerPort: broker.value?.port ?? 1883,
  });
  const isUnreachable = broker.value?.isForThisMachineAlone === true && !loopback.includes(page);
  return (
    <section class="first-run" aria-labelledby="first-run-title">
      <h1 id="first-run-title">{t("first.title")}</h1>
      <p class="lead-in">{t("first.lead")}</p>
      <ol class="steps">
        <Step number={1} title={t("first.write")}>
          <form class="names" onSubmit={(event) => event.preventDefault()}>
            <label>{t("wall.farm")} <input name="farm" required maxLength={64} pattern={namePattern} title={t("first.name-rule")} value={farm.value} onInput={(event) => { farm.value = event.currentTarget.value; }} /></label>
            <label>{t("filter.coop")} <input name="coop" required maxLength={64} pattern={namePattern} title={t("first.name-rule")} value={coop.value} onInput={(event) => { coop.value = event.currentTarget.value; }} /></label>
            <label>{t("first.device")} <input name="deviceHost" required maxLength={200} value={deviceHost.value} onInput={(event) => { deviceHost.value = event.currentTarget.value.trim(); }} /></label>
            <label>{t("first.device-port")} <input name="devicePort" type="number" required min={1} max={65_535} value={devicePort.value} onInput={(event) => { devicePort.value = event.currentTarget.valueAsNumber || 502; }} /></label>
          </form>
          <Copyable name="yaml" text={yaml} />
          <p class="hint">{t("first.write-hint", { file })}</p>
        </Step>
        <Step number={2} title={t("first.start")}>
          <Copyable name="command" text={command} />
          <p class="hint">{t("first.start-hint")}</p>
          {isUnreachable && <p class="unreachable"><strong>{t("first.unreachable")}</strong> <code>--Broker:Address 0.0.0.0</code></p>}
        </Step>
        <Step number={3} title={t("first.wait")}>
          <p class="waiting" role="status" data-waiting><span class="dot busy" aria-hidden="true" />{t("first.waiting", { coop: coop.value, farm: farm.value })}</p>
          <p class="hint">{t("first.wait-hint")}</p>
        </Step>
      </ol>
      <p class="hint">{t("first.demo")} <code>./roost demo</code></p>
    </section>
  );
}

function Step({ number, title, children }: { readonly number: number; readonly title: string; readonly children: ComponentChildren }) {
  return (
    <li data-step={number}>
      <h2><span class="number" aria-hidden="true">{number}</span>{title}</h2>
      {children}
    </li>
  );
}

/** Text to be taken to another machine. */
function Copyable({ name, text }: { readonly name: string; readonly text: string }) {
  const code = useRef<HTMLPreElement>(null);
  const copied = useSignal(false);
  useEffect(() => { copied.value = false; }, [text, copied]);
  const copy = async () => {
    // Where the page is not served safely a browser gives no clipboard: the text is then marked, ready for the keys.
    const selection = getSelection();
    if (code.current !== null) selection?.selectAllChildren(code.current);
    try {
      await navigator.clipboard.writeText(text);
      copied.value = true;
    } catch {
      copied.value = false;
    }
  };
  return (
    <div class="copyable">
      <pre ref={code} tabIndex={0} data-text={name} aria-label={name === "yaml" ? file : t("first.start")}><code>{text}</code></pre>
      <button type="button" onClick={() => void copy()}>{copied.value ? `✓ ${t("first.copied")}` : t("first.copy")}</button>
    </div>
  );
}
