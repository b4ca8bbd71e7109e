import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CurvePoint } from "../contracts";
import { formatTick } from "../i18n/format";
import { t } from "../i18n/language";
import { moved, type AgeCurve, type Reach } from "./age-curve";
import { ageAt, draggedTo, leftOf, nearest, topOf, type Box, type CurveAxes } from "./curve-axes";
import { CurveLines, type CurveLine } from "./curve-lines";

/** Half of the smallest target that a thumb hits, CSS pixels. */
const touchRadius = 22;
const stillMouse = 3;
const stillFinger = 10;
const doubleTapMilliseconds = 400;
const coarseSteps = 5;
const week = 7;

export interface CurvePlotProps {
  readonly label: string;
  readonly lines: readonly CurveLine[];
  /** The curve with the points; null while the text can't be read. */
  readonly draft: AgeCurve | null;
  readonly isHigh: boolean;
  readonly axes: CurveAxes;
  readonly reach: Reach;
  readonly today: number | null;
  readonly selected: number | null;
  /** Id of the sentence that tells of the keys. */
  readonly keysId: string;
  readonly nameOf: (index: number) => string;
  readonly sayOf: (point: CurvePoint) => string;
  readonly onSelect: (index: number) => void;
  readonly onDraft: (curve: AgeCurve) => void;
  readonly onRemove: (index: number) => void;
  readonly onAdd: (ageDays: number) => void;
}

/** A point in somebody's hand. The axes stand still as long, or it would run away from under the thumb. */
interface Hold {
  readonly pointer: number;
  readonly index: number;
  readonly start: AgeCurve;
  readonly left: number;
  readonly top: number;
  readonly slack: number;
  readonly axes: CurveAxes;
}

interface Tap {
  readonly left: number;
  readonly top: number;
  readonly at: number;
}

