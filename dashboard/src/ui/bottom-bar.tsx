import { route } from "../routes";
import { CoopLinks } from "./coop-links";
import { PageLinks } from "./page-links";

/** Navigation at the thumb, on narrow screens only: to the farm's pages, and from a coop to its neighbours. */
export function BottomBar() {
  return (
    <footer class="bottom-bar">
      {route.value.page === "coop" && <CoopLinks />}
      <PageLinks />
    </footer>
  );
}
