import type { AlarmEvidence } from "../contracts";
import { formatMinutes } from "../i18n/format";
import { t } from "../i18n/language";
import { stillPath } from "../live/api";
import { placeName } from "../names";
import { CameraPicture } from "../ui/camera-picture";
import { when } from "./alarm-words";
import { originOf } from "./ranking";

export interface EvidenceStillsProps {
  readonly evidence: AlarmEvidence;
  readonly timeZone: string;
}

/** What the coop's cameras showed when the alarm was raised. */
export function EvidenceStills({ evidence: { alarm, stills }, timeZone }: EvidenceStillsProps) {
  const { coop } = originOf(alarm.id);
  if (stills.length === 0 || coop === null) return null;
  return (
    <section class="stills">
      <h3>{t("evidence.stills")}</h3>
      {stills.map(({ camera, takenAt }) => (
        <figure key={camera} data-still={camera} data-taken-at={takenAt}>
          <CameraPicture
            source={stillPath(alarm.farm, coop, camera, takenAt)}
            alt={t("camera.picture", { camera: placeName(camera), time: when(takenAt, timeZone) })}
          />
          <figcaption>{placeName(camera)} · <time dateTime={takenAt}>{when(takenAt, timeZone)}</time> · {distanceOf(takenAt, alarm.raisedAt)}</figcaption>
        </figure>
      ))}
    </section>
  );
}

function distanceOf(takenAt: string, raisedAt: string): string {
  const seconds = (Date.parse(takenAt) - Date.parse(raisedAt)) / 1000;
  const length = formatMinutes(Math.abs(seconds));
  if (length === null) return t("evidence.still-then");
  return seconds < 0 ? t("evidence.still-before", { length }) : t("evidence.still-after", { length });
}
