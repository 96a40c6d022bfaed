/** The route that draws a step of a draft without leaving a trace. */
import { clock } from "#platform/clock.ts";
import { previewSurvey } from "#contract/survey-preview.ts";
import type { Bundle } from "#platform/bundle.ts";
import { route, type Route } from "#platform/http.ts";
import { checkPage, hiddenOf } from "#questions/check.ts";
import { after, walk } from "#questions/flow.ts";
import { compile } from "#questions/lint/compile.ts";
import type { Context } from "#questions/types.ts";
import { languageFor } from "#questions/words.ts";
import { documentOf } from "./document.ts";
import { pageFilesOf } from "./files.ts";
import { knownOf } from "./known.ts";
import { endHtml, stepHtml } from "#questions/page/step.ts";
import type { PageParts } from "./respond-pages.ts";
import type { SurveyStore } from "./survey-store.ts";

export type PreviewParts = Pick<PageParts, "company"> & {
  surveys: Pick<SurveyStore, "known">;
  bundle: () => Promise<Bundle>;
};

export const previewRoutes = ({ surveys, bundle, company }: PreviewParts): Route[] => [
  route(previewSurvey, async ({ scope, params, body }) => {
    const { draft } = await surveys.known(scope, params.id);
    const published = compile(draft);
    const { answers, page: answered } = body;
    const context: Context = {
      language: languageFor(draft.languages, body.language === undefined ? [] : [body.language]),
      // The same order each time that somebody looks.
      seed: params.id,
      hidden: hiddenOf(draft, body.hidden),
      ...(draft.confidentiality === "anonymous" ? {} : { customer: body.customer }),
    };
    const judged =
      answered === undefined
        ? { way: walk(published, answers, context), errors: {} }
        : checkPage(published, answers as never, answers, context, answered);
    const { way, errors } = judged;
    const wrong = Object.keys(errors).length > 0;
    const page = wrong ? way.pages.find(({ key }) => key === answered) : after(way, answered);
    const { language } = context;
    const asking = await company(scope.workspace, draft.touchpoint, language);
    const known = knownOf(published, asking, context, clock.now());
    const { ending } = way.end;
    const step = page
      ? stepHtml({
          published,
          way,
          page,
          context,
          known,
          given: answers,
          errors,
          action: "#",
          fields: [],
        })
      : endHtml({ published, way, context, known, ending });
    const shown = documentOf({
      definition: draft,
      language,
      files: await pageFilesOf(bundle),
      inLanguage: () => "#",
      company: known.company,
      ...step,
    });
    return {
      status: 200,
      body: {
        page: page?.key ?? null,
        ending: page ? null : (ending ?? null),
        errors: Object.fromEntries(Object.entries(errors).map(([key, { code }]) => [key, code])),
        html: await shown.text(),
      },
    };
  }),
];
