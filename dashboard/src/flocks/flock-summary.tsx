import type { DayFigures, FlockFigures } from "../contracts";
import { formatDay, formatNumber } from "../i18n/format";
import { t } from "../i18n/language";

export interface FlockSummaryProps {
  readonly figures: FlockFigures;
  readonly today: string;
}

interface Fact {
  readonly name: string;
  readonly text: string;
  /** What stands beside it: the standard's value, or the day it is of. */
  readonly beside: string | null;
}

/** How the flock stands, each figure beside its standard, with the day that it is of where that is not the last. */
export function FlockSummary({ figures, today }: FlockSummaryProps) {
  const last = figures.days.at(-1);
  if (last === undefined) return null;
  const waits = figures.withdrawalUntil !== null && figures.withdrawalUntil >= today;
  return (
    <section class="flock-summary" aria-label={t("flocks.figures")}>
      {waits && <p class="withdrawal"><strong>{t("flocks.withdrawal", { day: formatDay(Date.parse(figures.withdrawalUntil ?? ""), "UTC") })}</strong></p>}
      <dl>
        {factsOf(figures, last).map(({ name, text, beside }) => (
          <div key={name}><dt>{name}</dt><dd><b>{text}</b>{beside !== null && <small>{beside}</small>}</dd></div>
        ))}
      </dl>
    </section>
  );
}

function factsOf(figures: FlockFigures, last: DayFigures): Fact[] {
  const newest = (key: keyof DayFigures) => figures.days.findLast((day) => day[key] !== null && day[key] !== undefined);
  const fact = (
    name: string, key: keyof DayFigures, standardKey: keyof DayFigures | null, decimals: number, unit: string,
    word: (value: string) => string = (value) => t("flocks.standard", { value }),
  ): Fact | null => {
    const day = newest(key);
    const value = day?.[key];
    if (day === undefined || typeof value !== "number") return null;
    const standard = standardKey === null ? null : day[standardKey];
    const beside = [
      typeof standard === "number" ? word(formatNumber(standard, decimals)) : null,
      day.day === last.day ? null : t("coop.day", { day: day.day }),
    ].filter((part) => part !== null).join(", ");
    return { name, text: `${formatNumber(value, decimals)}${unit}`, beside: beside === "" ? null : beside };
  };
  const meat: (Fact | null)[] = [
    fact(t("figure.conversion"), "feedConversion", "standardFeedConversion", 2, ""),
    fact(t("figure.efficiency"), "productionEfficiency", null, 0, ""),
  ];
  const hens: (Fact | null)[] = [
    fact(t("figure.hen-day"), "henDayPercent", "standardHenDayPercent", 1, " %"),
    fact(t("figure.egg-mass"), "eggMassGrams", "standardEggMassGrams", 1, " g"),
    fact(t("figure.feed-per-egg"), "feedPerEggGrams", null, 0, " g"),
  ];
  return [
    fact(t("figure.alive"), "birds", null, 0, ""),
    fact(t("figure.weight"), "weightGrams", "standardWeightGrams", 0, " g"),
    fact(t("figure.gain"), "gainGrams", "standardGainGrams", 0, " g"),
    fact(t("figure.uniformity"), "uniformityPercent", null, 0, " %"),
    fact(t("figure.lost"), "lostPercent", "lossCeilingPercent", 2, " %", (value) => t("flocks.ceiling", { value })),
    fact(t("figure.density"), "densityKilogramsPerSquareMeter", null, 1, " kg/m²"),
    fact(t("figure.feed"), "feedGrams", "standardFeedGrams", 0, " g"),
    fact(t("figure.water"), "waterMilliliters", "standardWaterMilliliters", 0, " mL"),
    fact(t("figure.water-to-feed"), "waterToFeed", null, 2, ""),
    ...(figures.lays ? hens : meat),
  ].filter((one) => one !== null);
}
