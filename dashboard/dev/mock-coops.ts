import type { AgentEntry, CoopSnapshot, Quantity, SeriesAnswer, SeriesLatest, StillEntry } from "../src/contracts";

/** A made-up farm, every value of which is a function of time alone, so that history and the present fit together. */
export const farm = "demo-farm";
export const timeZone = "Asia/Shanghai";
const hour = 3_600;
const periodSeconds = 10;

interface MockSeries {
  readonly quantity: Quantity;
  readonly place: string;
  readonly at: (seconds: number, coop: number) => number;
}

const wave = (seconds: number, hours: number, phase: number) => Math.sin(((seconds / hour) * 2 * Math.PI) / hours + phase);
const noise = (seconds: number, phase: number) => {
  const x = Math.sin(Math.floor(seconds / 10) * 12.9898 + phase * 78.233) * 43_758.5453;
  return x - Math.floor(x) - 0.5;
};
const localHour = (seconds: number) => ((seconds / hour + 8) % 24 + 24) % 24;
const lit = (seconds: number) => localHour(seconds) >= 4 && localHour(seconds) < 22;
const eaten = (seconds: number) => Math.max(0, Math.min(18, localHour(seconds) - 4)) / 18;
/** The second coop has lost its fans a while ago. */
const heat = (seconds: number, coop: number) => (coop === 2 ? Math.max(0, Math.min(10, ((seconds - begun) / 60 + 12) * 1.05)) : 0);
const begun = Date.now() / 1000;
const air = (offset: number) => (seconds: number, coop: number) =>
  24 + heat(seconds, coop) + offset + 0.7 * wave(seconds, 24, coop) + 0.35 * wave(seconds, 1.1, coop * 2) + 0.15 * noise(seconds, coop + offset);

const all: readonly MockSeries[] = [
  { quantity: "temperature", place: "front", at: air(-0.3) },
  { quantity: "temperature", place: "middle", at: air(0.1) },
  { quantity: "temperature", place: "rear", at: air(0.4) },
  { quantity: "temperature", place: "outside", at: (s) => 29 + 4 * wave(s, 24, 2) + 0.2 * noise(s, 3) },
  { quantity: "temperature-set-point", place: "house", at: () => 24 },
  { quantity: "relative-humidity", place: "middle", at: (s, c) => 62 + 5 * wave(s, 24, c + 2) + 2 * wave(s, 1.3, c) },
  { quantity: "ammonia", place: "front", at: (s, c) => 9 + c + 3 * wave(s, 24, 1) + noise(s, c) },
  { quantity: "ammonia", place: "rear", at: (s, c) => 11 + c + 3 * wave(s, 24, 1) + noise(s, c + 9) },
  { quantity: "carbon-dioxide", place: "middle", at: (s, c) => 1_900 + 120 * c + 500 * wave(s, 24, 4) + 60 * noise(s, c) },
  { quantity: "static-pressure", place: "house", at: (s, c) => 22 + 4 * wave(s, 0.7, c) + noise(s, c) },
  { quantity: "illuminance", place: "house", at: (s) => (lit(s) ? 18 : 0) },
  { quantity: "water", place: "house", at: (s, c) => (3_400 + 90 * c) * eaten(s) },
  { quantity: "feed", place: "house", at: (s, c) => (1_980 + 40 * c) * eaten(s) },
  { quantity: "fan-speed", place: "house", at: (s, c) => 45 + 20 * wave(s, 24, c) },
  { quantity: "mains-power", place: "house", at: () => 1 },
  { quantity: "activity", place: "camera-1", at: (s, c) => (lit(s) ? 9 + 4 * wave(s, 0.9, c) + 3 * noise(s, c) : 0.6) },
  { quantity: "flock-day", place: "house", at: () => 24 },
];

function numberOf(coop: string): number {
  return Number(coop.slice("coop-".length));
}

/** The third coop has trouble: one temperature sensor fails, ammonia reports no more, its camera stands still. The fourth is offline. */
function latestOf(coop: string, seconds: number): SeriesLatest[] {
  const number = numberOf(coop);
  return all.map(({ quantity, place, at }) => {
    const failed = number === 3 && (place === "rear" || quantity === "carbon-dioxide");
    const silent = number === 4 ? 5 * 60 : number === 3 && quantity === "relative-humidity" ? 95 : 0;
    const taken = Math.floor(seconds / periodSeconds) * periodSeconds - silent;
    return {
      periodSeconds,
      reading: {
        quantity, place, takenAt: new Date(taken * 1000).toISOString(),
        value: failed ? null : Math.round(at(taken, number) * 100) / 100,
        quality: failed ? "bad" as const : "good" as const,
        reason: failed ? "The device at 127.0.0.1:5022 did not answer within 1 s." : null,
      },
    };
  });
}

