/// <reference lib="webworker" />
import { filesOf, laterFilesOf, wayOf } from "./shell";

declare const self: ServiceWorkerGlobalScope;

/** One cache: files of an older build leave it when the page of a newer one arrives. */
const cacheName = "roost-shell";
const page = "/";

interface PushText {
  readonly id?: string;
  readonly farm?: string;
  readonly subject?: string;
  readonly text?: string;
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  switch (wayOf(request.method, request.mode === "navigate", url.pathname)) {
    case "kept-first":
      event.respondWith(keptOr(request));
      break;
    case "network-first":
      event.respondWith(fetch(request).catch(async () => (await caches.match(page)) ?? Response.error()));
      break;
    case "network-only":
      break;
  }
});

self.addEventListener("push", (event) => {
  const { id = "", farm = "", subject = "Roost", text = "" } = (event.data?.json() ?? {}) as PushText;
  // The same tag takes the place of what was said before about the same thing.
  event.waitUntil(self.registration.showNotification(subject, { body: text, tag: id, icon: "/icon-192.png", requireInteraction: true, data: { farm } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { farm } = event.notification.data as { farm: string };
  event.waitUntil(self.clients.openWindow(farm === "" ? "/" : `/farms/${encodeURIComponent(farm)}/alarms`));
});

/** Keeps the page and its files, and lets go of those that it doesn't name any more. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  const answer = await fetch(page, { cache: "no-store" });
  const shell = filesOf(await answer.clone().text());
  await cache.put(page, answer);
  await cache.addAll(shell);
  const scripts = await Promise.all(shell.filter((file) => file.endsWith(".js")).map(async (file) => (await cache.match(file))?.text() ?? ""));
  const files = [...shell, ...scripts.flatMap(laterFilesOf)];
  // The page is drawn without these: one that is out of reach now comes when it is asked for.
  await Promise.allSettled(files.slice(shell.length).map((file) => cache.add(file)));
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== page && !files.includes(pathname)) await cache.delete(url);
  }
}

async function keptOr(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  // A file that nobody has kept is of a build that is newer than the shell.
  if (answer.ok && new URL(request.url).pathname.startsWith("/assets/")) await keepShell();
  return answer;
}
