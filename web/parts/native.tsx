/**
 * Boxes, dots and bars as the browser has them. The library's own weigh with the first page that
 * anybody loads, wherever they are used.
 */
import { useId, type ReactNode } from "react";
import style from "./native.module.css";

export function Check(props: {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  change: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className={style.check}>
      <input
        id={id}
        type="checkbox"
        checked={props.checked}
        onChange={({ currentTarget }) => props.change(currentTarget.checked)}
        {...(props.hint === undefined ? {} : { "aria-describedby": `${id}-hint` })}
      />
      <label htmlFor={id}>{props.label}</label>
      {props.hint !== undefined && <small id={`${id}-hint`}>{props.hint}</small>}
    </div>
  );
}

/** One of a few, all of them in sight. */
export function Choose<V extends string>(props: {
  legend: string;
  value: V;
  choices: readonly (readonly [V, string])[];
  choose: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset className={style.choose}>
      <legend>{props.legend}</legend>
      {props.choices.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.choose(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** How much of something is done, from 0 to 1. */
export function Bar({ label, share }: { label: string; share: number }) {
  return <progress className={style.bar} aria-label={label} max={1} value={share} />;
}
