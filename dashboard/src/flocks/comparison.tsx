import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DayFigures, Flock, FlockFigures } from "../contracts";
import { formatDay, formatNumber } from "../i18n/format";
import type { MessageKey } from "../i18n/en";
import { t } from "../i18n/language";
import { coopName } from "../names";
import { atSameAge } from "./same-age";
import { flockPath, useFlocks } from "./flocks-api";

export interface ComparisonProps {
  readonly farm: string;
  readonly figures: FlockFigures;
  /** Gets the other flock's figures for the chart; null for none. */
  readonly onOther: (other: FlockFigures | null) => void;
}

const rows = [
  { of: "weightGrams", label: "figure.weight", unit: "g", decimals: 0 },
  { of: "lostPercent", label: "figure.lost", unit: "%", decimals: 2 },
  { of: "feedGrams", label: "figure.feed", unit: "g", decimals: 0 },
  { of: "waterMilliliters", label: "figure.water", unit: "mL", decimals: 0 },
  { of: "feedConversion", label: "figure.conversion", unit: "", decimals: 2 },
  { of: "productionEfficiency", label: "figure.efficiency", unit: "", decimals: 0 },
  { of: "henDayPercent", label: "figure.hen-day", unit: "%", decimals: 1 },
] as const satisfies readonly { of: keyof DayFigures; label: MessageKey; unit: string; decimals: number }[];

/** The flock beside another of the farm, an earlier one or a neighbour, each figure at the same age. */
export function Comparison({ farm, figures, onOther }: ComparisonProps) {
  const flocks = useFlocks<Flock[]>(farm, "/flocks").value;
  const chosen = useSignal<string | null>(null);
  const others = flocks.kind === "ready" ? flocks.value.filter((flock) => flock.id !== figures.flock) : [];
  if (others.length === 0) return null;
  return (
    <section class="comparison">
      <label>{t("flocks.compare")} <select
        data-compare value={chosen.value ?? ""}
        onChange={(event) => { chosen.value = event.currentTarget.value === "" ? null : event.currentTarget.value; if (chosen.value === null) onOther(null); }}
      >
        <option value="">{t("flocks.nobody")}</option>
        {others.map((flock) => <option key={flock.id} value={flock.id}>{nameOf(flock)}</option>)}
      </select></label>
      {chosen.value !== null && <Beside key={chosen.value} farm={farm} figures={figures} other={chosen.value} onOther={onOther} />}
    </section>
  );
}

/** A flock as people tell it from others: the coop, and when it was placed. */
function nameOf({ placement }: Flock): string {
  return `${coopName(placement.coop)}, ${t("flocks.placed", { day: formatDay(Date.parse(placement.placedOn), "UTC") })}`;
}

function Beside({ farm, figures, other, onOther }: ComparisonProps & { readonly other: string }) {
  const loaded = useFlocks<FlockFigures>(farm, `${flockPath(other)}/figures`).value;
  const theirs = loaded.kind === "ready" ? loaded.value : null;
  useEffect(() => { onOther(theirs); }, [theirs]);
  if (loaded.kind === "problem") return <p class="act-problem">{loaded.problem.message}</p>;
  if (loaded.kind === "loading") return <p class="busy">{t("flocks.loading")}</p>;
  return (
    <table>
      <thead><tr><th scope="col">{t("flocks.figures")}</th><th scope="col">{t("flocks.this")}</th><th scope="col">{t("flocks.other")}</th><th scope="col">{t("sheet.day")}</th></tr></thead>
      <tbody>
        {rows.map(({ of, label, unit, decimals }) => ({ of, label, unit, decimals, pair: atSameAge(figures.days, loaded.value.days, of) }))
          .filter(({ pair }) => pair !== null)
          .map(({ of, label, unit, decimals, pair }) => pair !== null && (
            <tr key={of} data-figure={of}>
              <th scope="row">{t(label)}{unit !== "" && <span class="unit"> {unit}</span>}</th>
              <td>{formatNumber(pair.mine, decimals)}</td><td>{formatNumber(pair.theirs, decimals)}</td><td>{t("coop.day", { day: pair.day })}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
