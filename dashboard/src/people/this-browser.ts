import type { PushKeyAnswer } from "../contracts";
import { get } from "../live/api";

/** Why a browser can't be told of alarms: its user said no, it can't do it here, or its maker's service does not answer. */
export type PushTrouble = "refused" | "unable" | "no-service";

/** Thrown by {@link subscribe}. */
export class PushError extends Error {
  readonly trouble: PushTrouble;

  constructor(trouble: PushTrouble, message: string) {
    super(message);
    this.name = "PushError";
    this.trouble = trouble;
  }
}

/** Asks the user, and subscribes this browser to notifications; the address by which it is reached. Throws {@link PushError}. */
export async function subscribe(): Promise<string> {
  // Browsers notify only where nobody can listen in: HTTPS, or the machine itself.
  if (!window.isSecureContext || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
    throw new PushError("unable", "This browser has no push here.");
  }
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration === undefined) throw new PushError("unable", "The service worker is not installed.");
  if (await Notification.requestPermission() !== "granted") throw new PushError("refused", "Notifications are not allowed.");
  const { publicKey } = await get<PushKeyAnswer>("/api/push-key");
  try {
    // One that is there is of an earlier key perhaps; then it is refused, and made anew.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return JSON.stringify(await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
  } catch (error) {
    throw new PushError("no-service", String(error));
  }
}

const browsers = [[/\bEdg/, "Edge"], [/\bOPR\//, "Opera"], [/\bSamsungBrowser\//, "Samsung"], [/\bFirefox\/|\bFxiOS\//, "Firefox"], [/\bChrome\/|\bCriOS\//, "Chrome"], [/\bSafari\//, "Safari"]] as const;
const systems = [[/\bAndroid\b/, "Android"], [/\biPhone\b/, "iPhone"], [/\biPad\b/, "iPad"], [/\bWindows\b/, "Windows"], [/\bMacintosh\b/, "Mac"], [/\bLinux\b/, "Linux"]] as const;

/** What a person calls a browser, from what it says of itself: `Chrome Android`; `Browser` where it says nothing known. */
export function browserName(userAgent: string): string {
  const nameOf = (known: readonly (readonly [RegExp, string])[]) => known.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [nameOf(browsers) ?? "Browser", nameOf(systems)].filter((part) => part !== undefined).join(" ");
}
