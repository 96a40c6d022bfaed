/** Every question in its order, page by page, with its figures. */
import { Suspense, lazy } from "react";
import type { SurveyFacet } from "#contract/survey-results.ts";
import { Waiting } from "../../parts/Loaded.tsx";
import { inLanguage } from "../../words/catalogue.ts";
import { whole } from "../../words/format.ts";
import { typeWords } from "../type-words.ts";
import { Facet } from "./Facet.tsx";
import { labelOf } from "./figure.ts";
import { leftWords } from "./left-words.ts";
import type { Look, Results } from "./look.ts";
import style from "./results.module.css";
import { words } from "./words.ts";

const Texts = lazy(() => import("./Texts.tsx"));

type Asked = { key: string; text: string; facets: SurveyFacet[] };

/** The facets of each question together; its own words, where a facet is only a part of it. */
function asked(facets: readonly SurveyFacet[]): Asked[] {
  const byQuestion = Map.groupBy(facets, ({ question }) => question);
  return [...byQuestion].map(([key, list]) => ({
    key,
    text: inLanguage(list[0]!.text) ?? labelOf(list[0]!),
    facets: list,
  }));
}

const typeOf = (type: string): string | undefined =>
  type === "calculated"
    ? words.questions.one
    : (typeWords as Readonly<Record<string, { name: string }>>)[type]?.name;

function Part({
  facet,
  name,
  look,
  results,
}: {
  facet: SurveyFacet;
  name: string;
  look: Look;
  results: Results;
}) {
  if (facet.picture !== "texts") return <Facet facet={facet} name={name} by={look.by} />;
  return (
    <Suspense fallback={<Waiting rows={3} />}>
      <Texts facet={facet} name={name} look={look} results={results} />
    </Suspense>
  );
}

function Question({ question, look, results }: { question: Asked; look: Look; results: Results }) {
  const { key, text, facets } = question;
  const id = `q-${key}`;
  const type = typeOf(facets[0]!.type);
  return (
    <article className={style.question} aria-labelledby={id}>
      <header>
        <h3 id={id}>{text}</h3>
        <p className={style.type}>
          {type}
          {facets[0]!.gone && <span className={style.gone}>{words.gone}</span>}
        </p>
      </header>
      {facets.map((facet) => {
        const label = labelOf(facet);
        const isPart = facet.key !== key;
        return (
          <div key={facet.key} className={isPart ? style.part : undefined}>
            {isPart && <h4>{label}</h4>}
            <Part
              facet={facet}
              name={isPart ? `${text} · ${label}` : text}
              look={look}
              results={results}
            />
          </div>
        );
      })}
    </article>
  );
}

export function Questions({ results, look }: { results: Results; look: Look }) {
  const pages = results.pages.map(({ key, title }, n) => ({
    key,
    title: inLanguage(title) ?? leftWords.untitled(whole(n + 1)),
    facets: results.facets.filter(({ page }) => page === key),
  }));
  const old = results.facets.filter(({ gone }) => gone);
  const worked = results.facets.filter(({ page, gone }) => page === null && !gone);
  // No key of a page begins so.
  const all = [
    ...pages,
    { key: "-calculated", title: words.questions.calculated, facets: worked },
    { key: "-gone", title: words.questions.removed, facets: old },
  ].filter(({ facets }) => facets.length > 0);
  return (
    <>
      {all.map(({ key, title, facets }) => (
        <section key={key} className={style.section} aria-labelledby={`p-${key}`}>
          <h2 id={`p-${key}`}>{title}</h2>
          {asked(facets).map((question) => (
            <Question key={question.key} question={question} look={look} results={results} />
          ))}
        </section>
      ))}
    </>
  );
}
