import type { ReadonlySignal } from "@preact/signals";
import type { Quantity } from "../contracts";
import { formatTime, formatValue } from "../i18n/format";
import type { ChartLine } from "./chart-options";
import { valueAt } from "./columns";

export interface LegendProps {
  readonly quantity: Quantity;
  readonly lines: ReadonlySignal<readonly ChartLine[]>;
  readonly cursor: ReadonlySignal<number | null>;
  readonly timeZone: string;
}

/** Which line is which; with the pointer in a chart, their values at that time. */
export function Legend({ quantity, lines, cursor, timeZone }: LegendProps) {
  const at = cursor.value;
  return (
    <ul class="legend">
      {at !== null && <li><time>{formatTime(at * 1000, timeZone)}</time></li>}
      {lines.value.map((line) => {
        const value = at === null ? null : valueAt(line.columns, at);
        return (
          <li key={line.name}>
            <svg class="swatch" viewBox="0 0 28 8" aria-hidden="true" style={{ color: `var(${line.color})` }}>
              <path d="M0 4h28" stroke-dasharray={line.dash.join(" ")} />
            </svg>
            {line.name}
            {at !== null && <b>{value === null ? "–" : formatValue(quantity, value)}</b>}
          </li>
        );
      })}
    </ul>
  );
}
