import uPlot from "uplot";
import type { Quantity } from "../contracts";
import { formatDay, formatTick, formatTime, formatValue, zoneOf } from "../i18n/format";
import { t } from "../i18n/language";
import { factsOf } from "../quantities";
import { axisRange, type Columns } from "./columns";
import { drawMarks, drawMoment, type ChartMark } from "./marks";
import { themeAt } from "./theme";

/** One line of a chart. */
export interface ChartLine {
  readonly name: string;
  readonly columns: Columns;
  /** Colour of the style sheet: `--line-1` … */
  readonly color: string;
  /** Lengths of dashes and gaps in pixels; colour alone tells no lines apart. */
  readonly dash: readonly number[];
  readonly stepped: boolean;
}

export interface ChartFrame {
  readonly quantity: Quantity;
  readonly timeZone: string;
  /** The window, Unix seconds. */
  readonly from: number;
  readonly to: number;
  /** A part of the window that is shaded, Unix seconds. */
  readonly shade?: readonly [from: number, to: number];
  /** The alarms of the quantity that fall into the window. */
  readonly marks?: readonly ChartMark[];
  /** The day of the flock that a day of the farm is, for long windows; without it days bear their date. */
  readonly flockDayAt?: ((seconds: number) => number) | undefined;
}

/** Three uPlot series for each line: the line itself, then the lower and upper edge of its band. */
export function chartData(lines: readonly ChartLine[]): uPlot.AlignedData {
  if (lines.length === 0) return [[]];
  return uPlot.join(lines.map(({ columns }) =>
    [[...columns.times], [...columns.mean], [...columns.low], [...columns.high]] satisfies uPlot.AlignedData));
}

export function chartOptions(
  host: HTMLElement, lines: readonly ChartLine[], frame: () => ChartFrame, moment: () => number | null, onCursor: (seconds: number | null) => void,
): uPlot.Options {
  const theme = themeAt(host);
  const { quantity, timeZone } = frame();
  const facts = factsOf(quantity);
  const zone = zoneOf(timeZone);
  const axis: uPlot.Axis = {
    font: theme.font,
    stroke: () => themeAt(host).color("--ink-soft"),
    grid: { stroke: () => themeAt(host).color("--rule"), width: 1 },
    ticks: { stroke: () => themeAt(host).color("--rule"), width: 1, size: theme.em / 3 },
    gap: theme.em / 3,
  };
  const dayAndTime = (seconds: number) => {
    const time = formatTime(seconds * 1000, zone);
    if (time !== "00:00") return time;
    const flockDay = frame().flockDayAt?.(seconds);
    return flockDay === undefined ? formatDay(seconds * 1000, zone) : t("coop.day", { day: flockDay });
  };
  return {
    width: Math.max(host.clientWidth, 1),
    height: Math.max(host.clientHeight, 1),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: "coop-day", scales: ["x", null] }, points: { show: false } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    // The last label of the time axis stands half beyond its end.
    padding: [theme.em / 2, theme.em * 2.25, 0, 0],
    scales: {
      x: { time: true, range: () => [frame().from, frame().to] },
      y: { range: (_, low, high) => [...axisRange(low ?? 0, high ?? 0, facts.leastSpan, facts.fromZero)] },
    },
    axes: [
      { ...axis, space: theme.em * 4.5, size: theme.em * 2, values: (_, splits) => splits.map(dayAndTime) },
      {
        ...axis,
        space: theme.em * 2.6,
        size: (_, labels) => theme.em * (0.9 + 0.62 * Math.max(2, ...(labels ?? []).map(widthOf))),
        ...(quantity === "mains-power" ? { splits: () => [0, 1] } : {}),
        values: (_, splits) => splits.map((value) =>
          quantity === "mains-power" ? formatValue(quantity, value) : formatTick(value, (splits[1] ?? 1) - (splits[0] ?? 0))),
      },
    ],
    series: [{}, ...lines.flatMap((line) => seriesOf(line, host, theme.em))],
    bands: lines.map((line, index) => ({
      series: [3 * index + 3, 3 * index + 2] satisfies [number, number],
      fill: () => withAlpha(themeAt(host).color(line.color), 0.22),
    })),
    hooks: {
      drawClear: [(chart) => shade(chart, frame().shade, withAlpha(theme.color("--ink-soft"), 0.14))],
      draw: [(chart) => {
        const { marks } = frame();
        const at = moment();
        if (marks !== undefined) drawMarks(chart, marks, themeAt(host));
        if (at !== null) drawMoment(chart, at, themeAt(host));
      }],
      setCursor: [(chart) => {
        const left = chart.cursor.left ?? -1;
        onCursor(left < 0 ? null : chart.posToVal(left, "x"));
      }],
    },
  };
}

function shade(chart: uPlot, part: ChartFrame["shade"], color: string): void {
  if (part === undefined) return;
  const { left, width, top, height } = chart.bbox;
  const pixelOf = (seconds: number) => Math.min(Math.max(chart.valToPos(seconds, "x", true), left), left + width);
  chart.ctx.fillStyle = color;
  chart.ctx.fillRect(pixelOf(part[0]), top, pixelOf(part[1]) - pixelOf(part[0]), height);
}

function seriesOf(line: ChartLine, host: HTMLElement, em: number): uPlot.Series[] {
  const edge: uPlot.Series = { stroke: () => "transparent", width: 0, points: { show: false } };
  return [
    {
      label: line.name,
      stroke: () => themeAt(host).color(line.color),
      width: em / 8,
      dash: line.dash.map((length) => (length * em) / 14),
      points: { show: false },
      spanGaps: false,
      ...(line.stepped && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
    },
    edge,
    edge,
  ];
}

/** Roughly how many digits wide a label is: a Han character takes two. */
function widthOf(label: string): number {
  return [...label].reduce((width, character) => width + (character > "\u2e80" ? 2 : 1), 0);
}

/** The same colour, translucent; computed colours are `rgb(…)`. */
function withAlpha(color: string, alpha: number): string {
  return color.startsWith("rgb(") ? color.replace("rgb(", "rgba(").replace(")", `, ${alpha})`) : color;
}
