import type { ComponentChildren } from "preact";

export interface StateMessageProps {
  readonly title: string;
  readonly hint?: ComponentChildren;
  readonly busy?: boolean;
}

/** Stands where a page's content would: nothing there yet, not found, or not reachable, and what to do next. */
export function StateMessage({ title, hint, busy = false }: StateMessageProps) {
  return (
    <section class="state-message" aria-busy={busy}>
      <h1 class={busy ? "busy" : undefined}>{title}</h1>
      {hint !== undefined && <p>{hint}</p>}
    </section>
  );
}
