import { formatAge, formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { freshnessOf } from "../live/freshness";
import { clockSpeed } from "../live/live";
import { placeName } from "../names";
import { factsOf } from "../quantities";
import { isRunning, type Machine } from "./plan-places";

const drawings = {
  "fan-speed": "M12 12C12 6 15 3 18 5s0 6-6 7m0 0c6 0 9 3 7 6s-6 0-7-6m0 0c0 6-3 9-6 7s0-6 6-7m0 0C6 12 3 9 5 6s6 0 7 6",
  heater: "M12 2c1 4 6 6 6 12a6 6 0 0 1-12 0c0-3 2-4 2-7 2 1 3 2 3 4 1-2 2-5 1-9Z",
  "mains-power": "M13 2 5 14h6l-1 8 9-13h-6l1-7Z",
  siren: "M6 17v-5a6 6 0 0 1 12 0v5ZM4 20h16M12 3V1M4 6 2.5 4.5M20 6l1.5-1.5",
} as const satisfies Record<Machine["quantity"], string>;

export interface MachineMarkProps {
  readonly machine: Machine;
  readonly at: number;
}

/** One machine: what it is, whether it works, how hard, and what is asked of it when that is something else. */
export function MachineMark({ machine, at }: MachineMarkProps) {
  const { quantity, place, series, command } = machine;
  const { value, takenAt } = series.reading;
  const running = isRunning(machine);
  const { stale, ageSeconds } = freshnessOf(series, at, clockSpeed.value);
  const power = quantity === "mains-power" || quantity === "siren";
  const otherwise = command !== null && value !== null && Math.abs(command - value) >= 5;
  return (
    <li class="machine" data-machine={quantity} data-place={place} data-running={running ?? "unknown"} data-state={running === null ? "bad" : stale ? "stale" : "good"} data-taken-at={takenAt}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d={drawings[quantity]} /></svg>
      <span class="name">{t(factsOf(quantity).label)}{place !== "house" && <> · {placeName(place)}</>}</span>
      <span class="value" data-value={value ?? undefined}>{running === null ? "–" : power ? wordOf(machine, running) : `${formatValue(quantity, value ?? 0)} ${factsOf(quantity).unit}`}</span>
      <small>
        {running === null ? `✕ ${t("reading.bad")}` : stale ? formatAge(ageSeconds)
          : otherwise ? t("machine.asked", { value: formatValue(quantity, command), unit: factsOf(quantity).unit })
          : power ? "" : running ? t("machine.running") : t("machine.off")}
      </small>
    </li>
  );
}

function wordOf({ quantity, series }: Machine, running: boolean): string {
  return quantity === "mains-power" ? formatValue(quantity, series.reading.value ?? 0) : running ? t("machine.running") : t("machine.off");
}
