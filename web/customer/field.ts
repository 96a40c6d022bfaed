/** What every field of a form is given. */
import type { Field } from "./draft.ts";

export const fieldId = (name: string): string => `field-${name}`;

export type FieldProps = {
  field: Field;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
};
