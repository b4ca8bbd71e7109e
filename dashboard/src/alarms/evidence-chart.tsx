import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AlarmEvidence } from "../contracts";
import type { ChartFrame, ChartLine } from "../charts/chart-options";
import { rangeOf } from "../charts/columns";
import { Legend } from "../charts/legend";
import { TimeChart } from "../charts/time-chart";
import { formatValue } from "../i18n/format";
import { locale, t } from "../i18n/language";
import { factsOf } from "../quantities";
import { frameOf, linesOf } from "./evidence-lines";

export interface EvidenceChartProps {
  readonly evidence: AlarmEvidence;
  readonly frame: ChartFrame;
}

/** What was judged around the alarm's start, its limit and what to compare it with; the time of the alarm is shaded. */
export function EvidenceChart({ evidence, frame: first }: EvidenceChartProps) {
  const present = useSignal(evidence);
  useEffect(() => { present.value = evidence; }, [evidence, present]);
  const cursor = useSignal<number | null>(null);
  const frame = useSignal<ChartFrame>(first);
  const lines = useSignal<readonly ChartLine[]>(linesOf(evidence, first));
  useSignalEffect(() => {
    void locale.value;
    const now = frameOf(present.value, first.timeZone) ?? first;
    frame.value = now;
    lines.value = linesOf(present.value, now);
  });
  const { quantity, timeZone } = frame.value;
  const { label, unit } = factsOf(quantity);
  const range = rangeOf(lines.value.slice(0, 1).map(({ columns }) => columns));
  const summary = range === null ? t("evidence.no-trace") : t("evidence.chart", { quantity: t(label), low: formatValue(quantity, range[0]), high: formatValue(quantity, range[1]), unit });
  return (
    <figure class="day-chart evidence-chart" data-chart={quantity} aria-label={summary}>
      <figcaption>
        <h3>{t(label)}{unit !== "" && <span class="unit"> {unit}</span>}</h3>
        <Legend quantity={quantity} lines={lines} cursor={cursor} timeZone={timeZone} />
      </figcaption>
      <div class="plot"><TimeChart lines={lines} frame={frame} onCursor={(seconds) => { cursor.value = seconds; }} /></div>
    </figure>
  );
}
