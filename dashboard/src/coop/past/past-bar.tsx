import { formatAge, formatLength, formatMoment, formatNumber } from "../../i18n/format";
import { fieldOf, momentOf } from "../../i18n/farm-time";
import { t } from "../../i18n/language";
import { now } from "../../live/live";
import { playSpeeds, type TimeTravel } from "./time-travel";

const hour = 3_600;

export interface PastBarProps {
  readonly travel: TimeTravel;
  readonly timeZone: string;
  readonly problem: string | null;
}

/** As long as the page shows a moment of the past it says so, plays it, and leads back. */
export function PastBar({ travel, timeZone, problem }: PastBarProps) {
  const moment = travel.moment.value;
  if (moment === null) return null;
  const playing = travel.playing.value;
  return (
    <section class="past-bar" aria-label={t("past.label")} data-moment={new Date(moment * 1000).toISOString()} data-playing={playing}>
      <p class="where" role="status">
        <strong>{t("past.title")}</strong>
        {!playing && <> <time dateTime={new Date(moment * 1000).toISOString()}>{formatMoment(moment * 1000, timeZone)}</time></>}
      </p>
      {playing && <p class="moving" aria-hidden="true">{formatMoment(moment * 1000, timeZone)}</p>}
      <span class="ago">{formatAge((now.value ?? 0) / 1000 - moment)}</span>
      <div class="steps">
        <Step by={-hour} travel={travel} name={t("past.hour-earlier")} />
        <button type="button" class="play" aria-pressed={playing} onClick={() => travel.play(!playing)}>
          <span aria-hidden="true">{playing ? "❚❚" : "▶"}</span> {playing ? t("past.stop") : t("past.play")}
        </button>
        <Step by={hour} travel={travel} name={t("past.hour-later")} />
        <select aria-label={t("past.speed")} value={travel.speed.value} onChange={(event) => travel.setSpeed(Number(event.currentTarget.value))}>
          {playSpeeds.map((speed) => <option key={speed} value={speed}>× {formatNumber(speed, 0)}</option>)}
        </select>
      </div>
      <button type="button" class="primary to-now" onClick={() => travel.goToNow()}>{t("past.now")}</button>
      {problem !== null && <p class="past-problem" role="status">{t("past.failed", { problem })}</p>}
    </section>
  );
}

function Step({ by, travel, name }: { readonly by: number; readonly travel: TimeTravel; readonly name: string }) {
  return (
    <button type="button" onClick={() => travel.step(by)}>
      <span aria-hidden="true">{by < 0 ? "−" : "+"}{formatLength(Math.abs(by))}</span>
      <span class="for-readers">{name}</span>
    </button>
  );
}

/** Says and takes a moment in the farm's time. */
export function MomentField({ travel, timeZone }: { readonly travel: TimeTravel; readonly timeZone: string }) {
  const seconds = travel.moment.value ?? (now.value ?? 0) / 1000;
  return (
    <input
      type="datetime-local" aria-label={t("past.moment")} value={fieldOf(seconds * 1000, timeZone)}
      max={fieldOf(now.value ?? 0, timeZone)}
      onChange={(event) => travel.goTo(momentOf(event.currentTarget.value, timeZone) / 1000)}
    />
  );
}
