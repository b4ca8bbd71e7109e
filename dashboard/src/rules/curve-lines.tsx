import { formatTick } from "../i18n/format";
import { t } from "../i18n/language";
import type { AgeCurve } from "./age-curve";
import { leftOf, lineOf, topOf, type Box, type CurveAxes } from "./curve-axes";

/** A line of the chart; what it is decides how it looks. */
export interface CurveLine {
  readonly kind: "draft" | "in-force" | "shipped" | "over";
  readonly name: string;
  readonly curve: AgeCurve;
}

export interface CurveLinesProps {
  readonly lines: readonly CurveLine[];
  readonly isHigh: boolean;
  readonly axes: CurveAxes;
  readonly box: Box;
  readonly today: number | null;
}

/** All of the chart that nobody takes hold of. */
export function CurveLines({ lines, isHigh, axes, box, today }: CurveLinesProps) {
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const draft = lines.find(({ kind }) => kind === "draft");
  const edge = isHigh ? box.top : bottom;
  const todayAt = today === null || today > axes.lastDay ? null : leftOf(today, axes, box);
  return (
    <g aria-hidden="true">
      {draft !== undefined && <path class="alarming" d={`${lineOf(draft.curve, axes, box)}L${right} ${edge}L${box.left} ${edge}Z`} />}
      {axes.valueTicks.map((value) => {
        const top = topOf(value, axes, box);
        return <g key={value}><path class="grid" d={`M${box.left} ${top}H${right}`} /><text x={box.left} dx="-0.9em" y={top} dy="0.35em" text-anchor="end">{formatTick(value, axes.valueTick)}</text></g>;
      })}
      {axes.dayTicks.map((day) => {
        const left = leftOf(day, axes, box);
        return <g key={day}><path class="grid" d={`M${left} ${box.top}V${bottom}`} /><text x={left} y={bottom} dy="1.3em" text-anchor="middle">{day}</text></g>;
      })}
      <text x={right} y={bottom} dy="2.6em" text-anchor="end">{t("curve.age")}</text>
      {todayAt !== null && <>
        <path class="today" d={`M${todayAt} ${box.top}V${bottom}`} />
        <text class="today-word" x={todayAt} dx={todayAt > box.left + box.width / 2 ? "-0.4em" : "0.4em"} y={box.top} dy="1em" text-anchor={todayAt > box.left + box.width / 2 ? "end" : "start"}>
          {t("curve.today", { day: today ?? 0 })}
        </text>
      </>}
      {lines.map(({ kind, curve }) => <path key={kind} class="curve-line" data-line={kind} d={lineOf(curve, axes, box)} />)}
    </g>
  );
}
