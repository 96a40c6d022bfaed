/** The pages in their order, each with its questions: where responses ended, and how long it takes. */
import { Cards } from "../../parts/Scroll.tsx";
import { inLanguage } from "../../words/catalogue.ts";
import { percent, whole } from "../../words/format.ts";
import { duration } from "./Counts.tsx";
import { leftWords as say } from "./left-words.ts";
import { useLeast } from "./kept.ts";
import type { Results } from "./look.ts";
import style from "./results.module.css";

type Page = Results["pages"][number];
type Question = Page["asked"][number];

/** A length beside its number. */
function Length({ share, tone }: { share: number; tone: "left" | "time" }) {
  return (
    <span className={style.length} data-tone={tone} aria-hidden="true">
      <span style={{ width: `${(share * 100).toFixed(1)}%` }} />
    </span>
  );
}

type Scale = { most: number; longest: number };

function Leaving({
  label,
  n,
  share,
  most,
}: {
  label: string;
  n: number;
  share: number | null;
  most: number;
}) {
  const least = useLeast();
  if (n === 0 && least !== null) return <td data-label={label}>{say.notTold}</td>;
  return (
    <td data-label={label}>
      <span className={style.figures}>
        {whole(n)}
        {share !== null && <span className={style.hint}>{percent(share)}</span>}
      </span>
      <Length share={(share ?? 0) / most} tone="left" />
    </td>
  );
}

const Time = ({ seconds, longest }: { seconds: number | null; longest: number }) => (
  <td data-label={say.seconds}>
    <span className={style.figures}>{duration(seconds)}</span>
    <Length share={(seconds ?? 0) / longest} tone="time" />
  </td>
);

function QuestionRow({ question, most, longest }: { question: Question } & Scale) {
  const { key, text, last, lastShare, seconds, timed } = question;
  return (
    <tr className={`${style.step} ${style.within}`}>
      <td>{inLanguage(text) ?? key}</td>
      <td>{null}</td>
      <Leaving label={say.last} n={last} share={lastShare} most={most} />
      {timed === 0 ? (
        <td data-label={say.seconds}>
          <span className={style.hint}>{say.untimed}</span>
        </td>
      ) : (
        <Time seconds={seconds} longest={longest} />
      )}
    </tr>
  );
}

/** A page that asks one thing is that question's row as well. */
function PageRows({ page, at, most, longest }: { page: Page; at: number } & Scale) {
  const { title, asked, left, leftShare, seconds } = page;
  const [only] = asked;
  const answered = asked.reduce((sum, { last }) => sum + last, 0);
  const shares = asked.flatMap(({ lastShare }) => lastShare ?? []);
  const share = shares.length === 0 ? null : shares.reduce((sum, each) => sum + each, 0);
  return (
    <>
      <tr className={style.step!}>
        <td>
          <strong className={style.pageName}>
            {inLanguage(title) ?? say.untitled(whole(at + 1))}
          </strong>{" "}
          <span className={style.hint}>
            {asked.length === 1
              ? (inLanguage(only!.text) ?? only!.key)
              : say.questions(whole(asked.length), asked.length)}
          </span>
        </td>
        <Leaving label={say.left} n={left} share={leftShare} most={most} />
        <Leaving label={say.last} n={answered} share={share} most={most} />
        <Time seconds={seconds} longest={longest} />
      </tr>
      {asked.length > 1 &&
        asked.map((question) => (
          <QuestionRow key={question.key} question={question} most={most} longest={longest} />
        ))}
    </>
  );
}

export function Left({ results }: { results: Results }) {
  const { pages, counts } = results;
  const least = useLeast();
  if (pages.length === 0) return undefined;
  const questions = pages.flatMap(({ asked }) => asked);
  const scale = {
    most: Math.max(
      0.0001,
      ...pages.map(({ leftShare, asked }) =>
        Math.max(
          leftShare ?? 0,
          asked.reduce((sum, { lastShare }) => sum + (lastShare ?? 0), 0),
        ),
      ),
    ),
    longest: Math.max(1, ...[...pages, ...questions].map(({ seconds }) => seconds ?? 0)),
  };
  const isMixed = pages.some(({ asked }) => asked.length > 1);
  return (
    <section aria-labelledby="pages" className={style.section}>
      <h2 id="pages">{say.title}</h2>
      <Cards label={say.table}>
        <thead>
          <tr>
            <th scope="col">{isMixed ? say.pageOrQuestion : say.page}</th>
            {[say.left, say.last, say.seconds].map((name) => (
              <th key={name} scope="col" className={style.measure}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pages.map((page, at) => (
            <PageRows key={page.key} page={page} at={at} {...scale} />
          ))}
        </tbody>
      </Cards>
      <p className={style.note}>
        {counts.partials > 0 ? say.means : least === null ? say.nobody : say.few(whole(least))}{" "}
        {isMixed && say.byScript}
      </p>
    </section>
  );
}
