import type { CurvePoint } from "../contracts";
import type { AgeCurve } from "./age-curve";

/** What a chart of limits over age shows, and where on it something is. Lengths in CSS pixels, from the upper left corner. */
export interface CurveAxes {
  readonly lastDay: number;
  readonly low: number;
  readonly high: number;
  readonly dayTicks: readonly number[];
  readonly valueTicks: readonly number[];
  readonly valueTick: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A chart never shows less than this many steps of its limit. */
const leastSteps = 20;
/** Room above and below the curves, in shares of their height, so that there is somewhere to drag to. */
const room = 0.6;
/** The youngest age at which a chart of hens ends; those of meat birds end with their standard. */
const leastDays = 56;

/** The axes around curves: never beyond zero on the side where no shipped value is. */
export function axesOf(curves: readonly AgeCurve[], shipped: AgeCurve, step: number, breedLastDay: number, today: number | null): CurveAxes {
  const values = curves.flatMap((curve) => curve.map(({ value }) => value));
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(highest - lowest, leastSteps * step);
  const least = shipped.every(({ value }) => value >= 0) ? Math.min(0, lowest) : -Infinity;
  const most = shipped.every(({ value }) => value <= 0) ? Math.max(0, highest) : Infinity;
  const low = Math.max(lowest - room * span, least);
  const high = Math.min(highest + room * span, most);
  const valueTick = niceStep((high - low) / 4);
  const [first, last] = [Math.floor(low / valueTick + 1e-9), Math.ceil(high / valueTick - 1e-9)];

  const oldest = Math.max(...curves.flatMap((curve) => curve.map(({ ageDays }) => ageDays)), 0);
  const lastDay = Math.max(Math.min(Math.max(leastDays, Math.ceil(oldest * 1.25), (today ?? 0) + 7), breedLastDay), Math.ceil(oldest));
  const dayTick = [1, 2, 7, 14, 28, 70, 140].find((days) => lastDay / days <= 8) ?? 280;
  return {
    lastDay, low: first * valueTick + 0, high: last * valueTick + 0, valueTick,
    dayTicks: Array.from({ length: Math.floor(lastDay / dayTick) + 1 }, (_, index) => index * dayTick),
    valueTicks: Array.from({ length: last - first + 1 }, (_, index) => (first + index) * valueTick),
  };
}

function niceStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * ([1, 2, 5].find((step) => step * power >= wanted) ?? 10);
}

export function leftOf(ageDays: number, axes: CurveAxes, box: Box): number {
  return box.left + (ageDays / axes.lastDay) * box.width;
}

export function topOf(value: number, axes: CurveAxes, box: Box): number {
  return box.top + ((axes.high - value) / (axes.high - axes.low)) * box.height;
}

export function ageAt(left: number, axes: CurveAxes, box: Box): number {
  return ((left - box.left) / box.width) * axes.lastDay;
}

/** The line of a curve from the first to the last day, as an SVG path. */
export function lineOf(curve: AgeCurve, axes: CurveAxes, box: Box): string {
  const [first, last] = [curve[0], curve.at(-1)];
  if (first === undefined || last === undefined) return "";
  const points = [{ ageDays: 0, value: first.value }, ...curve, { ageDays: axes.lastDay, value: last.value }];
  return points.map(({ ageDays, value }, index) => `${index === 0 ? "M" : "L"}${leftOf(ageDays, axes, box).toFixed(1)} ${topOf(value, axes, box).toFixed(1)}`).join("");
}

/** The point nearest to a place on the chart, if it is within reach. */
export function nearest(curve: AgeCurve, left: number, top: number, reach: number, axes: CurveAxes, box: Box): number | null {
  let found: number | null = null;
  let least = reach;
  curve.forEach(({ ageDays, value }, index) => {
    const distance = Math.hypot(leftOf(ageDays, axes, box) - left, topOf(value, axes, box) - top);
    if (distance <= least) [found, least] = [index, distance];
  });
  return found;
}

/** Where a point is drawn to. The first pixels either way don't count: who moves a value means to keep the day. */
export function draggedTo(start: CurvePoint, right: number, down: number, slack: number, axes: CurveAxes, box: Box): CurvePoint {
  const beyond = (pixels: number) => Math.sign(pixels) * Math.max(Math.abs(pixels) - slack, 0);
  return {
    ageDays: start.ageDays + (beyond(right) / box.width) * axes.lastDay,
    value: start.value - (beyond(down) / box.height) * (axes.high - axes.low),
  };
}
