/** What the outline says of a thing beside its name: that it has a condition, that it jumps, and what is wrong with it. */
import { problemsWithin, useBuilding } from "./building.ts";
import { words } from "./builder-words.ts";
import style from "./outline.module.css";

export function Marks({
  place,
  conditional,
  jumps,
}: {
  place: readonly (string | number)[];
  conditional: boolean;
  jumps?: boolean;
}) {
  const { problems } = useBuilding();
  const here = problemsWithin(problems, place)
    .filter(
      // Of the whole survey, what stands beside nothing else.
      (each) => place.length > 0 || !["pages", "endings"].includes(String(each.place[0])),
    )
    .filter(
      // What is wrong within a page's questions stands beside those.
      (each) => place.length > 2 || each.place[2] !== "questions",
    );
  const errors = here.filter(({ severity }) => severity === "error").length;
  const warnings = here.filter(({ severity }) => severity === "warning").length;
  const said = words.outline.problems(errors, warnings);
  return (
    <span className={style.marks}>
      {conditional && (
        <svg
          viewBox="0 0 16 16"
          width="14"
          height="14"
          role="img"
          aria-label={words.outline.conditional}
        >
          <title>{words.outline.conditional}</title>
          <path
            d="M4 2v12M4 8h5a3 3 0 0 0 3-3V2"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
          />
        </svg>
      )}
      {jumps && (
        <svg viewBox="0 0 16 16" width="14" height="14" role="img" aria-label={words.outline.jumps}>
          <title>{words.outline.jumps}</title>
          <path
            d="M2 5c6-3 10 0 10 7M9 9l3 3 3-3"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
          />
        </svg>
      )}
      {errors + warnings > 0 && (
        <span
          className={style.dot}
          data-severity={errors > 0 ? "error" : "warning"}
          role="img"
          aria-label={said}
          title={said}
        >
          {errors > 0 ? "!" : "?"}
        </span>
      )}
    </span>
  );
}
