import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Padding and gaps of the style sheet, root ems. */
const gap = 0.75;
const [paddingAcross, paddingDown] = [1.8, 1.4];
const leastHeight = 17.5;
const [wideFrom, lowUpTo] = [34, 20];

export interface TileMeasure {
  /** One hundredth of what a tile offers, pixels. */
  readonly unit: number;
  readonly wide: boolean;
  readonly low: boolean;
}

/** @param rows Null for tiles that are as high as what is in them. */
export function measureOf(width: number, height: number, columns: number, rows: number | null, em: number): TileMeasure {
  const across = (width - (columns - 1) * gap * em) / columns - paddingAcross * em;
  if (rows === null) return { unit: across / 100, wide: across >= wideFrom * em, low: false };
  const down = Math.max(leastHeight * em, (height - (rows - 1) * gap * em) / rows) - paddingDown * em;
  return { unit: Math.max(Math.min(across / 100, (1.8 * down) / 100), 0), wide: across >= wideFrom * em, low: down <= lowUpTo * em };
}

/**
 * Measures the grid once instead of letting the style sheet ask each tile: with container units a browser works out the styles of every tile
 * anew whenever one of its numbers changes, which on a large wall is all the time.
 */
export function useTileMeasure(grid: RefObject<HTMLElement | null>, columns: number, rows: number | null): TileMeasure {
  const size = useSignal({ width: innerWidth, height: innerHeight, em: 16 });
  useEffect(() => {
    const element = grid.current;
    if (element === null) return undefined;
    const fit = new ResizeObserver(() => {
      size.value = { width: element.clientWidth, height: element.clientHeight, em: parseFloat(getComputedStyle(document.documentElement).fontSize) };
    });
    fit.observe(element);
    return () => fit.disconnect();
  }, [grid, size]);
  const { width, height, em } = size.value;
  return measureOf(width, height, columns, rows, em);
}
