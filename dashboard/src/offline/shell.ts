/** What the service worker does with a request. */
export type Way =
  /** A built file, whose name changes with what is in it: what is kept is right for ever. */
  | "kept-first"
  /** A page: the newest if the cloud answers, else the one that is kept. */
  | "network-first"
  /** Readings, alarms, pictures, the hub: never anything but the cloud's own answer. */
  | "network-only";

const otherRooms = /^\/(?:api|ack|live|health|openapi)(?:\/|$)/;

export function wayOf(method: string, isNavigation: boolean, path: string): Way {
  if (method !== "GET" || otherRooms.test(path)) return "network-only";
  if (isNavigation) return "network-first";
  return /^\/assets\//.test(path) || /\.(?:svg|png|webmanifest)$/.test(path) ? "kept-first" : "network-only";
}

/** The files that a page names and that it can't be drawn without. */
export function filesOf(html: string): readonly string[] {
  return [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|svg|png|webmanifest))"/g)].flatMap(([, file]) => (file === undefined ? [] : [file]));
}

/** The files that a script fetches when somebody needs them first: other pages, another language. */
export function laterFilesOf(script: string): readonly string[] {
  return [...new Set([...script.matchAll(/["'`](?:\.\/|assets\/)([\w-]+\.(?:js|css))["'`]/g)].map(([, file]) => `/assets/${file}`))];
}
