/** A survey in a language of which no word ships: what its page says of itself is written in the builder. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { SurveyBody } from "#contract/survey-routes.ts";
import { examine, type Visit } from "../visit.ts";

const definition = (languages: readonly string[]) => ({
  format: 1,
  name: `In ${languages.join(" and ")}`,
  languages,
  pages: [
    {
      key: "one",
      questions: [
        {
          key: "why",
          type: "long-text",
          text: Object.fromEntries(languages.map((each) => [each, "Why?"])),
        },
      ],
    },
  ],
  endings: [{ key: "end", text: Object.fromEntries(languages.map((each) => [each, "Bye."])) }],
});

export function askLanguagesCases(visit: () => Visit): void {
  it("lists the words of the page in a language that ships none, beside those that do, and takes them", async () => {
    const { world, open } = visit();
    const make = async (...languages: string[]) => {
      const made = await world.request<SurveyBody>("POST", "/v1/surveys", definition(languages));
      assert.equal(made.status, 201, JSON.stringify(made.body));
      return made.body.id;
    };
    const read = async (id: string) =>
      (await world.request<SurveyBody>("GET", `/v1/surveys/${id}`)).body.definition;
    const opened = await open();
    const { page, go, close } = opened;
    const saved = () =>
      page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
    const both = await make("en", "fr");
    await go(`/surveys/${both}?view=languages`);
    const field = page.getByLabel("Page's word: later, French");
    // What ships is there to be read, and is not the survey's own.
    const shipped = page.getByLabel("Page's word: later, English");
    assert.equal(await shipped.getAttribute("placeholder"), "Go on later");
    await Promise.all([saved(), field.fill("Continuer plus tard")]);
    assert.deepEqual((await read(both)).words, { later: { fr: "Continuer plus tard" } });
    await examine(opened, "the words of a page in a third language");
    // Of one language alone nothing else is to be translated.
    const alone = await make("fr");
    await go(`/surveys/${alone}?view=languages`);
    await Promise.all([saved(), field.fill("Plus tard")]);
    assert.deepEqual((await read(alone)).words, { later: { fr: "Plus tard" } });
    assert.equal(await page.getByLabel(/, Text, French$/).count(), 0);
    // English and Indonesian ship, and need none.
    await go(`/surveys/${await make("en", "id")}?view=languages`);
    await page.getByLabel("Text, Indonesian").first().waitFor();
    assert.equal(await page.getByLabel(/Page's word/).count(), 0);
    await close();
  });
}
