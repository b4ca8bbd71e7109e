import { describe, expect, it } from "vitest";
import { isNewer } from "./newer-build";

describe("a page of the cloud", () => {
  it.each([
    ['<script type="module" src="/assets/index-new.js"></script>', true],
    ['<script type="module" src="/assets/index-mine.js"></script>', false],
    ["<h1>502 Bad Gateway</h1>", false],
  ])("that says %s is a newer build: %s", (html, newer) => {
    expect(isNewer(html, "/assets/index-mine.js")).toBe(newer);
  });
});
