import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { when } from "../alarms/alarm-words";
import { severityNames } from "../alarms/severity-mark";
import type { BackTestAnswer } from "../contracts";
import { formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { farmPath, ProblemError, send } from "../live/api";
import { coopName, placeName } from "../names";
import { currentFarm } from "../ui/place-in-app";
import { beginOf, linesOf, totalsOf, type BackTestLine } from "./back-test-lines";

const mostLines = 12;

export interface BackTestViewProps {
  readonly farm: string;
  /** The change as it would be saved; null while it isn't complete. */
  readonly request: { readonly rule: string; readonly what: string; readonly value: string; readonly coop: string | null } | null;
}

/** Shows what a change would have made of the last flocks, before it is saved. Another change needs another one of these. */
export function BackTestView({ farm, request }: BackTestViewProps) {
  const answer = useSignal<BackTestAnswer | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const leave = useRef(new AbortController());
  // Nobody waits for the answer any more: the cloud may stop.
  useEffect(() => () => leave.current.abort(), []);

  const test = async () => {
    if (request === null) return;
    busy.value = true;
    problem.value = null;
    try {
      answer.value = await send<BackTestAnswer>("POST", `${farmPath(farm)}/back-test`, { changes: [request] }, leave.current.signal);
    } catch (error) {
      problem.value = error instanceof ProblemError && error.status !== 0 ? error.message : t("back-test.unreachable");
    }
    busy.value = false;
  };
  return (
    <div class="back-test" aria-busy={busy.value}>
      <button type="button" disabled={busy.value || request === null} onClick={() => void test()}>{busy.value ? t("back-test.running") : t("back-test.run")}</button>
      <div role="status">
        {problem.value !== null && <p class="act-problem">{problem.value}</p>}
        {answer.value !== null && <Answer answer={answer.value} />}
      </div>
    </div>
  );
}

function Answer({ answer }: { readonly answer: BackTestAnswer }) {
  const timeZone = currentFarm.value?.timeZone ?? "UTC";
  const begin = beginOf(answer);
  if (begin === null) return <p>{t("back-test.no-readings")}</p>;
  const { gained, lost, moved } = totalsOf(answer);
  const lines = linesOf(answer);
  const aWeek = (pages: number) => formatNumber(pages, 1);
  return <>
    <table data-back-test>
      <caption>{t("back-test.since", { time: when(begin, timeZone) })}</caption>
      <thead><tr><th scope="col">{t("back-test.gained")}</th><th scope="col">{t("back-test.lost")}</th><th scope="col">{t("back-test.moved")}</th><th scope="col">{t("back-test.pages")}</th></tr></thead>
      <tbody><tr>
        <td data-gained={gained}>{gained}</td>
        <td data-lost={lost}>{lost}</td>
        <td data-moved={moved}>{moved}</td>
        <td>{t("back-test.before-and-after", { before: aWeek(answer.pagesAWeekBefore), after: aWeek(answer.pagesAWeekAfter) })}</td>
      </tr></tbody>
    </table>
    {gained + lost + moved === 0 && <p>{t("back-test.same")}</p>}
    {lines.length > 0 && <ul>{lines.slice(0, mostLines).map((line) => <Line key={line.kind + line.coop + line.place + line.raisedAt} line={line} timeZone={timeZone} />)}</ul>}
    {gained + lost + moved > mostLines && <p>{t("back-test.more", { count: gained + lost + moved - mostLines })}</p>}
  </>;
}

function Line({ line, timeZone }: { readonly line: BackTestLine; readonly timeZone: string }) {
  const place = line.place === "" ? coopName(line.coop) : t("alarm.where", { coop: coopName(line.coop), place: placeName(line.place) });
  const said = { gained: t("back-test.gained-one"), lost: t("back-test.lost-one"), moved: t("back-test.moved-one") }[line.kind];
  return (
    <li data-kind={line.kind}>
      <strong>{said}</strong> <time dateTime={line.raisedAt}>{when(line.raisedAt, timeZone)}</time> · {place}{line.amount !== null && <> · {line.amount}</>}
      {line.severities !== null && <> · {t("back-test.before-and-after", { before: t(severityNames[line.severities[0]]), after: t(severityNames[line.severities[1]]) })}</>}
    </li>
  );
}
