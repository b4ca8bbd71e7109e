import type { ChartLine } from "../charts/chart-options";
import type { Columns } from "../charts/columns";
import type { FlockFigures, FlockForecast } from "../contracts";
import { middleOf } from "./flock-days";

/** What the lines are called. */
export interface WeightNames {
  readonly measured: string;
  readonly standard: string;
  readonly forecast: string;
  readonly other: string;
}

const daySeconds = 86_400;

/** The chart's lines: what was weighed, the standard, the forecast with its band, and another flock at the same ages. */
export function weightLines({ placedOn, days }: FlockFigures, forecast: FlockForecast | null, other: FlockFigures | null, names: WeightNames): readonly ChartLine[] {
  const weighed = days.filter((day) => day.weightGrams !== null);
  const theirs = (other?.days ?? []).filter((day) => day.weightGrams !== null);
  const line = (name: string, columns: Columns, color: string, dash: readonly number[]): ChartLine => ({ name, columns, color, dash, stepped: false });
  const thin = (times: number[], mean: (number | null)[]): Columns => ({ times, mean, low: mean, high: mean, gapSeconds: 400 * daySeconds });
  const lines = [
    line(names.measured, thin(weighed.map((day) => middleOf(placedOn, day.day + 0.5)), weighed.map((day) => day.weightGrams)), "--line-1", []),
    line(names.standard, thin(days.map((day) => middleOf(placedOn, day.day + 0.5)), days.map((day) => day.standardWeightGrams)), "--line-aim", [4, 4]),
  ];
  if (theirs.length > 0) {
    lines.push(line(names.other, thin(theirs.map((day) => middleOf(placedOn, day.day + 0.5)), theirs.map((day) => day.weightGrams)), "--line-3", [2, 3]));
  }
  const weights = forecast?.weights ?? [];
  return weights.length === 0 ? lines : [...lines, line(names.forecast, {
    times: weights.map((weight) => middleOf(placedOn, weight.ageDays)),
    mean: weights.map((weight) => weight.grams),
    low: weights.map((weight) => weight.lowGrams),
    high: weights.map((weight) => weight.highGrams),
    gapSeconds: 400 * daySeconds,
  }, "--line-2", [7, 3])];
}
