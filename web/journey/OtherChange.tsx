/** What somebody else has changed while one was typing: theirs beside one's own, and nothing lost. */
import { Button } from "@mantine/core";
import type { RegistryType } from "#contract/registry.ts";
import { useLabels } from "../data/registry.ts";
import { Scroll } from "../parts/Scroll.tsx";
import { whole } from "../words/format.ts";
import type { Change } from "./draft.ts";
import { words } from "./entry-words.ts";
import { nameOfPath } from "./paths.ts";
import style from "./journey.module.css";

/** Fields that hold a key of another type, by whose label it is known. */
const keyed = ["stage", "function", "channel", "medium", "touchpoint", "measure"] as const;

/** The words for a key at a path; a key of no other type is its own word. */
function useKeyed(): (path: string, key: string) => string {
  const labels: Partial<Record<RegistryType, (key: string) => string>> = {
    stage: useLabels("stage"),
    function: useLabels("function"),
    channel: useLabels("channel"),
    medium: useLabels("medium"),
    touchpoint: useLabels("touchpoint"),
    measure: useLabels("measure"),
  };
  return (path, key) => {
    const type = path === "touchpoints" ? "touchpoint" : keyed.find((each) => each === path);
    return (type && labels[type]?.(key)) ?? key;
  };
}

/** A value in words enough to be told apart from another. */
function shown(value: unknown, labelOf: (key: string) => string): string {
  if (value === undefined) return words.absent;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (Array.isArray(value) && value.every((each) => typeof each === "string"))
    return value.map(labelOf).join(" → ");
  return typeof value === "string" ? labelOf(value) : JSON.stringify(value, null, 1);
}

export function OtherChange({
  changes,
  take,
}: {
  changes: readonly Change[];
  take: (change: Change) => void;
}) {
  const label = useKeyed();
  const inWords = (path: string, value: unknown) => shown(value, (key) => label(path, key));
  if (changes.length === 0)
    return (
      <div className={style.other} role="alert">
        <p>{words.otherSame}</p>
      </div>
    );
  return (
    <div className={style.other} role="alert">
      <h2>{words.otherTitle(whole(changes.length), changes.length)}</h2>
      <p>{words.otherText}</p>
      <Scroll label={words.theirs}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.where}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.theirs}</th>
              <th scope="col">{words.yours}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.path}>
                <th scope="row">{nameOfPath(change.path)}</th>
                <td className={style.value}>{inWords(change.path, change.before)}</td>
                <td className={style.value}>{inWords(change.path, change.theirs)}</td>
                <td className={style.value}>
                  {change.clash ? (
                    <>
                      {inWords(change.path, change.mine)}{" "}
                      <Button
                        variant="default"
                        size="compact-xs"
                        aria-label={words.takeTheirsOf(nameOfPath(change.path))}
                        onClick={() => take(change)}
                      >
                        {words.takeTheirs}
                      </Button>
                    </>
                  ) : (
                    <span className={style.quiet}>{words.takenOver}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}
