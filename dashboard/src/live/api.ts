import type { ProblemDetails } from "../contracts";

/** The one error of a REST call: what the cloud answered (RFC 9457), or status 0 when it could not be reached. */
export class ProblemError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ProblemError";
    this.status = status;
  }
}

/** Reads a resource of the cloud; throws {@link ProblemError}. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: "application/json" }, cache: "no-store", ...(signal ? { signal } : {}) });
  } catch (error) {
    throw new ProblemError(0, String(error));
  }
  if (!response.ok) throw new ProblemError(response.status, await problemText(response));
  try {
    return (await response.json()) as T;
  } catch {
    throw new ProblemError(response.status, `${path} did not answer with JSON.`);
  }
}

async function problemText(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as ProblemDetails;
    return problem.detail ?? problem.title ?? response.statusText;
  } catch {
    return response.statusText;
  }
}

const part = encodeURIComponent;

export function coopPath(farm: string, coop: string): string {
  return `/api/farms/${part(farm)}/coops/${part(coop)}`;
}

export function previewPath(farm: string, coop: string, camera: string, takenAt: string): string {
  return `${coopPath(farm, coop)}/cameras/${part(camera)}/preview?at=${part(takenAt)}`;
}

export function seriesPath(
  farm: string, coop: string, quantity: string, place: string, fromMilliseconds: number, toMilliseconds: number, points: number,
): string {
  const query = new URLSearchParams({
    quantity, place, from: new Date(fromMilliseconds).toISOString(), to: new Date(toMilliseconds).toISOString(), points: String(points),
  });
  return `${coopPath(farm, coop)}/series?${query.toString()}`;
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
