/** Collects the values of one SQL text. Nothing a caller sent stands in the text itself, but its place. */
export type Binder = {
  /** Binds a value under the ClickHouse type given and answers its placeholder, as in `{p3:String}`. */
  (value: unknown, type: string): string;
  readonly parameters: Record<string, unknown>;
};

export function createBinder(prefix = "p"): Binder {
  const parameters: Record<string, unknown> = {};
  let count = 0;
  const bind = (value: unknown, type: string): string => {
    const name = `${prefix}${count++}`;
    parameters[name] = value;
    return `{${name}:${type}}`;
  };
  return Object.assign(bind, { parameters });
}
