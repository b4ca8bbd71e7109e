import { useSignal } from "@preact/signals";
import type { DeliveryEntry, Person } from "../contracts";
import { formatWhen } from "../i18n/format";
import { t } from "../i18n/language";
import { languageOf, said } from "../i18n/said";
import type { MessageKey } from "../i18n/en";
import { now } from "../live/live";
import { DeliveryMark } from "./person-card";

const kindNames = {
  alarm: "delivery.alarm", over: "delivery.over", digest: "delivery.digest", test: "delivery.test", heartbeat: "delivery.heartbeat", report: "delivery.report",
} as const satisfies Record<DeliveryEntry["kind"], MessageKey>;

const shown = 12;

export type StateWords = "delivery.delivered" | "delivery.refused" | "delivery.overtaken" | "delivery.again" | "delivery.waiting";

/** How it stands, in words. */
export function stateWords({ state, problem }: DeliveryEntry): StateWords {
  switch (state) {
    case "delivered": return "delivery.delivered";
    case "refused": return "delivery.refused";
    case "overtaken": return "delivery.overtaken";
    default: return problem === null ? "delivery.waiting" : "delivery.again";
  }
}

const hasFailed = ({ state, problem }: DeliveryEntry) => state === "refused" || (state === "waiting" && problem !== null);

export interface DeliveryListProps {
  readonly deliveries: readonly DeliveryEntry[];
  readonly people: readonly Person[];
  readonly timeZone: string;
}

/** What was sent to whom lately and how it went; what failed is told first and in full. */
export function DeliveryList({ deliveries, people, timeZone }: DeliveryListProps) {
  const failedAlone = useSignal(false);
  const failed = deliveries.filter(hasFailed);
  const listed = (failedAlone.value ? failed : deliveries).slice(0, shown);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  return (
    <section class="deliveries" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">{t("delivery.title")}</h2>
      <p class="failed" data-failed={failed.length}>
        {failed.length === 0 ? t("delivery.none-failed") : <strong>✕ {t("delivery.failed", { count: failed.length })}</strong>}
        {failed.length > 0 && <button type="button" aria-pressed={failedAlone.value} onClick={() => { failedAlone.value = !failedAlone.value; }}>{t("delivery.failed-alone")}</button>}
      </p>
      {deliveries.length === 0 && <p class="nothing">{t("delivery.none")}</p>}
      <ul>
        {listed.map((delivery) => (
          <li key={delivery.number} data-delivery={delivery.state} data-has-failed={hasFailed(delivery)}>
            <span><time dateTime={delivery.createdAt}>{formatWhen(Date.parse(delivery.createdAt), now.value ?? Date.now(), timeZone)}</time> <strong>{nameOf(delivery.person)}</strong></span>
            <span>{t(kindNames[delivery.kind])}</span>
            <span class="state"><DeliveryMark state={delivery.state} problem={delivery.problem} />{t(stateWords(delivery))}{delivery.acknowledgedAt !== null && ` · ${t("delivery.acknowledged")}`}</span>
            {delivery.problem !== null && <q lang={languageOf(delivery.problem)}>{said(delivery.problem)}</q>}
          </li>
        ))}
      </ul>
    </section>
  );
}
