import type { CurvePoint } from "../contracts";

/** A limit over the birds' age: straight lines between its points, before the first and after the last as there; youngest first, at least one. */
export type AgeCurve = readonly CurvePoint[];

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** Reads "25", or "3 at day 0, 4 at day 7", as the cloud does; null for anything else. */
export function readCurve(text: string): AgeCurve | null {
  if (number.test(text)) return [{ ageDays: 0, value: Number(text) }];
  const points: CurvePoint[] = [];
  for (const part of text.split(", ")) {
    const [value = "", day = "", ...rest] = part.split(" at day ");
    const last = points.at(-1);
    if (!number.test(value) || !number.test(day) || rest.length > 0) return null;
    if (Number(day) < 0 || (last !== undefined && Number(day) <= last.ageDays)) return null;
    points.push({ ageDays: Number(day), value: Number(value) });
  }
  return points;
}

/** Writes a curve as the cloud reads it. */
export function writeCurve(curve: AgeCurve): string {
  const [first] = curve;
  if (curve.length === 1 && first !== undefined) return String(tidy(first.value));
  return curve.map(({ ageDays, value }) => `${tidy(value)} at day ${tidy(ageDays)}`).join(", ");
}

/** The curve's value at an age. */
export function valueAt(curve: AgeCurve, ageDays: number): number {
  const next = curve.findIndex((point) => point.ageDays > ageDays);
  const to = curve.at(next);
  const from = next < 0 ? to : curve[next - 1] ?? to;
  if (from === undefined || to === undefined) return NaN;
  return from === to ? to.value : from.value + ((to.value - from.value) * (ageDays - from.ageDays)) / (to.ageDays - from.ageDays);
}

export function isSameCurve(one: AgeCurve, other: AgeCurve): boolean {
  return writeCurve(one) === writeCurve(other);
}

/**
 * In what steps a person moves a limit: a tenth of a degree; of other units about a thirtieth of the limit, and as fine as its shipped
 * values are written.
 */
export function stepOf(unit: string, shipped: AgeCurve): number {
  const largest = Math.max(...shipped.map(({ value }) => Math.abs(value)));
  const power = unit === "°C" || largest === 0 ? -1 : Math.floor(Math.log10(largest / 20));
  const decimals = Math.max(...shipped.map(({ value }) => decimalsOf(value)));
  return 10 ** Math.max(decimals === 0 ? power : Math.min(power, -decimals), -3);
}

/** How many decimals a number is written with. */
export function decimalsOf(value: number): number {
  return (String(tidy(value)).split(".")[1] ?? "").length;
}

/** Where a point may go. */
export interface Reach {
  /** What its value is a multiple of. */
  readonly step: number;
  readonly low: number;
  readonly high: number;
  /** The oldest age, whole days. */
  readonly lastDay: number;
}

/**
 * Moves a point, to whole days between its neighbours and to whole steps within reach. What doesn't move stays as it was written; a
 * constant has no age to move to.
 */
export function moved(curve: AgeCurve, index: number, to: CurvePoint, reach: Reach): AgeCurve {
  const point = curve[index];
  if (point === undefined) return curve;
  const value = to.value === point.value ? point.value : clamp(snap(to.value, reach.step), reach.low, reach.high);
  const [before, after] = [curve[index - 1], curve[index + 1]];
  const first = before === undefined ? 0 : Math.floor(before.ageDays) + 1;
  const last = after === undefined ? Math.max(reach.lastDay, point.ageDays) : Math.ceil(after.ageDays) - 1;
  const stays = to.ageDays === point.ageDays || curve.length === 1 || first > last;
  const there = { ageDays: stays ? point.ageDays : clamp(Math.round(to.ageDays), first, last), value };
  return curve.map((each, at) => (at === index ? there : each));
}

/** Adds a point on the line at a whole day; null where there is one already. */
export function addedAt(curve: AgeCurve, ageDays: number, { step, lastDay }: Reach): { readonly curve: AgeCurve; readonly index: number } | null {
  const day = clamp(Math.round(ageDays), 0, lastDay);
  if (curve.some((point) => point.ageDays === day)) return null;
  const index = curve.filter((point) => point.ageDays < day).length;
  return { curve: [...curve.slice(0, index), { ageDays: day, value: snap(valueAt(curve, day), step) }, ...curve.slice(index)], index };
}

/** Adds a point in the middle of the widest stretch without one; null where every day has one. */
export function addedInGap(curve: AgeCurve, reach: Reach): ReturnType<typeof addedAt> {
  const ends = [...curve.map(({ ageDays }) => ageDays), ...(curve.some(({ ageDays }) => ageDays >= reach.lastDay) ? [] : [reach.lastDay])];
  let widest = 0;
  let middle = 0;
  ends.forEach((end, index) => {
    const start = ends[index - 1] ?? 0;
    if (end - start > widest) [widest, middle] = [end - start, (start + end) / 2];
  });
  return addedAt(curve, middle, reach);
}

/** Without a point; the last one stays. */
export function removed(curve: AgeCurve, index: number): AgeCurve {
  return curve.length === 1 ? curve : curve.filter((_, at) => at !== index);
}

function snap(value: number, step: number): number {
  return tidy(Math.round(value / step) * step);
}

/** Four decimals, as the cloud writes a limit; never a "-0". */
function tidy(value: number): number {
  return Number(value.toFixed(4)) + 0;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
