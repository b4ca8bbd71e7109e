import { t } from "../i18n/language";
import { live, now } from "../live/live";
import { formatTime } from "../i18n/format";

/** A small mark of how the connection stands, with the farm's own time. */
export function ConnectionMark({ timeZone }: { readonly timeZone: string | null }) {
  const state = live.connection.value;
  const time = now.value;
  const words = {
    connecting: t("connection.connecting"),
    live: t("connection.live"),
    lost: t("connection.lost"),
  };
  return (
    <p class="connection-mark" data-state={state}>
      <span class="dot" aria-hidden="true" />
      <span class="word">{words[state]}</span>
      {time !== null && timeZone !== null && <time class="clock" dateTime={new Date(time).toISOString()}>{formatTime(time, timeZone)}</time>}
    </p>
  );
}
