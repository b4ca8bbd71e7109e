import type { MessageKey } from "./i18n/en";
import { t } from "./i18n/language";

/** Names that farms commonly give, in the reader's language; any other name stands as it is. */
export function coopName(coop: string): string {
  const number = /^(?:coop|house)[-_.]?0*(\d+)$/i.exec(coop)?.[1];
  return number === undefined ? coop : t("coop.numbered", { number });
}

const placeNames = {
  front: "place.front",
  middle: "place.middle",
  rear: "place.rear",
  back: "place.rear",
  house: "place.house",
  outside: "place.outside",
  neighbours: "place.neighbours",
} as const satisfies Record<string, MessageKey>;

function isPlaceName(place: string): place is keyof typeof placeNames {
  return Object.hasOwn(placeNames, place);
}

export function placeName(place: string): string {
  if (isPlaceName(place)) return t(placeNames[place]);
  const [, kind, number] = /^(line|camera|scale)[-_.]?0*(\d+)$/i.exec(place) ?? [];
  if (number === undefined) return place;
  switch (kind?.toLowerCase()) {
    case "line": return t("place.numbered-line", { number });
    case "scale": return t("place.numbered-scale", { number });
    default: return t("place.numbered-camera", { number });
  }
}
