import type { DayFigures, FlockFigures } from "../contracts";
import { formatDay, formatNumber } from "../i18n/format";
import type { MessageKey } from "../i18n/en";
import { t } from "../i18n/language";
import { daysAfter } from "./flock-days";

interface Column {
  readonly label: Extract<MessageKey, `figure.${string}`>;
  readonly unit: string;
  readonly decimals: number;
  readonly of: keyof DayFigures;
  readonly lays?: boolean;
}

const columns: readonly Column[] = [
  { label: "figure.alive", unit: "", decimals: 0, of: "birds" },
  { label: "figure.loss", unit: "%", decimals: 2, of: "lossPercent" },
  { label: "figure.lost", unit: "%", decimals: 2, of: "lostPercent" },
  { label: "figure.weight", unit: "g", decimals: 0, of: "weightGrams" },
  { label: "figure.standard-weight", unit: "g", decimals: 0, of: "standardWeightGrams" },
  { label: "figure.feed", unit: "g", decimals: 0, of: "feedGrams" },
  { label: "figure.water", unit: "mL", decimals: 0, of: "waterMilliliters" },
  { label: "figure.water-to-feed", unit: "", decimals: 2, of: "waterToFeed" },
  { label: "figure.conversion", unit: "", decimals: 2, of: "feedConversion", lays: false },
  { label: "figure.efficiency", unit: "", decimals: 0, of: "productionEfficiency", lays: false },
  { label: "figure.hen-day", unit: "%", decimals: 1, of: "henDayPercent", lays: true },
  { label: "figure.egg-mass", unit: "g", decimals: 1, of: "eggMassGrams", lays: true },
];

/** Every figure of every day, the newest first. */
export function FigureTable({ figures }: { readonly figures: FlockFigures }) {
  const shown = columns.filter(({ lays }) => lays === undefined || lays === figures.lays);
  return (
    <details class="figure-table">
      <summary>{t("flocks.every-day")}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("flocks.every-day")}>
        <table>
          <thead>
            <tr><th scope="col">{t("sheet.day")}</th>{shown.map(({ label, unit }) => <th key={label} scope="col">{t(label)}{unit !== "" && <span class="unit"> {unit}</span>}</th>)}</tr>
          </thead>
          <tbody>
            {[...figures.days].reverse().map((day) => (
              <tr key={day.day} data-day={day.day}>
                <th scope="row">{t("coop.day", { day: day.day })} <small>{formatDay(Date.parse(daysAfter(figures.placedOn, day.day)), "UTC")}</small></th>
                {shown.map(({ label, of, decimals }) => <td key={label} data-figure={of}>{textOf(day[of], decimals)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function textOf(value: number | null | undefined, decimals: number): string {
  return typeof value === "number" ? formatNumber(value, decimals) : "–";
}
