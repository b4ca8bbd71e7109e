import type { BackTestAnswer, Verdict } from "../src/contracts.ts";

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString();

const verdict = (coop: number, place: string, days: number, value: number, limit: number): Verdict => ({
  alarm: `temperature-high/coop-${coop}/${place}/${ago(days)}`, severity: "warning", raisedAt: ago(days), endedAt: ago(days - 0.02), value, limit, worst: value + 0.6, unit: "°C", suppressed: false,
});

/** Two coops: one where the change finds more, one where it finds less and later. */
export function backTest(): BackTestAnswer {
  const moved = { before: verdict(2, "middle", 6, 33.1, 33), after: verdict(2, "middle", 5.99, 33.4, 33), later: "00:14:24" };
  return {
    coops: [
      { coop: "coop-1", gained: 2, lost: 0, moved: 0, result: { from: ago(30), to: ago(0), gained: [verdict(1, "front", 12, 31.2, 31), verdict(1, "rear", 3, 31.6, 31)], lost: [], moved: [], kept: 5, pagesBefore: 5, pagesAfter: 7, pagesAWeekBefore: 1.17, pagesAWeekAfter: 1.63 } },
      { coop: "coop-2", gained: 0, lost: 1, moved: 1, result: { from: ago(30), to: ago(0), gained: [], lost: [verdict(2, "front", 21, 33.2, 33)], moved: [moved], kept: 3, pagesBefore: 5, pagesAfter: 4, pagesAWeekBefore: 1.17, pagesAWeekAfter: 0.93 } },
    ],
    pagesAWeekBefore: 2.33, pagesAWeekAfter: 2.57, findings: [],
  };
}
