import type { DayFigures } from "../contracts";

/** A figure of two flocks at one age. */
export interface Pair {
  readonly day: number;
  readonly mine: number;
  readonly theirs: number;
}

/** The figure at the oldest age at which both flocks have it; null when there is none. */
export function atSameAge(mine: readonly DayFigures[], theirs: readonly DayFigures[], of: keyof DayFigures): Pair | null {
  const byDay = new Map(theirs.map((day) => [day.day, day[of]]));
  for (const day of [...mine].reverse()) {
    const [a, b] = [day[of], byDay.get(day.day)];
    if (typeof a === "number" && typeof b === "number") return { day: day.day, mine: a, theirs: b };
  }
  return null;
}
