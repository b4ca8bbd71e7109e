/**
 * The server's clock as seen from here. A screen's own wall clock may be wrong by hours, so ages are never taken from it: only
 * the time that has passed since the server last told its own is measured here, with the monotonic clock, at the server's speed.
 */
export interface ServerClock {
  readonly serverMilliseconds: number;
  readonly monotonicMilliseconds: number;
  readonly speed: number;
}

export function nowOf(clock: ServerClock, monotonicMilliseconds: number): number {
  return clock.serverMilliseconds + (monotonicMilliseconds - clock.monotonicMilliseconds) * clock.speed;
}

/** Takes a newly told time; the speed stays when none is told. */
export function tell(clock: ServerClock | null, now: string, monotonicMilliseconds: number, speed?: number): ServerClock {
  return {
    serverMilliseconds: Date.parse(now),
    monotonicMilliseconds,
    speed: speed ?? clock?.speed ?? 1,
  };
}
