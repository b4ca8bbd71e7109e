import { computed, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { telling } from "../alarms/alarm-banner";
import { live } from "../live/live";
import { inOrder } from "../ui/place-in-app";
import { CoopTile } from "./coop-tile";
import { columnsFor } from "./grid-shape";

/** Least size of a tile in root ems; the style sheet has the same. */
const leastWidth = 19;
const leastHeight = 17.5;

const coopNames = computed(() => inOrder(live.state.value.coops.keys(), (coop) => coop));

/** Tiles as large as they can be with all of them in sight, down to a least size. */
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
  const names = useComputed(() => coopNames.value.join("\n"));
  const coops = names.value.split("\n");
  const { width, height, em } = size.value;
  // The top bar and the gaps take about four ems of the height, the banner as much.
  const columns = columnsFor(coops.length, width / em, height / em - (telling.value.length > 0 ? 8 : 4), leastWidth, leastHeight);
  return (
    <section class="wall" aria-labelledby="wall-title">
      <h1 id="wall-title" class="for-readers">{title}</h1>
      <div class="coop-grid" style={{ "--columns": columns }}>
        {coops.map((coop) => <CoopTile key={coop} coop={coop} />)}
      </div>
    </section>
  );
}