/** The chart itself: points go by mouse, thumb and keys. */
export function CurvePlot(props: CurvePlotProps) {
  const { draft, reach, today, selected } = props;
  const host = useRef<HTMLDivElement>(null);
  const size = useSignal<{ readonly width: number; readonly height: number; readonly em: number } | null>(null);
  const hold = useSignal<Hold | null>(null);
  const press = useRef<Tap | null>(null);
  const tap = useRef<Tap | null>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const measure = new ResizeObserver(() => {
      size.value = { width: element.clientWidth, height: element.clientHeight, em: parseFloat(getComputedStyle(element).fontSize) };
    });
    measure.observe(element);
    return () => measure.disconnect();
  }, [size]);

  const axes = hold.value?.axes ?? props.axes;
  const box = size.value === null ? null : boxIn(size.value.width, size.value.height, size.value.em, axes);
  const placeOf = (event: PointerEvent & { readonly currentTarget: Element }): Tap => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { left: event.clientX - left, top: event.clientY - top, at: event.timeStamp };
  };
  const letGo = () => { hold.value = null; };
  const putBack = () => {
    if (hold.value === null) return;
    props.onDraft(hold.value.start);
    letGo();
  };

  const onDown = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    if (draft === null || box === null || event.button !== 0 || hold.value !== null) return;
    const place = placeOf(event);
    const index = nearest(draft, place.left, place.top, touchRadius, axes, box);
    press.current = index === null ? place : null;
    if (index === null) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.querySelector<SVGElement>(`[data-point="${index}"]`)?.focus({ preventScroll: true });
    hold.value = { pointer: event.pointerId, index, start: draft, ...place, slack: event.pointerType === "mouse" ? stillMouse : stillFinger, axes };
  };
  const onMove = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    const held = hold.value;
    const from = held?.start[held.index];
    if (held === null || from === undefined || box === null || held.pointer !== event.pointerId) return;
    const place = placeOf(event);
    const to = draggedTo(from, place.left - held.left, place.top - held.top, held.slack, held.axes, box);
    const next = moved(held.start, held.index, to, { step: reach.step, low: held.axes.low, high: held.axes.high, lastDay: held.axes.lastDay });
    if (draft === null || next.some((point, index) => point.ageDays !== draft[index]?.ageDays || point.value !== draft[index]?.value)) props.onDraft(next);
  };
  const onUp = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    if (hold.value?.pointer === event.pointerId) return letGo();
    const [down, before, place] = [press.current, tap.current, placeOf(event)];
    press.current = null;
    if (down === null || box === null || distance(down, place) > stillFinger) return;
    const isSecond = before !== null && place.at - before.at < doubleTapMilliseconds && distance(before, place) < touchRadius;
    tap.current = isSecond ? null : place;
    if (isSecond) props.onAdd(ageAt(place.left, axes, box));
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const point = draft?.[index];
    if (draft === null || point === undefined) return;
    const go = (days: number, steps: number) =>
      props.onDraft(moved(draft, index, { ageDays: point.ageDays + days, value: point.value + steps * reach.step }, reach));
    const steps = event.shiftKey ? coarseSteps : 1;
    const days = event.shiftKey ? week : 1;
    switch (event.key) {
      case "ArrowUp": go(0, steps); break;
      case "ArrowDown": go(0, -steps); break;
      case "PageUp": go(0, coarseSteps); break;
      case "PageDown": go(0, -coarseSteps); break;
      case "ArrowRight": go(days, 0); break;
      case "ArrowLeft": go(-days, 0); break;
      case "Delete": case "Backspace": props.onRemove(index); break;
      case "Escape": putBack(); break;
      default: return;
    }
    event.preventDefault();
  };

  const chosen = selected === null ? undefined : draft?.[selected];
  return (
    <div ref={host} class="plot">
      {box !== null && size.value !== null && (
        <svg width={size.value.width} height={size.value.height} role="group" aria-label={props.label} data-held={hold.value !== null}
          onTouchStart={keepPage} onPointerDown={onDown} onPointerMove={onMove} onPointerUp={onUp} onPointerCancel={putBack}>
          <CurveLines lines={props.lines} isHigh={props.isHigh} axes={axes} box={box} today={today} />
          {draft?.map((point, index) => (
            <g key={index} class="curve-point" data-point={index} data-selected={index === selected} tabIndex={0} role="slider" aria-orientation="vertical"
              aria-label={props.nameOf(index)} aria-describedby={props.keysId} aria-valuemin={axes.low} aria-valuemax={axes.high} aria-valuenow={point.value} aria-valuetext={props.sayOf(point)}
              onFocus={() => props.onSelect(index)} onKeyDown={(event) => onKey(event, index)}>
              <circle class="target" cx={leftOf(point.ageDays, axes, box)} cy={topOf(point.value, axes, box)} r={touchRadius} />
              <circle class="ring" cx={leftOf(point.ageDays, axes, box)} cy={topOf(point.value, axes, box)} r="0.85em" />
              <circle class="dot" cx={leftOf(point.ageDays, axes, box)} cy={topOf(point.value, axes, box)} r="0.5em" />
            </g>
          ))}
        </svg>
      )}
      {box !== null && chosen !== undefined && <Said point={chosen} axes={axes} box={box} isHeld={hold.value !== null}>{props.sayOf(chosen)}</Said>}
      {draft === null && <p class="over" role="status">{t("curve.unread")}</p>}
    </div>
  );
}

interface SaidProps {
  readonly point: CurvePoint;
  readonly axes: CurveAxes;
  readonly box: Box;
  readonly isHeld: boolean;
  readonly children: string;
}

/** What the chosen point says: above it, where no thumb covers it, but not over the figure's title once the thumb is gone. */
function Said({ point, axes, box, isHeld, children }: SaidProps) {
  const [left, top] = [leftOf(point.ageDays, axes, box), topOf(point.value, axes, box)];
  const side = left < box.left + box.width / 4 ? "start" : left > box.left + (box.width * 3) / 4 ? "end" : "middle";
  const isBelow = !isHeld && top < box.top + box.height / 4;
  return <p class="said" aria-hidden="true" data-side={side} data-below={isBelow} style={{ left: `${left}px`, top: `${top}px` }}>{children}</p>;
}

/** The part of the figure that is left beside the axes' numbers. */
function boxIn(width: number, height: number, em: number, axes: CurveAxes): Box {
  const left = em * (1.3 + 0.6 * Math.max(2, ...axes.valueTicks.map((value) => formatTick(value, axes.valueTick).length)));
  const top = em;
  return { left, top, width: Math.max(width - left - 1.5 * em, 1), height: Math.max(height - top - 3 * em, 1) };
}

/** The page must not scroll with a point; a finger beside them scrolls it as ever. Of `touch-action` browsers know nothing within an SVG. */
function keepPage(event: TouchEvent): void {
  if (event.target instanceof Element && event.target.closest(".curve-point") !== null) event.preventDefault();
}

function distance(one: Tap, other: Tap): number {
  return Math.hypot(one.left - other.left, one.top - other.top);
}
