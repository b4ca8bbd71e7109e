import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { inLanguage } from "../alarms/rule-texts";
import type { RuleLimit } from "../contracts";
import { formatLength, formatNumber } from "../i18n/format";
import { t } from "../i18n/language";
import { addedAt, addedInGap, decimalsOf, isSameCurve, readCurve, removed, stepOf, writeCurve, type AgeCurve } from "./age-curve";
import { axesOf } from "./curve-axes";
import type { CurveLine } from "./curve-lines";
import { CurvePlot } from "./curve-plot";
import "./limit-chart.css";

export interface LimitChartProps {
  readonly limit: RuleLimit;
  /** What people call it: "Limit (condition 2)". */
  readonly name: string;
  /** The new value as it stands in the text field; the chart is another way to write it. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The age to which the breed's standard goes, days. */
  readonly breedLastDay: number;
  /** The birds' age today, days; null where it is not known. */
  readonly today: number | null;
}

/** A limit over the birds' age, drawn by its points, before what is in force and what was shipped. */
export function LimitChart({ limit, name, text, onText, breedLastDay, today }: LimitChartProps) {
  const figure = useRef<HTMLElement>(null);
  const selected = useSignal<number | null>(null);
  const isFocusWanted = useRef(false);
  const keys = useId();
  const draft = readCurve(text);
  const step = stepOf(limit.unit, limit.shipped);
  const over = (draft ?? limit.inForce).map(({ ageDays, value }) => ({ ageDays, value: value + (limit.isHigh ? -1 : 1) * limit.hysteresis }));
  const axes = axesOf([limit.inForce, limit.shipped, over, ...(draft === null ? [] : [draft])], limit.shipped, step, breedLastDay, today);
  const reach = { step, low: axes.low, high: axes.high, lastDay: breedLastDay };
  const chosen = draft === null || selected.value === null || selected.value >= draft.length ? null : selected.value;

  const take = (curve: AgeCurve) => onText(writeCurve(curve));
  const select = (index: number) => {
    selected.value = index;
    isFocusWanted.current = true;
  };
  const add = (added: ReturnType<typeof addedAt>) => {
    if (added === null) return;
    take(added.curve);
    select(added.index);
  };
  const remove = (index: number) => {
    if (draft === null || draft.length === 1) return;
    take(removed(draft, index));
    select(Math.max(index - 1, 0));
  };
  // A point that has just come, or stands in for one that has gone, is the one that the next key is for.
  useLayoutEffect(() => {
    if (!isFocusWanted.current) return;
    isFocusWanted.current = false;
    figure.current?.querySelector<SVGElement>(`[data-point="${selected.value}"]`)?.focus();
  });

  const amountOf = (value: number) => {
    if (limit.unit === "s" && value >= 60) return formatLength(value);
    const number = formatNumber(value, Math.max(decimalsOf(step), decimalsOf(value)));
    return limit.unit === "" ? number : `${number}\u00a0${limit.unit}`;
  };
  const asShipped = isSameCurve(limit.inForce, limit.shipped);
  const lines: readonly CurveLine[] = [
    ...(asShipped ? [] : [{ kind: "shipped", name: t("curve.shipped"), curve: limit.shipped } as const]),
    { kind: "in-force", name: asShipped ? t("curve.in-force-as-shipped") : t("curve.in-force"), curve: limit.inForce },
    ...(limit.hysteresis > 0 ? [{ kind: "over", name: t("curve.over"), curve: over } as const] : []),
    ...(draft === null ? [] : [{ kind: "draft", name: t("curve.draft"), curve: draft } as const]),
  ];
  const added = draft === null ? null : addedInGap(draft, reach);
  return (
    <figure ref={figure} class="day-chart limit-chart" data-limit={limit.what} aria-label={name}>
      <figcaption>
        <strong>{name}{limit.unit !== "" && <> <span class="unit">{limit.unit}</span></>}</strong>
        <span class="side">{t(sideOf(limit), { signal: inLanguage(limit.signal) })}</span>
        <ul class="legend">
          {[...lines].reverse().map(({ kind, name: each }) => (
            <li key={kind}><svg class="swatch" viewBox="0 0 28 8" aria-hidden="true"><path class="curve-line" data-line={kind} d="M0 4h28" /></svg>{each}</li>
          ))}
        </ul>
      </figcaption>
      <CurvePlot
        label={name} lines={lines} draft={draft} isHigh={limit.isHigh} axes={axes} reach={reach} today={today} selected={chosen} keysId={keys}
        nameOf={(index) => t("curve.point", { name, number: index + 1, count: draft?.length ?? 0 })}
        sayOf={({ ageDays, value }) => (draft?.length === 1 ? t("curve.always", { value: amountOf(value) }) : t("curve.at", { day: ageDays, value: amountOf(value) }))}
        onSelect={(index) => { selected.value = index; }} onDraft={take} onRemove={remove} onAdd={(day) => { if (draft !== null) add(addedAt(draft, day, reach)); }}
      />
      <div class="points">
        <button type="button" disabled={added === null} onClick={() => add(added)}>{t("curve.add")}</button>
        <button type="button" disabled={chosen === null || draft?.length === 1} onClick={() => { if (chosen !== null) remove(chosen); }}>{t("curve.remove")}</button>
        <p>{t("curve.how")}</p>
        <p class="for-readers" id={keys}>{t("curve.keys")}</p>
      </div>
    </figure>
  );
}

function sideOf({ isHigh, alone }: RuleLimit): "curve.above" | "curve.below" | "curve.above-too" | "curve.below-too" {
  if (isHigh) return alone ? "curve.above" : "curve.above-too";
  return alone ? "curve.below" : "curve.below-too";
}
