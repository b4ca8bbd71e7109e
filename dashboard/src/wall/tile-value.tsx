import type { Quantity } from "../contracts";
import { formatAge, formatValue } from "../i18n/format";
import { t } from "../i18n/language";
import { factsOf } from "../quantities";
import type { Summary } from "./summary";

export interface TileValueProps {
  readonly quantity: Quantity;
  readonly summary: Summary | null;
  /** The tile's first number: its unit stands at the figure, the others' at the label. */
  readonly lead?: boolean;
  readonly setPoint?: number | null;
}

/** One number of a tile. Its note says the one thing to know: a fault, an age, a missing place, or the spread between places. */
export function TileValue({ quantity, summary, lead = false, setPoint = null }: TileValueProps) {
  const facts = factsOf(quantity);
  const value = summary?.value ?? null;
  const state = stateOf(summary);
  return (
    <div
      class="tile-value"
      data-quantity={quantity}
      data-place={summary?.place ?? facts.combine}
      data-taken-at={summary?.takenAt}
      data-state={state}
    >
      <span class="label"><span class="name">{t(facts.label)}</span>{!lead && <span class="unit"> {facts.unit}</span>}</span>
      <span class="figure">
        <span class="value" data-value={value ?? undefined}>{value === null ? "–" : formatValue(quantity, value)}</span>
        {lead && (
          <span class="at-value">
            <span class="unit">{facts.unit}</span>
            {setPoint !== null && <span class="set-point">{t("reading.set-point", { value: formatValue("temperature-set-point", setPoint) })}</span>}
          </span>
        )}
      </span>
      <span class="note">{noteOf(summary)}</span>
    </div>
  );
}

function stateOf(summary: Summary | null): "absent" | "bad" | "stale" | "uncertain" | "good" {
  if (summary === null) return "absent";
  if (summary.value === null) return "bad";
  return summary.stale ? "stale" : summary.quality;
}

function noteOf(summary: Summary | null): string {
  if (summary === null) return t("reading.absent");
  if (summary.value === null) return summary.quality === "bad" ? `✕ ${t("reading.bad")}` : t("reading.none");
  if (summary.stale) return formatAge(summary.ageSeconds);
  if (summary.quality === "uncertain") return `≈ ${t("reading.uncertain")}`;
  if (summary.counted < summary.all) return `✕ ${t("reading.missing-of", { missing: summary.all - summary.counted, all: summary.all })}`;
  return factsOf(summary.quantity).daily ? t("reading.today") : spreadOf(summary);
}

function spreadOf({ quantity, spread }: Summary): string {
  if (spread === null) return "";
  const [low, high] = [formatValue(quantity, spread[0]), formatValue(quantity, spread[1])];
  return low === high ? "" : `${low}–${high}`;
}
