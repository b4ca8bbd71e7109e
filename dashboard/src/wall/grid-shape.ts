/** Width to height that suits a tile. */
const tileAspect = 1.75;

/**
 * How many columns show `count` tiles largest in an area of the given size (any unit). Tiles never get narrower than
 * `leastWidth` nor lower than `leastHeight`; when they can't all fit, the area scrolls.
 */
export function columnsFor(count: number, width: number, height: number, leastWidth: number, leastHeight: number): number {
  const most = Math.max(1, Math.min(count, Math.floor(width / leastWidth)));
  let best = most;
  let bestSize = 0;
  for (let columns = 1; columns <= most; columns++) {
    const tileWidth = width / columns;
    const tileHeight = height / Math.ceil(count / columns);
    if (tileHeight < leastHeight) continue;
    const size = Math.min(tileWidth, tileHeight * tileAspect);
    if (size > bestSize) {
      bestSize = size;
      best = columns;
    }
  }
  return best;
}

export interface WallShape {
  readonly columns: number;
  readonly pages: number;
  /** Tiles on a page; the last may have fewer. */
  readonly perPage: number;
}

/** How a wall that doesn't scroll shows `count` tiles: on one page when they fit at their least size, else evenly on as few pages as need be. */
export function shapeFor(count: number, width: number, height: number, leastWidth: number, leastHeight: number): WallShape {
  const most = Math.max(1, Math.floor(width / leastWidth)) * Math.max(1, Math.floor(height / leastHeight));
  const pages = Math.max(1, Math.ceil(count / most));
  const perPage = Math.ceil(count / pages);
  return { columns: columnsFor(perPage, width, height, leastWidth, leastHeight), pages, perPage };
}
