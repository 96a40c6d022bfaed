/** What the linter says: beside what it concerns, and as a list of which each leads there. */
import { Button, Popover } from "@mantine/core";
import type { SurveyProblem } from "#contract/survey-routes.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import { inLanguage } from "../words/catalogue.ts";
import { problemsWithin, useBuilding } from "./building.ts";
import { words } from "./builder-words.ts";
import { useNameOf } from "./names.ts";
import { spotOf, wholeSurvey, type Chosen } from "./definition.ts";
import style from "./problems.module.css";

/** What is to be chosen to see what stands at a place. */
export function chosenAt(definition: SurveyDefinition, place: SurveyProblem["place"]): Chosen {
  const [list, n, within, at] = place;
  if (list === "pages" && typeof n === "number") {
    const page = definition.pages[n];
    const question = within === "questions" ? page?.questions[Number(at)] : undefined;
    if (question) return { kind: "question", key: question.key };
    if (page) return { kind: "page", key: page.key };
  }
  if (list === "endings" && typeof n === "number" && definition.endings[n])
    return { kind: "ending", key: definition.endings[n].key };
  return wholeSurvey;
}

const placeOf = (definition: SurveyDefinition, chosen: Chosen): (string | number)[] => {
  if (chosen.kind === "survey") return [];
  if (chosen.kind === "question") {
    const spot = spotOf(definition, chosen.key);
    return spot ? ["pages", spot.page, "questions", spot.at] : ["-"];
  }
  const list = chosen.kind === "page" ? "pages" : "endings";
  const all: readonly { key: string }[] = definition[list];
  return [list, all.findIndex((each) => each.key === chosen.key)];
};

export function Problem({ problem, where }: { problem: SurveyProblem; where?: string }) {
  return (
    <span className={style.problem} data-severity={problem.severity}>
      {where !== undefined && <span className={style.where}>{where}</span>}
      <strong>{words.problems[problem.severity]}</strong> {inLanguage(problem.words)}
    </span>
  );
}

/** Of what is chosen, and of nothing else. */
export function Here() {
  const { problems, draft, chosen } = useBuilding();
  const here =
    chosen.kind === "survey"
      ? problems.filter(({ place }) => chosenAt(draft, place).kind === "survey")
      : problemsWithin(problems, placeOf(draft, chosen)).filter(
          ({ place }) => chosen.kind !== "page" || place[2] !== "questions",
        );
  if (here.length === 0) return undefined;
  return (
    <ul className={style.here}>
      {here.map((problem) => (
        <li key={problem.code + JSON.stringify(problem.place)}>
          <Problem problem={problem} />
        </li>
      ))}
    </ul>
  );
}

export function ProblemList(props: { problems: readonly SurveyProblem[]; went?: () => void }) {
  const { draft, choose } = useBuilding();
  const nameAt = useNameOf();
  return (
    <ul className={style.list}>
      {props.problems.map((problem) => (
        <li key={problem.code + JSON.stringify(problem.place)}>
          <button
            type="button"
            onClick={() => {
              choose(chosenAt(draft, problem.place));
              props.went?.();
            }}
          >
            <Problem problem={problem} where={nameAt(chosenAt(draft, problem.place))} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** How much there is to look at; pressed, what it is. */
export function ProblemsButton() {
  const { problems } = useBuilding();
  const some = problems.filter(({ severity }) => severity === "error" || severity === "warning");
  if (some.length === 0) return undefined;
  const worst = some.some(({ severity }) => severity === "error") ? "error" : "warning";
  return (
    <Popover width={380} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ "--button-color": worst === "error" ? "var(--bad)" : "var(--warn)" }}
        >
          {words.problems.title(some.length)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ProblemList problems={some} />
      </Popover.Dropdown>
    </Popover>
  );
}
