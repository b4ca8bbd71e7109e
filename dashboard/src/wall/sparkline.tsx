import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { meanBySteps, pathOf } from "./sparkline-points";
import { useTemperatures } from "./use-temperatures";

const spanSeconds = 2 * 3_600;
const steps = 60;
/** A line never swings higher for less: °C to either side of the set-point. */
const leastSwing = 1.5;
const stepSeconds = spanSeconds / steps;

export interface SparklineProps {
  readonly coop: LiveCoop;
  readonly setPoint: number | null;
}

/** The coop's mean temperature over the last two hours, with the present set-point. */
export function Sparkline({ coop, setPoint }: SparklineProps) {
  const temperatures = useTemperatures(coop, spanSeconds, steps);
  // Redrawn once a step, not with every beat.
  const end = useComputed(() => Math.ceil((now.value ?? coop.asOf) / 1000 / stepSeconds) * stepSeconds).value;
  const values = useMemo(() => meanBySteps(temperatures, end - spanSeconds, end, steps), [temperatures, end]);
  const line = useMemo(() => lineOf(values, setPoint), [values, setPoint]);
  if (line === null) return <p class="sparkline none">{t("spark.none")}</p>;

  const { lowest, highest, count, aim, path } = line;
  const range = { low: formatValue("temperature", lowest), high: formatValue("temperature", highest) };
  return (
    <figure class="sparkline">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={t("spark.label", range)}>
        {aim !== null && <path class="aim" d={aim} />}
        <path class="line" d={path} />
      </svg>
      <figcaption aria-hidden="true">{count > 1 && t("spark.range", range)}</figcaption>
    </figure>
  );
}

/** Null without a value. */
function lineOf(values: readonly (number | null)[], setPoint: number | null) {
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return null;
  const [lowest, highest] = [Math.min(...present), Math.max(...present)];
  const middle = setPoint ?? (lowest + highest) / 2;
  const [low, high] = [Math.min(lowest, middle - leastSwing) - 0.2, Math.max(highest, middle + leastSwing) + 0.2];
  return { lowest, highest, count: present.length, aim: setPoint === null ? null : pathOf([setPoint], low, high), path: pathOf(values, low, high) };
}
