/** A survey in a language of which no word ships: what its page says is the survey's own, as far as it brings it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { wordKeys } from "#questions/words.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createRespondent, publish } from "./respondent.test-support.ts";
import { surveyInput } from "./survey.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());

const french = (only: readonly string[] = wordKeys) =>
  surveyInput({
    languages: ["en", "fr"],
    words: Object.fromEntries(only.map((key) => [key, { fr: `FR-${key}` }])),
  });

/** The address of a personal link; a shared one runs out only where that is asked for. */
async function linkTo(survey: string, own: object): Promise<string> {
  const { body, status } = await world.request<{ links: { url: string }[] }>(
    "POST",
    `/v1/surveys/${survey}/links`,
    { links: [own] },
  );
  assert.equal(status, 200, JSON.stringify(body));
  const { url } = body.links[0]!;
  return `${url.slice(url.indexOf("/s/"))}&lang=fr`;
}

describe("a page in a third language", () => {
  it("says all that it says in the survey's own words, and marks none as English", async () => {
    const survey = await publish(world, french());
    const person = createRespondent(world, { "accept-language": "fr" });
    let page = await person.get(`/s/${survey}`);
    assert.match(page.html, /FR-promise/);
    assert.match(page.html, /FR-trap/);
    for (const key of ["offline", "away", "crowded", "failed", "sending", "saved", "clear"])
      assert.ok(page.html.includes(`FR-${key}`), key);
    assert.match(page.html, /<p class="state" role="status"><\/p>/);
    page = await person.send(page, { nps: "3" });
    assert.match(page.html, /FR-later/);
    assert.match(page.html, /FR-laterHint/);
    page = await person.send(page, { why: "Late" });
    assert.match(page.html, /Thank you/);
  });

  it("says why somebody can't come in, too", async () => {
    const anonymous = await publish(world, { ...french(), confidentiality: "anonymous" });
    const once = await linkTo(anonymous, {});
    const person = createRespondent(world);
    let page = await person.send(await person.get(once), { nps: "9" });
    page = await person.get(once);
    assert.equal(page.status, 410);
    assert.match(page.html, /FR-used/);
    const gone = await person.get(`/s/${anonymous}?l=${"a".repeat(60)}&lang=fr`);
    assert.equal(gone.status, 404);
    assert.match(gone.html, /FR-gone/);
  });

  it("marks as English what it does not bring", async () => {
    const survey = await publish(world, french(["send", "later"]));
    const person = createRespondent(world, { "accept-language": "fr" });
    let page = await person.get(`/s/${survey}`);
    assert.match(page.html, /FR-send/);
    assert.match(page.html, /<span lang="en" dir="ltr">Your answers are seen with your name/);
    assert.match(page.html, /<p class="state" role="status" lang="en" dir="ltr">/);
    page = await person.send(page, { nps: "3" });
    assert.match(page.html, /<summary>FR-later<\/summary>/);
    assert.match(page.html, /<span lang="en" dir="ltr">Keep this link/);
  });
});
