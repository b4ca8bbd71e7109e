import { describe, expect, it } from "vitest";
import { day } from "../../charts/view";
import { TimeTravel } from "./time-travel";

const now = 1_780_000_000;

describe("time travel", () => {
  it("begins in the present, with a day that follows it", () => {
    const travel = new TimeTravel(() => now);
    expect([travel.moment.value, travel.view.value]).toEqual([null, { lengthSeconds: day, end: null }]);
  });

  it("goes to a moment, takes the charts along, and comes back to now", () => {
    const travel = new TimeTravel(() => now);
    travel.goTo(now - 10 * day);
    expect(travel.moment.value).toBe(now - 10 * day);
    expect(travel.span().from).toBeLessThan(now - 10 * day);
    expect(travel.span().to).toBeGreaterThan(now - 10 * day);
    travel.goToNow();
    expect([travel.moment.value, travel.view.value.end]).toEqual([null, null]);
  });

  it("plays at its speed until it reaches the present", () => {
    const travel = new TimeTravel(() => now);
    travel.play(true);
    expect(travel.playing.value).toBe(false);
    travel.goTo(now - 100);
    travel.setSpeed(60);
    travel.play(true);
    travel.pass(1);
    expect(travel.moment.value).toBe(now - 40);
    travel.pass(1);
    expect([travel.moment.value, travel.playing.value]).toEqual([null, false]);
  });

  it("does not pass time while it stands", () => {
    const travel = new TimeTravel(() => now);
    travel.goTo(now - 100);
    travel.pass(10);
    expect(travel.moment.value).toBe(now - 100);
  });

  it("goes back through the windows one by one", () => {
    const travel = new TimeTravel(() => now);
    travel.showSpan({ from: now - day / 2, to: now - day / 4 });
    travel.zoomBy(0.5);
    travel.back();
    expect(travel.view.value).toEqual({ lengthSeconds: day / 4, end: now - day / 4 });
    travel.back();
    travel.back();
    expect(travel.view.value).toEqual({ lengthSeconds: day, end: null });
    expect(travel.canGoBack.value).toBe(false);
  });

  it("takes what is not past for the present, and no nonsense for a moment", () => {
    const travel = new TimeTravel(() => now);
    travel.goTo(NaN);
    travel.goTo(now + 1);
    expect(travel.moment.value).toBeNull();
  });
});
