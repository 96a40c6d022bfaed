import type { RegistryEntry } from "#contract/registry.ts";
import { words } from "./entry-words.ts";
import style from "./journey.module.css";

export type State = "on" | "off" | "open";

export const stateOf = ({ active, reviewed }: Pick<RegistryEntry, "active" | "reviewed">): State =>
  !reviewed ? "open" : active ? "on" : "off";

const looks = { on: style.on, off: "", open: style.open };

/** By shape and by word, not by colour alone. */
export function StateMark({ of }: { of: State }) {
  return <span className={`${style.state} ${looks[of]}`}>{words.states[of]}</span>;
}
