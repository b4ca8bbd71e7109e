import type { ComponentChildren } from "preact";
import { formatDay, formatWhen } from "../i18n/format";
import { midnightBefore } from "../i18n/farm-time";
import { t } from "../i18n/language";
import { now } from "../live/live";
import { day } from "../charts/view";
import { MomentField } from "./past/past-bar";
import type { TimeTravel } from "./past/time-travel";

export interface PeriodBarProps {
  readonly travel: TimeTravel;
  readonly timeZone: string;
  /** Age of the flock in days; null when it isn't known. */
  readonly flockDay: number | null;
  /** What else the charts are told. */
  readonly children?: ComponentChildren;
}

/** Which time the charts show: a length of it, nearer and farther, earlier and later, and the way back. */
export function PeriodBar({ travel, timeZone, flockDay, children }: PeriodBarProps) {
  const { lengthSeconds, end } = travel.view.value;
  const seconds = (now.value ?? 0) / 1000;
  const flock = flockDay === null ? null : seconds - midnightBefore((seconds - Math.floor(flockDay) * day) * 1000, timeZone) / 1000;
  const lengths = [["period.day", day], ["period.week", 7 * day], ["period.six-weeks", 42 * day]] as const;
  const { from, to } = travel.span();
  const show = (length: number) => travel.show({ lengthSeconds: length, end: travel.moment.peek() === null ? null : travel.view.peek().end });
  return (
    <div class="period-bar" role="group" aria-label={t("period.label")}>
      <div class="choice">
        {lengths.map(([name, length]) => (
          <button key={name} type="button" aria-pressed={lengthSeconds === length} onClick={() => show(length)}>{t(name)}</button>
        ))}
        {flock !== null && <button type="button" aria-pressed={end === null && Math.abs(lengthSeconds - flock) < day / 2} onClick={() => show(Math.ceil(flock / 60) * 60)}>{t("period.flock")}</button>}
      </div>
      <div class="choice">
        <button type="button" aria-label={t("period.earlier")} title={t("period.earlier")} onClick={() => travel.panBy(-0.5)}>‹</button>
        <button type="button" aria-label={t("period.later")} title={t("period.later")} disabled={end === null} onClick={() => travel.panBy(0.5)}>›</button>
        <button type="button" aria-label={t("period.nearer")} title={t("period.nearer")} onClick={() => travel.zoomBy(0.5)}>+</button>
        <button type="button" aria-label={t("period.farther")} title={t("period.farther")} onClick={() => travel.zoomBy(2)}>−</button>
        <button type="button" disabled={!travel.canGoBack.value} onClick={() => travel.back()}>{t("period.back")}</button>
      </div>
      <span class="span" data-from={from} data-to={to}>{spanText(from * 1000, to * 1000, timeZone)}</span>
      {children}
      <label class="to-past"><span>{t("past.go")}</span> <MomentField travel={travel} timeZone={timeZone} /></label>
    </div>
  );
}

function spanText(from: number, to: number, timeZone: string): string {
  return to - from >= 3 * day * 1000 ? `${formatDay(from, timeZone)} – ${formatDay(to, timeZone)}` : `${formatWhen(from, now.value ?? to, timeZone)} – ${formatWhen(to, now.value ?? to, timeZone)}`;
}
