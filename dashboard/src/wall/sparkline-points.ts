/** One value of one place; null marks a gap. */
export interface Sample {
  readonly seconds: number;
  readonly value: number | null;
}

/** What is known of a place's course. */
export interface Course {
  readonly samples: readonly Sample[];
  /** How long a value stands for what follows it: the store's own steps may be longer than the line's. */
  readonly coverSeconds: number;
}

/**
 * The mean of several places in equal steps of time, null where no place has a value. Places are averaged by step first, so
 * that one which reports more often doesn't outweigh the others.
 */
export function meanBySteps(places: readonly Course[], fromSeconds: number, toSeconds: number, steps: number): (number | null)[] {
  const byPlace = places.map((course) => valuesBySteps(course, fromSeconds, (toSeconds - fromSeconds) / steps, steps));
  return Array.from({ length: steps }, (_, step) => meanOf(byPlace.flatMap((values) => values[step] ?? [])));
}

function valuesBySteps({ samples, coverSeconds }: Course, fromSeconds: number, stepSeconds: number, steps: number): (number | null)[] {
  const values = new Array<number | null>(steps).fill(null);
  let within: number[] = [];
  samples.forEach(({ seconds, value }, index) => {
    const step = Math.floor((seconds - fromSeconds) / stepSeconds);
    const next = samples[index + 1]?.seconds ?? Infinity;
    if (value !== null && step < steps) {
      within.push(value);
      // The steps that no other value starts in, as far as this one covers them.
      const covered = Math.floor((Math.min(seconds + coverSeconds, next) - fromSeconds - 0.001) / stepSeconds);
      for (let each = Math.max(step, 0); each <= Math.min(Math.max(covered, step), steps - 1); each++) {
        values[each] = each === step ? meanOf(within) : value;
      }
    }
    if (Math.floor((next - fromSeconds) / stepSeconds) !== step) within = [];
  });
  return values;
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
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
