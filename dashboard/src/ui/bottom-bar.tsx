import { CoopLinks } from "./coop-links";
import { LanguageChoice } from "./language-choice";

/** Navigation at the thumb; shown on narrow screens only. */
export function BottomBar() {
  return (
    <footer class="bottom-bar">
      <CoopLinks />
      <LanguageChoice />
    </footer>
  );
}
