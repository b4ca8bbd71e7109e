import { formatAge, formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { previewPath } from "../live/api";
import { ageOf } from "../live/freshness";
import { clockSpeed, now } from "../live/live";
import type { LiveCoop } from "../live/reducer";
import { placeName } from "../names";
import { CameraPicture } from "../ui/camera-picture";
import { inOrder } from "../ui/place-in-app";

/** Real seconds after which a picture is no longer the present; cameras send one a second. */
const oldSeconds = 10;

/** The latest picture of every camera of the coop. */
export function CameraPreviews({ coop }: { readonly coop: LiveCoop }) {
  const cameras = inOrder(coop.previews, ([camera]) => camera);
  if (cameras.length === 0) return <p class="nothing">{t("camera.none")}</p>;
  return <>{cameras.map(([camera, takenAt]) => <CameraPreview key={camera} coop={coop} camera={camera} takenAt={takenAt} />)}</>;
}

interface CameraPreviewProps {
  readonly coop: LiveCoop;
  readonly camera: string;
  readonly takenAt: string;
}

function CameraPreview({ coop, camera, takenAt }: CameraPreviewProps) {
  const age = ageOf(takenAt, now.value ?? coop.asOf, clockSpeed.value);
  const old = age > oldSeconds * Math.max(1, clockSpeed.value);
  const name = placeName(camera);
  return (
    <figure class="camera" data-camera={camera} data-taken-at={takenAt} data-state={old ? "stale" : "good"}>
      <CameraPicture
        source={previewPath(coop.farm, coop.coop, camera, takenAt)}
        alt={t("camera.picture", { camera: name, time: formatTime(Date.parse(takenAt), coop.timeZone) })}
      />
      <figcaption>{name} · <time dateTime={takenAt}>{formatAge(age)}</time></figcaption>
    </figure>
  );
}
