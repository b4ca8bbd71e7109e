import type { Mistake } from "../contracts";
import { Mistakes } from "./mistakes";
import { minutesOf, spanOf } from "./spans";

export interface MinutesFieldProps {
  readonly name: string;
  readonly label: string;
  readonly span: string;
  readonly mistakes: readonly Mistake[];
  readonly onChange: (span: string) => void;
}

/** A length of time in minutes, with what the cloud found wrong of it. */
export function MinutesField({ name, label, span, mistakes, onChange }: MinutesFieldProps) {
  return (
    <label>{label} <input name={name} type="number" inputMode="decimal" required min={0} step="any" value={minutesOf(span)} onInput={(event) => { if (event.currentTarget.value !== "") onChange(spanOf(event.currentTarget.valueAsNumber)); }} />
      <Mistakes of={mistakes} at={(field) => field === name} /></label>
  );
}
