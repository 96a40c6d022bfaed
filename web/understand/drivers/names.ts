/** What variables are called: by the labels of the registry, never by their keys where there is one. */
import type { DriverVariable } from "#contract/drivers.ts";
import type { RegistryEntry } from "#contract/registry.ts";
import { labelOf, useEntries } from "../../data/registry.ts";
import { inLanguage } from "../../words/catalogue.ts";
import { ofIn, variableIn } from "./variable.ts";
import { words } from "./words.ts";

const { facts } = words;
export const factNames = Object.keys(facts) as (keyof typeof facts)[];

/** The label of an answer's value, where the registry has one. */
export function valueLabel(
  entry: RegistryEntry<"answer"> | undefined,
  value: string | number | boolean,
): string {
  const options = entry?.reviewed ? (entry.definition.options ?? []) : [];
  const found = options.find((each) => each.value === value);
  const known = (words.values as Readonly<Record<string, string>>)[String(value)];
  return inLanguage(found?.labels) ?? known ?? String(value);
}

/** The name of a variable as an address has it. */
export function useVariableNames(): (text: string) => string {
  const measures = useEntries("measure").data ?? [];
  const answers = useEntries("answer").data ?? [];
  const attributes = useEntries("attribute").data ?? [];
  const customers = useEntries("customer-attribute").data ?? [];
  const accounts = useEntries("account-attribute").data ?? [];
  const nameOf = (of: string): string => {
    if (of in facts) return facts[of as keyof typeof facts];
    const [, owner, key] =
      /^(answers|measures|attributes|customer\.attributes|account\.attributes)\.(.+)$/s.exec(of) ??
      [];
    const list =
      owner === "answers"
        ? answers
        : owner === "attributes"
          ? attributes
          : owner === "customer.attributes"
            ? customers
            : owner === "account.attributes"
              ? accounts
              : measures;
    const entry = (list as readonly RegistryEntry[]).find((each) => each.key === (key ?? of));
    return entry ? labelOf(entry) : (key ?? of);
  };
  return (text) => {
    const variable: DriverVariable = variableIn(text);
    if (typeof variable === "string" || !("equals" in variable)) return nameOf(ofIn(variable));
    const key = variable.of.replace(/^answers\./, "");
    const entry = answers.find((each) => each.key === key);
    return words.is(nameOf(variable.of), valueLabel(entry, variable.equals));
  };
}

/** The part before a colon, as in "Satisfaction: Price". */
const before = (name: string): string | undefined => /^[^:]+: /.exec(name)?.[0];

/** Names of variables without what several of them begin with; a value keeps what it is one of. */
export function shortened(names: readonly string[], texts: readonly string[]): string[] {
  const isPlain = (at: number) => typeof variableIn(texts[at]!) === "string";
  const shared = (name: string) =>
    names.filter((each, at) => isPlain(at) && before(each) === before(name)).length > 1;
  const short = names.map((name, at) =>
    isPlain(at) && before(name) !== undefined && shared(name)
      ? name.slice(before(name)!.length)
      : name,
  );
  const isClear = (name: string, at: number) => short.every((each, i) => i === at || each !== name);
  return short.map((name, at) => (isClear(name, at) ? name : names[at]!));
}
