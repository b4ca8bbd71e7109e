import type uPlot from "uplot";
import type { Span } from "./view";

export interface ChartGestures {
  /** A stretch was drawn with the mouse, or spread with two fingers. */
  readonly onZoom: (span: Span) => void;
  /** The window was moved by so many of its lengths, later when positive. */
  readonly onPan: (share: number) => void;
  /** A time was pressed, Unix seconds. */
  readonly onPick: (seconds: number) => void;
}

/** Pixels within which a press is no drag. */
const still = 6;

/**
 * Mouse: a drag zooms, one with Shift moves, a click picks. Finger: a drag sideways moves, two fingers zoom, a tap picks; up and down
 * scrolls the page as ever. What the mouse draws is uPlot's own selection.
 */
export function takeGestures(chart: uPlot, { onZoom, onPan, onPick }: ChartGestures): void {
  const { over } = chart;
  over.style.touchAction = "pan-y";
  const fingers = new Map<number, { readonly start: number; at: number }>();
  const left = () => over.getBoundingClientRect().left;
  const timeAt = (pixel: number) => chart.posToVal(pixel, "x");
  let isPan = false;

  const clear = () => {
    fingers.clear();
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  };
  over.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const at = event.clientX - left();
    fingers.set(event.pointerId, { start: at, at });
    isPan = event.pointerType !== "mouse" || event.shiftKey;
    over.setPointerCapture(event.pointerId);
  });
  over.addEventListener("pointermove", (event) => {
    const finger = fingers.get(event.pointerId);
    if (finger === undefined) return;
    finger.at = event.clientX - left();
    if (!isPan) chart.setSelect({ left: Math.min(finger.start, finger.at), width: Math.abs(finger.at - finger.start), top: 0, height: over.clientHeight }, false);
  });
  over.addEventListener("pointercancel", clear);
  over.addEventListener("pointerup", () => {
    const [one, other] = [...fingers.values()];
    clear();
    if (one === undefined) return;
    if (other !== undefined) onZoom(spread(chart, one, other));
    else if (Math.abs(one.at - one.start) < still) onPick(timeAt(one.at));
    else if (isPan) onPan((one.start - one.at) / over.clientWidth);
    else onZoom({ from: timeAt(Math.min(one.start, one.at)), to: timeAt(Math.max(one.start, one.at)) });
  });
}

/** The window in which the two times that the fingers took hold of stand where the fingers let go. */
function spread(chart: uPlot, one: { start: number; at: number }, other: { start: number; at: number }): Span {
  const [a, b] = [chart.posToVal(one.start, "x"), chart.posToVal(other.start, "x")];
  const apart = Math.abs(other.at - one.at) < 20 ? 20 * Math.sign(other.at - one.at || 1) : other.at - one.at;
  const secondsPerPixel = Math.abs((b - a) / apart);
  const from = a - one.at * secondsPerPixel;
  return { from, to: from + chart.over.clientWidth * secondsPerPixel };
}
