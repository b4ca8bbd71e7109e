/** A stretch of time, Unix seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a chart's window shows: so many seconds up to an end; without an end it goes along with the present. */
export interface View {
  readonly lengthSeconds: number;
  /** Unix seconds; null follows the present. */
  readonly end: number | null;
}

export const minute = 60;
export const day = 86_400;

const shortest = 5 * minute;
const longest = 400 * day;
/** A window that ends this near to the present, measured in its own length, is meant to follow it. */
const nearPresent = 0.01;

/** The window that follows the present moves on in steps of about a pixel, so that it isn't drawn anew each second. */
export function spanOf({ lengthSeconds, end }: View, nowSeconds: number): Span {
  const step = Math.max(lengthSeconds / 1_440, 5);
  const to = end ?? Math.ceil(nowSeconds / step) * step;
  return { from: to - lengthSeconds, to };
}

/** The view of a stretch; never shorter than what readings can fill, never past the present. */
export function viewOf({ from, to }: Span, nowSeconds: number): View {
  const lengthSeconds = Math.min(Math.max(to - from, shortest), longest);
  const end = (from + to + lengthSeconds) / 2;
  return end >= nowSeconds - nearPresent * lengthSeconds ? { lengthSeconds, end: null } : { lengthSeconds, end };
}

/** Moves the window by a share of its length, earlier when negative. */
export function pan(view: View, nowSeconds: number, share: number): View {
  const { from, to } = spanOf(view, nowSeconds);
  const by = share * view.lengthSeconds;
  return viewOf({ from: from + by, to: to + by }, nowSeconds);
}

/** Shows `factor` times as long a time; `at` (Unix seconds) stays where it is in the window. */
export function zoom(view: View, nowSeconds: number, factor: number, at: number = spanOf(view, nowSeconds).to): View {
  const { from, to } = spanOf(view, nowSeconds);
  const factorInReach = Math.min(Math.max(view.lengthSeconds * factor, shortest), longest) / view.lengthSeconds;
  return viewOf({ from: at - (at - from) * factorInReach, to: at + (to - at) * factorInReach }, nowSeconds);
}

/** A window of the same length with the moment in it: where it is if it can stay, else with the moment at a quarter. */
export function viewWith(view: View, nowSeconds: number, moment: number): View {
  const { from, to } = spanOf(view, nowSeconds);
  if (moment >= from && moment <= to) return view.end === null ? { ...view, end: to } : view;
  const start = moment - view.lengthSeconds / 4;
  return { lengthSeconds: view.lengthSeconds, end: Math.min(start + view.lengthSeconds, Math.max(nowSeconds, moment)) };
}

export function isSame(a: View, b: View): boolean {
  return a.lengthSeconds === b.lengthSeconds && a.end === b.end;
}
