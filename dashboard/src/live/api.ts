import type { ProblemDetails } from "../contracts";

/** The one error of a REST call: what the cloud answered (RFC 9457), or status 0 when it could not be reached. */
export class ProblemError extends Error {
  readonly status: number;
  /** All that the answer said, by name. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = "ProblemError";
    this.status = status;
    this.details = details;
  }
}

/** Reads a resource of the cloud; throws {@link ProblemError}. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, { headers: { accept: "application/json" }, cache: "no-store", ...(signal ? { signal } : {}) });
}

/** Reads a page of the cloud as text; throws {@link ProblemError}. */
export async function readText(path: string, signal?: AbortSignal): Promise<string> {
  return (await answerOf(path, { headers: { accept: "text/html" }, cache: "no-store", ...(signal ? { signal } : {}) })).text();
}

/** Asks the cloud to do something; throws {@link ProblemError}. */
export async function send<T>(method: "POST" | "PUT", path: string, body: object, signal?: AbortSignal): Promise<T> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  return ask<T>(path, { method, headers, body: JSON.stringify(body), ...(signal ? { signal } : {}) });
}

/** Takes something away for good; throws {@link ProblemError}. */
export async function remove(path: string): Promise<void> {
  await answerOf(path, { method: "DELETE", headers: { accept: "application/json" } });
}

/** Is told when the cloud answers that this browser has no key. */
export const onLocked: { tell: () => void } = { tell: () => {} };

async function answerOf(path: string, request: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch (error) {
    throw new ProblemError(0, String(error));
  }
  if (response.status === 401) onLocked.tell();
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function ask<T>(path: string, request: RequestInit): Promise<T> {
  const response = await answerOf(path, request);
  try {
    return (await response.json()) as T;
  } catch {
    throw new ProblemError(response.status, `${path} did not answer with JSON.`);
  }
}

async function problemOf(response: Response): Promise<ProblemError> {
  try {
    const problem = (await response.json()) as ProblemDetails & Record<string, unknown>;
    return new ProblemError(response.status, await inWords(response.status, problem.detail ?? problem.title ?? response.statusText), problem);
  } catch {
    return new ProblemError(response.status, response.statusText);
  }
}

/** What was refused, in the language in use where its words are known; these are fetched when somebody is refused something first. */
async function inWords(status: number, sentence: string): Promise<string> {
  // Pages ask for what may not be there and show nothing of it.
  if (status === 404) return sentence;
  try {
    return (await import("../i18n/said")).said(sentence);
  } catch {
    return sentence; // Out of reach: better in English than not at all.
  }
}

const part = encodeURIComponent;

export function coopPath(farm: string, coop: string): string {
  return `${farmPath(farm)}/coops/${part(coop)}`;
}

export function farmPath(farm: string): string {
  return `/api/farms/${part(farm)}`;
}

export function alarmPath(farm: string, alarm: string): string {
  return `${farmPath(farm)}/alarms/${part(alarm)}`;
}

export function previewPath(farm: string, coop: string, camera: string, takenAt: string): string {
  return `${coopPath(farm, coop)}/cameras/${part(camera)}/preview?at=${part(takenAt)}`;
}

/** The kept picture of a camera that was taken at a time. */
export function stillPath(farm: string, coop: string, camera: string, takenAt: string): string {
  return `${coopPath(farm, coop)}/cameras/${part(camera)}/stills/nearest?at=${part(takenAt)}`;
}

/** The times of a coop's kept pictures. */
export function stillsPath(farm: string, coop: string, fromMilliseconds: number, toMilliseconds: number): string {
  const query = new URLSearchParams({ from: new Date(fromMilliseconds).toISOString(), to: new Date(toMilliseconds).toISOString() });
  return `${coopPath(farm, coop)}/stills?${query.toString()}`;
}

/** The courses of many series of coops with one question, each written `quantity/place`. */
export function seriesSetPath(
  farm: string, coops: readonly string[], series: readonly string[], fromMilliseconds: number, toMilliseconds: number, points: number,
): string {
  const query = new URLSearchParams([
    ...series.map((each) => ["series", each]), ...coops.map((each) => ["coop", each]),
    ["from", new Date(fromMilliseconds).toISOString()], ["to", new Date(toMilliseconds).toISOString()], ["points", String(points)],
  ]);
  return `${farmPath(farm)}/series?${query.toString()}`;
}

/** So many series are asked for at once, whatever the number of tiles and charts; the others wait their turn. */
const mostAtOnce = 4;
const waiting: (() => void)[] = [];
let running = 0;

/** {@link get}, a few at a time. */
export async function getInTurn<T>(path: string, signal: AbortSignal): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    signal.throwIfAborted();
    return await get<T>(path, signal);
  } finally {
    running--;
    waiting.shift()?.();
  }
}
