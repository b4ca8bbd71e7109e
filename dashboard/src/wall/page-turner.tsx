import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AlarmSeverity } from "../contracts";
import { SeverityMark } from "../alarms/severity-mark";
import { t } from "../i18n/language";

/** Long enough to read a page of tiles, short enough that each is seen every minute or two. */
const turnMilliseconds = 15_000;

export interface Turning {
  readonly page: ReadonlySignal<number>;
  readonly held: ReadonlySignal<boolean>;
  readonly turnTo: (page: number) => void;
  readonly hold: (on: boolean) => void;
}

/** Turns pages by itself for ever, unless somebody holds one. */
export function useTurning(pages: number): Turning {
  const page = useSignal(0);
  const held = useSignal(false);
  useEffect(() => {
    page.value = Math.min(page.value, pages - 1);
    if (pages < 2) return undefined;
    const timer = setInterval(() => { if (!held.peek()) page.value = (page.peek() + 1) % pages; }, turnMilliseconds);
    return () => clearInterval(timer);
  }, [pages, page, held]);
  return { page, held, turnTo: (to) => { page.value = (to + pages) % pages; }, hold: (on) => { held.value = on; } };
}

export interface PageTurnerProps {
  readonly turning: Turning;
  /** The worst alarm of each page that needs somebody. */
  readonly worst: readonly (AlarmSeverity | null)[];
}

/** Which page this is, where the others need somebody, and by hand to each of them. */
export function PageTurner({ turning: { page, held, turnTo, hold }, worst }: PageTurnerProps) {
  const byHand = (to: number) => { hold(true); turnTo(to); };
  return (
    <nav class="page-turner" aria-label={t("wall.pages")} data-page={page.value + 1} data-pages={worst.length}>
      <button type="button" aria-label={t("wall.page-before")} onClick={() => byHand(page.value - 1)}>‹</button>
      {worst.map((severity, index) => (
        <button key={index} type="button" aria-current={index === page.value ? "page" : undefined} aria-label={t("wall.page", { page: index + 1, pages: worst.length })} onClick={() => byHand(index)}>
          {severity !== null && <SeverityMark severity={severity} />}{index + 1}
        </button>
      ))}
      <button type="button" aria-label={t("wall.page-after")} onClick={() => byHand(page.value + 1)}>›</button>
      <button type="button" aria-pressed={held.value} onClick={() => hold(!held.value)}>{held.value ? t("wall.turn") : t("wall.hold")}</button>
    </nav>
  );
}
