/** What stands above a picture that somebody keeps: what it is of, how that is divided, and of which days. */
import type { QueryInput } from "#contract/query.ts";
import { useWorkspace } from "../../data/session.ts";
import { listOf } from "../../words/format.ts";
import { daysSaid } from "../days.ts";
import { useNames } from "../dimensions.ts";
import { lowered } from "../lowered.ts";
import { words } from "../words.ts";
import { words as say } from "./base-words.ts";
import { zoneOf } from "./picture.ts";

export type Titled = { title: string; under: string };

export function useTitled(query: QueryInput): (name: string, by?: readonly string[]) => Titled {
  const nameOf = useNames();
  const zone = zoneOf(query, useWorkspace().timezone);
  return (name, by = query.by ?? []) => {
    const names = by.map((each) => lowered(nameOf(each)));
    const divided = names.length === 0 ? name : say.by(name, listOf(names));
    return {
      title: query.interval === undefined ? divided : words.trend.of(divided),
      under: daysSaid(query, zone),
    };
  };
}
