/** From a score to what goes with it, of the same time and signals. */
import { Link } from "wouter";
import { useAddress } from "../data/address.ts";
import { look } from "./look-words.ts";
import { conditionOf } from "./question.ts";
import type { View } from "./view.ts";

/** A sum says how much there is, and is no score. */
const kinds = new Set(["nps", "csat", "ces", "mean"]);

export function DriversOf({ view, pattern }: { view: View; pattern: string | null | undefined }) {
  const [address] = useAddress();
  if (!kinds.has(view.choice.measure.kind)) return undefined;
  const where = conditionOf(view);
  const parameters = new URLSearchParams({
    outcome: view.choice.key,
    ...(pattern ? { pattern } : {}),
    ...(where === undefined ? {} : { where }),
  });
  for (const name of ["span", "from", "to"]) {
    const value = address.get(name);
    if (value !== null) parameters.set(name, value);
  }
  return (
    <div>
      <Link href={`/drivers?${parameters.toString()}`}>{look.drivers}</Link>
    </div>
  );
}
