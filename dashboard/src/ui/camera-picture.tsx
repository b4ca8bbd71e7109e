import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/language";

export interface CameraPictureProps {
  readonly source: string;
  readonly alt: string;
}

/** A camera's picture, or a sentence where it can't be loaded. */
export function CameraPicture({ source, alt }: CameraPictureProps) {
  const failed = useSignal(false);
  useEffect(() => { failed.value = false; }, [source, failed]);
  return failed.value ? <p class="nothing">{t("camera.failed")}</p> : <img src={source} alt={alt} onError={() => { failed.value = true; }} />;
}