export function snapshotOf(coop: string, number: number, milliseconds: number): CoopSnapshot {
  const index = numberOf(coop);
  const online = index !== 4;
  return {
    farm, coop, number, agent: `agent-${index}`, online, timeZone, clockSpeed: 1,
    onlineChangedAt: new Date(milliseconds - (online ? 3 * 86_400_000 : 5 * 60_000)).toISOString(),
    now: new Date(milliseconds).toISOString(),
    latest: latestOf(coop, milliseconds / 1000),
    previews: index % 2 === 1 ? [{ camera: "camera-1", takenAt: new Date(milliseconds).toISOString() }] : [],
    outOfUse: null,
    alarms: null,
  };
}

export function seriesOf(coop: string, query: URLSearchParams): SeriesAnswer {
  const from = query.get("from") ?? "";
  const to = query.get("to") ?? "";
  const points = Number(query.get("points") ?? 600);
  const [start, end] = [Date.parse(from) / 1000, Date.parse(to) / 1000];
  const found = all.find(({ quantity, place }) => quantity === query.get("quantity") && place === query.get("place"));
  const step = Math.max(10, (end - start) / points);
  const times = Array.from({ length: Math.floor((end - start) / step) }, (_, index) => start + (index + 0.5) * step);
  // An hour's gap in the night, to see that lines break.
  const value = (seconds: number) => (end - seconds > 9 * hour && end - seconds < 10 * hour ? null : (found?.at(seconds, numberOf(coop)) ?? null));
  const spread = (found?.quantity === "activity" ? 2.5 : found?.quantity === "ammonia" ? 0.8 : 0.12);
  const mean = times.map(value);
  return {
    farm, coop, quantity: found?.quantity ?? "count", place: query.get("place") ?? "", from, to, resolutionSeconds: step, times, mean,
    minimum: mean.map((each) => (each === null ? null : each - spread)),
    maximum: mean.map((each) => (each === null ? null : each + spread)),
    last: mean, readings: mean.map((each) => (each === null ? 0 : 1)), good: mean.map((each) => (each === null ? null : 1)),
  };
}

/** The answer for many series of a coop at once. */
export function seriesSetOf(query: URLSearchParams): SeriesAnswer[] {
  return query.getAll("coop").flatMap((coop) => query.getAll("series").map((series) => {
    const [quantity = "", place = ""] = series.split("/");
    return seriesOf(coop, new URLSearchParams([...query, ["quantity", quantity], ["place", place]]));
  }));
}

export function agentsOf(coops: readonly string[], milliseconds: number): AgentEntry[] {
  return coops.map((coop) => {
    const silent = numberOf(coop) === 4;
    const at = new Date(milliseconds - (silent ? 5 * 60_000 : 2_000)).toISOString();
    return { agent: `agent-${numberOf(coop)}`, coops: [coop], lostCoops: [], connected: !silent, heardAt: at, committedThrough: silent ? null : 184_220, committedAt: silent ? null : at };
  });
}

/** A picture every five minutes. */
export function stillsOf(coop: string, query: URLSearchParams): StillEntry[] {
  const [from, to] = [Date.parse(query.get("from") ?? ""), Math.min(Date.now(), Date.parse(query.get("to") ?? ""))];
  if (numberOf(coop) % 2 === 0) return [];
  const first = Math.ceil(from / 300_000);
  return Array.from({ length: Math.max(0, Math.ceil(to / 300_000) - first) }, (_, index) => (
    { camera: "camera-1", takenAt: new Date((first + index) * 300_000).toISOString(), isEvidence: false }));
}

export function picture(coop: string, at: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#4b4436"/>${
    Array.from({ length: 60 }, (_, i) => `<circle cx="${(i * 97 + numberOf(coop) * 31) % 640}" cy="${(i * 53) % 360}" r="11" fill="#d9d2bf"/>`).join("")
  }<text x="16" y="344" fill="#fff" font-size="20" font-family="monospace">${at.replace(/[^0-9TZ:.-]/g, "")}</text></svg>`;
}
