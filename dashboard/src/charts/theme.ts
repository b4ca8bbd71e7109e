/** Colours and sizes of the style sheet for what is drawn on a canvas. */
export interface ChartTheme {
  color(name: string): string;
  readonly em: number;
  readonly font: string;
}

/** Reads the theme as it stands at the given element now; a canvas can't follow custom properties by itself. */
export function themeAt(host: HTMLElement): ChartTheme {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const style = getComputedStyle(host);
  const em = parseFloat(style.fontSize);
  const color = (name: string) => {
    host.append(probe);
    probe.style.color = `var(${name})`;
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  probe.remove();
  // uPlot enlarges whole pixels only for dense screens; of 13.76px it would enlarge the 76, and a phone's labels would be half as high.
  return { color, em, font: `${Math.round(em)}px ${style.fontFamily}` };
}
