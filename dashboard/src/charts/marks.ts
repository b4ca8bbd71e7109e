import type uPlot from "uplot";
import type { AlarmSeverity } from "../contracts";
import type { ChartTheme } from "./theme";

/** An alarm's time in a chart. */
export interface ChartMark {
  readonly from: number;
  readonly to: number;
  readonly severity: AlarmSeverity;
}

/** The alarms' shapes stand at the chart's top edge where they began, and a line of their colour lasts as long as they did. */
export function drawMarks(chart: uPlot, marks: readonly ChartMark[], { color, em }: ChartTheme): void {
  const { ctx, bbox: { left, width, top, height } } = chart;
  const pixelOf = (seconds: number) => Math.min(Math.max(chart.valToPos(seconds, "x", true), left), left + width);
  const size = (em * devicePixelRatio) / 2.2;
  ctx.save();
  for (const { from, to, severity } of marks) {
    const [start, end] = [pixelOf(from), pixelOf(to)];
    const hue = color(`--alarm-${severity}`);
    ctx.fillStyle = hue;
    ctx.globalAlpha = 0.1;
    ctx.fillRect(start, top, Math.max(end - start, 1), height);
    ctx.globalAlpha = 1;
    ctx.fillRect(start, top, Math.max(end - start, 2), size / 3);
    if (from < (chart.scales["x"]?.min ?? -Infinity)) continue;
    ctx.beginPath();
    shapeOf(ctx, severity, start, top + size / 2, size);
    ctx.fill();
  }
  ctx.restore();
}

function shapeOf(ctx: CanvasRenderingContext2D, severity: AlarmSeverity, x: number, y: number, size: number): void {
  switch (severity) {
    case "critical":
      ctx.moveTo(x, y);
      ctx.lineTo(x + size, y + 1.8 * size);
      ctx.lineTo(x - size, y + 1.8 * size);
      break;
    case "warning":
      ctx.moveTo(x, y);
      ctx.lineTo(x + size, y + size);
      ctx.lineTo(x, y + 2 * size);
      ctx.lineTo(x - size, y + size);
      break;
    case "information":
      ctx.arc(x, y + size, size * 0.9, 0, 2 * Math.PI);
      break;
    default: severity satisfies never;
  }
  ctx.closePath();
}

/** The moment that the page shows, as a line through every chart. */
export function drawMoment(chart: uPlot, seconds: number, { color, em }: ChartTheme): void {
  const { ctx, bbox: { left, width, top, height } } = chart;
  const x = chart.valToPos(seconds, "x", true);
  if (x < left || x > left + width) return;
  const thick = (em * devicePixelRatio) / 7;
  ctx.save();
  ctx.fillStyle = color("--past");
  ctx.fillRect(x - thick / 2, top, thick, height);
  ctx.restore();
}
