import { computed, signal } from "@preact/signals";

export type Route =
  | { readonly page: "wall"; readonly farm: string | null }
  | { readonly page: "coop"; readonly farm: string; readonly coop: string }
  | { readonly page: "alarms"; readonly farm: string; readonly alarm: string | null }
  | { readonly page: "statistics"; readonly farm: string }
  | { readonly page: "rules"; readonly farm: string }
  | { readonly page: "flocks"; readonly farm: string }
  | { readonly page: "flock"; readonly farm: string; readonly flock: string }
  | { readonly page: "reports"; readonly farm: string; readonly report: string | null }
  | { readonly page: "people"; readonly farm: string }
  | { readonly page: "devices"; readonly farm: string }
  | { readonly page: "farms" }
  | { readonly page: "keys" }
  | { readonly page: "unknown" };

/** The page of an address; a wall without a farm is that of the first one. */
export function routeOf(path: string): Route {
  const [place = "", query = ""] = path.split("?");
  const parts = place.split("/").filter((part) => part !== "").map(decode);
  const [page, farm, coop] = parts;
  const alarm = new URLSearchParams(query).get("alarm");
  if (parts.length === 0) return { page: "wall", farm: null };
  if (page === "wall" && parts.length <= 2) return { page: "wall", farm: farm ?? null };
  if (page === "farms" && parts.length === 1) return { page: "farms" };
  if (page === "keys" && parts.length === 1) return { page: "keys" };
  if (page === "coops" && farm !== undefined && coop !== undefined && parts.length === 3) return { page: "coop", farm, coop };
  if (page === "farms" && farm !== undefined && parts.length === 3) {
    if (parts[2] === "alarms") return { page: "alarms", farm, alarm };
    if (parts[2] === "alarm-statistics") return { page: "statistics", farm };
    if (parts[2] === "rules") return { page: "rules", farm };
    if (parts[2] === "flocks") return { page: "flocks", farm };
    if (parts[2] === "reports") return { page: "reports", farm, report: new URLSearchParams(query).get("report") };
    if (parts[2] === "people") return { page: "people", farm };
    if (parts[2] === "devices") return { page: "devices", farm };
  }
  if (page === "farms" && farm !== undefined && parts[2] === "flocks" && parts[3] !== undefined && parts.length === 4) {
    return { page: "flock", farm, flock: parts[3] };
  }
  return { page: "unknown" };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // A stray % is part of a name that won't be found.
  }
}

export function wallAddress(farm: string): string {
  return `/wall/${encodeURIComponent(farm)}`;
}

export function coopAddress(farm: string, coop: string): string {
  return `/coops/${encodeURIComponent(farm)}/${encodeURIComponent(coop)}`;
}

/** The list of alarms, with one of them opened. */
export function alarmsAddress(farm: string, alarm: string | null = null): string {
  const page = `/farms/${encodeURIComponent(farm)}/alarms`;
  return alarm === null ? page : `${page}?${new URLSearchParams({ alarm }).toString()}`;
}

export function statisticsAddress(farm: string): string {
  return `/farms/${encodeURIComponent(farm)}/alarm-statistics`;
}

export function rulesAddress(farm: string): string {
  return `/farms/${encodeURIComponent(farm)}/rules`;
}

export function flocksAddress(farm: string): string {
  return `/farms/${encodeURIComponent(farm)}/flocks`;
}

export function flockAddress(farm: string, flock: string): string {
  return `${flocksAddress(farm)}/${encodeURIComponent(flock)}`;
}

/** The list of reports, with one of them opened. */
export function reportsAddress(farm: string, report: string | null = null): string {
  const page = `/farms/${encodeURIComponent(farm)}/reports`;
  return report === null ? page : `${page}?${new URLSearchParams({ report }).toString()}`;
}

export function peopleAddress(farm: string): string {
  return `/farms/${encodeURIComponent(farm)}/people`;
}

export const farmsAddress = "/farms";

export const keysAddress = "/keys";

export function devicesAddress(farm: string): string {
  return `/farms/${encodeURIComponent(farm)}/devices`;
}

const here = () => location.pathname + location.search;
const path = signal("/");
export const route = computed(() => routeOf(path.value));

export function go(address: string): void {
  history.pushState(null, "", address);
  path.value = here();
  window.scrollTo(0, 0);
}

/** Follows the address bar, and takes plain clicks on links of this page without loading it anew. */
export function startRoutes(): void {
  path.value = here();
  window.addEventListener("popstate", () => { path.value = here(); });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || link.origin !== location.origin || link.target !== "" || link.hash !== "") return;
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
