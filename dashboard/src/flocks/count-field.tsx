import { formatNumber } from "../i18n/format";
import { t } from "../i18n/language";

export interface CountFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

const steps = [-10, -1, 1, 10] as const;

/** A number that is counted with a thumb, or typed. */
export function CountField({ label, value, onValue }: CountFieldProps) {
  const set = (to: number) => onValue(Math.min(Math.max(Math.trunc(to), 0), 1_000_000));
  const button = (step: number) => (
    <button key={step} type="button" aria-label={t(step < 0 ? "sheet.fewer" : "sheet.more", { count: Math.abs(step) })} data-step={step} onClick={() => set(value + step)}>
      {step < 0 ? "−" : "+"}{formatNumber(Math.abs(step), 0)}
    </button>
  );
  return (
    <div class="count-field">
      {steps.slice(0, 2).map(button)}
      <input
        name="count" type="number" inputMode="numeric" aria-label={label} min={0} max={1_000_000} value={value}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
      {steps.slice(2).map(button)}
    </div>
  );
}
