import { describe, expect, it } from "vitest";
import { filesOf, laterFilesOf, wayOf } from "./shell";

describe("the service worker", () => {
  it.each([
    ["/assets/index-abc.js", false, "kept-first"], ["/icon-192.png", false, "kept-first"],
    ["/", true, "network-first"], ["/coops/farm/coop-1", true, "network-first"],
    ["/api/farms", false, "network-only"], ["/api/farms/f/coops/c/cameras/camera.png", false, "network-only"],
    ["/live", false, "network-only"], ["/ack/token", true, "network-only"],
  ])("treats %s (navigation: %s) as %s", (path, isNavigation, way) => {
    expect(wayOf("GET", isNavigation, path)).toBe(way);
  });

  it("never answers for the cloud when something is to be done", () => {
    expect(wayOf("POST", false, "/assets/index.js")).toBe("network-only");
  });

  it("finds the files of the page", () => {
    expect(filesOf('<link rel="icon" href="/favicon.svg"><script src="/assets/a-1.js"></script><link rel="stylesheet" crossorigin href="/assets/a-2.css"><a href="/wall/f">'))
      .toEqual(["/favicon.svg", "/assets/a-1.js", "/assets/a-2.css"]);
  });

  it("finds what a script fetches later, each once", () => {
    expect(laterFilesOf('import{a as b}from"./live-x_1.js";const d=["assets/people-page-2.js","assets/people-page-3.css"];f(()=>import(`./people-page-2.js`),"./words.txt")'))
      .toEqual(["/assets/live-x_1.js", "/assets/people-page-2.js", "/assets/people-page-3.css"]);
  });
});
