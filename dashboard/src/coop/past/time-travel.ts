import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { day, isSame, spanOf, viewOf, viewWith, pan, zoom, type Span, type View } from "../../charts/view";

/** How much faster than the farm's own time the past can be played. */
export const playSpeeds = [1, 10, 60, 600, 3_600] as const;

const mostSteps = 30;

/** What a coop's page looks at: the window of its charts, and the present or a moment of the past that can be played. */
export class TimeTravel {
  readonly #now: () => number;
  readonly #view = signal<View>({ lengthSeconds: day, end: null });
  readonly #before = signal<readonly View[]>([]);
  readonly #moment = signal<number | null>(null);
  readonly #playing = signal(false);
  readonly #speed = signal<number>(60);

  /** @param now The farm's time in Unix seconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get view(): ReadonlySignal<View> { return this.#view; }
  /** The moment that the page shows, Unix seconds; null for the present. */
  get moment(): ReadonlySignal<number | null> { return this.#moment; }
  get playing(): ReadonlySignal<boolean> { return this.#playing; }
  get speed(): ReadonlySignal<number> { return this.#speed; }
  readonly canGoBack = computed(() => this.#before.value.length > 0);

  show(view: View): void {
    if (isSame(view, this.#view.value)) return;
    batch(() => {
      this.#before.value = [...this.#before.value.slice(-mostSteps), this.#view.value];
      this.#view.value = view;
    });
  }

  showSpan(span: Span): void { this.show(viewOf(span, this.#now())); }
  panBy(share: number): void { this.show(pan(this.#view.value, this.#now(), share)); }
  /** Nearer below 1, farther above; around the moment when there is one in the window. */
  zoomBy(factor: number): void { this.show(zoom(this.#view.value, this.#now(), factor, this.#moment.value ?? undefined)); }

  /** The window before the last change. */
  back(): void {
    const before = this.#before.value;
    const last = before.at(-1);
    if (last === undefined) return;
    batch(() => {
      this.#view.value = last;
      this.#before.value = before.slice(0, -1);
    });
  }

  /** Goes to a moment; one that is not past is the present. */
  goTo(seconds: number): void {
    if (!Number.isFinite(seconds)) return;
    if (seconds >= this.#now()) {
      this.goToNow();
      return;
    }
    batch(() => {
      this.#moment.value = Math.max(seconds, 0);
      this.#view.value = viewWith(this.#view.value, this.#now(), Math.max(seconds, 0));
    });
  }

  /** From the present, steps go back from now. */
  step(bySeconds: number): void { this.goTo((this.#moment.value ?? this.#now()) + bySeconds); }

  goToNow(): void {
    batch(() => {
      this.#playing.value = false;
      this.#moment.value = null;
      this.#view.value = { lengthSeconds: this.#view.value.lengthSeconds, end: null };
    });
  }

  setSpeed(speed: number): void { this.#speed.value = speed; }

  play(on: boolean): void { this.#playing.value = on && this.#moment.value !== null; }

  /** Lets real time pass while it plays; the present ends it. */
  pass(realSeconds: number): void {
    const moment = this.#moment.value;
    if (this.#playing.value && moment !== null) this.goTo(moment + realSeconds * this.#speed.value);
  }

  span(): Span { return spanOf(this.#view.value, this.#now()); }
}
