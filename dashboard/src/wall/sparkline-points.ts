/** One value of one place; null marks a gap. */
export interface Sample {
  readonly seconds: number;
  readonly value: number | null;
}

/**
 * The mean of several places in equal steps of time, null where no place has a value. Places are averaged by step first, so
 * that one which reports more often doesn't outweigh the others.
 */
export function meanBySteps(
  places: readonly (readonly Sample[])[], fromSeconds: number, toSeconds: number, steps: number,
): (number | null)[] {
  const width = (toSeconds - fromSeconds) / steps;
  const totals = new Array<number>(steps).fill(0);
  const counts = new Array<number>(steps).fill(0);
  for (const samples of places) {
    const sums = new Map<number, { sum: number; count: number }>();
    for (const { seconds, value } of samples) {
      const step = Math.floor((seconds - fromSeconds) / width);
      if (value === null || step < 0 || step >= steps) continue;
      const entry = sums.get(step) ?? { sum: 0, count: 0 };
      entry.sum += value;
      entry.count++;
      sums.set(step, entry);
    }
    for (const [step, { sum, count }] of sums) {
      totals[step] = (totals[step] ?? 0) + sum / count;
      counts[step] = (counts[step] ?? 0) + 1;
    }
  }
  return totals.map((total, step) => ((counts[step] ?? 0) === 0 ? null : total / (counts[step] ?? 1)));
}

/** An SVG path through the values in a 100 × 100 box, broken at gaps; a lone value becomes a short dash. */
export function pathOf(values: readonly (number | null)[], low: number, high: number): string {
  const width = 100 / values.length;
  let path = "";
  values.forEach((value, index) => {
    if (value === null) return;
    const y = (100 - ((value - low) / (high - low)) * 100).toFixed(1);
    const before = index > 0 && values[index - 1] != null;
    const after = index + 1 < values.length && values[index + 1] != null;
    const x = ((index + 0.5) * width).toFixed(2);
    if (before) path += `L${x} ${y}`;
    else if (after) path += `M${x} ${y}`;
    else path += `M${(index * width).toFixed(2)} ${y}h${width.toFixed(2)}`;
  });
  return path;
}
