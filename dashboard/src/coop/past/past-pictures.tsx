import { formatMinutes, formatWhen } from "../../i18n/format";
import { t } from "../../i18n/language";
import { stillPath } from "../../live/api";
import type { LiveCoop } from "../../live/reducer";
import { placeName } from "../../names";
import { CameraPicture } from "../../ui/camera-picture";
import { inOrder } from "../../ui/place-in-app";

export interface PastPicturesProps {
  /** The coop as it stood. */
  readonly coop: LiveCoop;
  /** The cameras that it has now. */
  readonly cameras: Iterable<string>;
}

/** What every camera showed at the moment, or last before it: pictures are kept some minutes apart. */
export function PastPictures({ coop, cameras }: PastPicturesProps) {
  const all = inOrder(new Set([...cameras, ...coop.previews.keys()]), (camera) => camera);
  if (all.length === 0) return <p class="nothing">{t("camera.none")}</p>;
  return <>{all.map((camera) => <PastPicture key={camera} coop={coop} camera={camera} />)}</>;
}

function PastPicture({ coop, camera }: { readonly coop: LiveCoop; readonly camera: string }) {
  const takenAt = coop.previews.get(camera);
  const name = placeName(camera);
  if (takenAt === undefined) {
    return <figure class="camera" data-camera={camera} data-state="absent"><p class="nothing">{t("camera.none-kept")}</p><figcaption>{name}</figcaption></figure>;
  }
  const taken = Date.parse(takenAt);
  const time = formatWhen(taken, coop.asOf, coop.timeZone);
  const earlier = formatMinutes((coop.asOf - taken) / 1000);
  return (
    <figure class="camera" data-camera={camera} data-taken-at={takenAt} data-state="good">
      <CameraPicture source={stillPath(coop.farm, coop.coop, camera, takenAt)} alt={t("camera.picture", { camera: name, time })} />
      <figcaption>{name} · <time dateTime={takenAt}>{time}</time>{earlier !== null && <> · {t("camera.earlier", { length: earlier })}</>}</figcaption>
    </figure>
  );
}
