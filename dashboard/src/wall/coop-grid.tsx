import { computed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { telling } from "../alarms/alarm-banner";
import { originOf } from "../alarms/ranking";
import { live } from "../live/live";
import { inOrder } from "../ui/place-in-app";
import { CoopTile } from "./coop-tile";
import { shapeFor, type WallShape } from "./grid-shape";
import { useTileMeasure } from "./tile-measure";
import { PageTurner, useTurning } from "./page-turner";

/** Least size of a tile in root ems; the style sheet has the same. */
const leastWidth = 19;
const leastHeight = 17.5;
/** Narrower screens are scrolled by thumb instead of turned; the style sheet has the same. */
const leastTurned = 700;

/** Put in order only when there are others: values of sixty coops change a hundred times a second. */
const unordered = computed(() => [...live.state.value.coops.keys()].join("\n"));
const coopNames = computed(() => inOrder(unordered.value.split("\n"), (coop) => coop));

/** Tiles as large as they can be with all of them in sight, down to a least size; then page after page. */
export function CoopGrid({ title }: { readonly title: string }) {
  const size = useSignal({ width: innerWidth, height: innerHeight, em: 16 });
  useEffect(() => {
    const measure = () => {
      size.value = { width: innerWidth, height: innerHeight, em: parseFloat(getComputedStyle(document.documentElement).fontSize) };
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, [size]);
  const coops = coopNames.value;
  const { width, height, em } = size.value;
  const { columns, pages, perPage } = width < leastTurned
    ? { columns: 1, pages: 1, perPage: coops.length }
    : shapeOf(coops.length, width / em, height / em, telling.value.length > 0, live.hasOnCallPlan.value === false);
  const turning = useTurning(pages);
  const grid = useRef<HTMLDivElement>(null);
  const { unit, wide, low } = useTileMeasure(grid, columns, width < leastTurned ? null : Math.ceil(perPage / columns));
  const page = Math.min(turning.page.value, pages - 1);
  const worst = Array.from({ length: pages }, (_, index) => {
    const mine = coops.slice(index * perPage, (index + 1) * perPage);
    return telling.value.find(({ id }) => mine.includes(originOf(id).coop ?? ""))?.severity ?? null;
  });
  return (
    <section class="wall" aria-labelledby="wall-title">
      <h1 id="wall-title" class="for-readers">{title}</h1>
      <div ref={grid} class="coop-grid" style={{ "--columns": columns, "--u": `${unit}px` }} data-wide={wide} data-low={low}>
        {coops.slice(page * perPage, (page + 1) * perPage).map((coop) => <CoopTile key={coop} coop={coop} />)}
      </div>
      {pages > 1 && <PageTurner turning={turning} worst={worst} />}
    </section>
  );
}

/** In root ems: what stands above and below the tiles takes its share of the height. */
function shapeOf(count: number, width: number, height: number, hasBanner: boolean, hasNotice: boolean): WallShape {
  const left = height - 4 - (hasBanner ? 5 : 0) - (hasNotice ? 3 : 0);
  const whole = shapeFor(count, width, left, leastWidth, leastHeight);
  return whole.pages === 1 ? whole : shapeFor(count, width, left - 3.5, leastWidth, leastHeight);
}
