import type { Quality, SeriesAnswer, SeriesLatest, StillEntry } from "../../contracts";
import type { Span } from "../../charts/view";
import type { LiveCoop } from "../../live/reducer";

/** Every series of a coop in a stretch of the past, as the store answered, and which pictures are kept of it, oldest first. */
export interface PastStretch {
  readonly span: Span;
  readonly answers: readonly SeriesAnswer[];
  readonly stills: readonly StillEntry[];
}

/** Seconds before a stretch that are read with it, so that its first moments have values too. */
export const leadSeconds = 900;
/** A picture is of the moment for so long. */
export const pictureSeconds = 3_600;
/** A stretch is asked for in so many rows. */
export const stretchRows = 600;
/** Real seconds that a stretch lasts when it is played. */
const playedSeconds = 60;
const shortestSeconds = 3_600;

/** The stretch in which a moment is looked up when time passes at a speed: they join one another, so that each is asked for once. */
export function stretchAt(seconds: number, speed: number): Span {
  const length = Math.max(shortestSeconds, speed * playedSeconds);
  const from = Math.floor(seconds / length) * length;
  return { from: from - leadSeconds, to: from + length };
}

export function covers({ span }: PastStretch, seconds: number): boolean {
  return seconds >= span.from + leadSeconds && seconds <= span.to;
}

/**
 * The coop as it stood at a moment: of each series the last row that was over by then. A row that sums up a stretch counts from its end, so
 * that nothing is shown before it was measured. Of each camera the last picture.
 */
export function coopAt(coop: LiveCoop, { answers, stills }: PastStretch, seconds: number): LiveCoop {
  const latest = new Map<string, SeriesLatest>();
  for (const answer of answers) {
    const key = `${answer.quantity}/${answer.place}`;
    const row = lastRow(answer, seconds);
    if (row === null) continue;
    const value = answer.last[row] ?? null;
    latest.set(key, {
      periodSeconds: Math.max(coop.latest.get(key)?.periodSeconds ?? 0, answer.resolutionSeconds, spacingBefore(answer.times, row)),
      reading: {
        quantity: answer.quantity, place: answer.place, value, quality: qualityOf(value, answer.good[row] ?? null), reason: null,
        takenAt: new Date(((answer.times[row] ?? 0) + answer.resolutionSeconds) * 1000).toISOString(),
      },
    });
  }
  const pictures = stills.filter(({ takenAt }) => Date.parse(takenAt) <= seconds * 1000 && Date.parse(takenAt) > (seconds - pictureSeconds) * 1000);
  return { ...coop, latest, previews: new Map(pictures.map(({ camera, takenAt }) => [camera, takenAt])), asOf: seconds * 1000 };
}

/** Whether the agent was connected at the moment that the coop stands for; null when that isn't known. */
export function wasOnline(coop: LiveCoop): boolean | null {
  const link = [...coop.latest.values()].find(({ reading }) => reading.quantity === "agent-link")?.reading.value;
  return link == null ? null : link >= 0.5;
}

function lastRow({ times, readings, resolutionSeconds }: SeriesAnswer, seconds: number): number | null {
  for (let row = times.length - 1; row >= 0; row--) {
    if ((times[row] ?? Infinity) + resolutionSeconds <= seconds && (readings[row] ?? 0) > 0) return row;
  }
  return null;
}

/** How often it was read just then, which may be less often than now; of two intervals the shorter, so that one gap doesn't count. */
function spacingBefore(times: readonly number[], row: number): number {
  const [third, second, first] = [times[row - 2], times[row - 1], times[row]];
  if (first === undefined || second === undefined) return 0;
  return third === undefined ? first - second : Math.min(first - second, second - third);
}

function qualityOf(value: number | null, good: number | null): Quality {
  if (value === null) return "bad";
  return good !== null && good < 0.5 ? "uncertain" : "good";
}
