/** Whoever has no survey before them, or none that works, is told so on a page of their language. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";
import { publish } from "./respondent.test-support.ts";
import { scoreAndWhy } from "./survey.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());

const browser = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const get = (path: string, headers: Record<string, string> = browser) =>
  fetch(world.url + path, { headers });
const gone = { en: /<h1>This link is not valid\./, id: /<h1>Tautan ini tidak berlaku\./ };

/** A whole page, as every other of the respondent's: safe, and nothing that is not ours. */
function isPage(response: Response, html: string): void {
  assert.match(response.headers.get("content-type")!, /^text\/html/);
  assert.match(html, /^<!doctype html><html lang="(en|id)" dir="ltr">/);
  assert.match(response.headers.get("content-security-policy")!, /default-src 'none'/);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.match(response.headers.get("x-request-id")!, /./);
  assert.ok(!html.includes("<header>") && !html.includes("<footer>"));
}

describe("an address of a survey that leads to none", () => {
  it("shows a page in the browser's language, and tells programs in JSON", async () => {
    const draft = await world.request<{ id: string }>("POST", "/v1/surveys", scoreAndWhy());
    const paths = [
      "/s/nonsense",
      "/s/0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee",
      `/s/${draft.body.id}`,
      `/s/${draft.body.id.slice(0, 20)}`,
      `/s/${"0".repeat(101)}`,
    ];
    for (const path of paths) {
      const english = await get(path);
      const html = await english.text();
      assert.equal(english.status, path.length > 100 ? 400 : 404, path);
      isPage(english, html);
      assert.match(html, gone.en);
      const indonesian = await get(path, {
        ...browser,
        "accept-language": "fr, id;q=0.8, en;q=0.5",
      });
      assert.match(await indonesian.text(), gone.id);
      const told = await get(path, { accept: "*/*" });
      assert.match(told.headers.get("content-type")!, /json/);
    }
  });

  it("is a page where a mail program has mangled the link, and no fault where only the language is odd", async () => {
    const survey = await publish(world, scoreAndWhy());
    for (const query of ["?r=cut", `?r=${"A".repeat(200)}`, "?l=cut", "?r=a&r=b"]) {
      const response = await get(`/s/${survey}${query}`);
      assert.ok([400, 404].includes(response.status), query);
      assert.match(await response.text(), gone.en, query);
    }
    const odd = await get(`/s/${survey}?lang=${encodeURIComponent(`id>${" thanks".repeat(9)}`)}`);
    assert.equal(odd.status, 200);
    assert.match(await odd.text(), /How likely\?/);
  });
});

describe("a form that can't be taken", () => {
  it("is told of on a page: too long, of no survey, of a kind that no browser sends", async () => {
    const survey = await publish(world, scoreAndWhy());
    const post = async (path: string, body: string, type = "application/x-www-form-urlencoded") => {
      const headers = { ...browser, "content-type": type, "accept-language": "id" };
      const response = await fetch(world.url + path, { method: "POST", body, headers });
      const html = await response.text();
      isPage(response, html);
      return `${response.status} ${/<h1>(.*?)<\/h1>/.exec(html)![1]}`;
    };
    const long = "a=".padEnd(3 * 1024 * 1024, "x");
    assert.match(await post(`/s/${survey}`, long), /^413 Jawaban Anda melebihi/);
    assert.match(await post("/s/nonsense", "a=b"), /^404 Tautan ini tidak berlaku/);
    assert.match(await post(`/s/${survey}`, "{}", "application/json"), /^415 /);
  });
});

describe("a failure of this server", () => {
  it("is a page that says so and what to do, and the script is told in JSON", async () => {
    const survey = await publish(world, scoreAndWhy());
    const page = await get(`/s/${survey}`);
    assert.equal(page.status, 200);
    await page.text();
    await world.app.postgres.db.schema.alterTable("surveys").renameTo("surveys_away").execute();
    try {
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const failed = await get(`/s/${survey}`);
      assert.equal(failed.status, 500);
      const html = await failed.text();
      isPage(failed, html);
      assert.match(html, /Something went wrong here\. Please load this page again/);
      const told = await get(`/s/${survey}`, { accept: "*/*", "x-part": "1" });
      assert.equal(told.status, 500);
      assert.equal(told.headers.get("x-title"), null);
      assert.match(await told.text(), /"internal"/);
    } finally {
      await world.app.postgres.db.schema.alterTable("surveys_away").renameTo("surveys").execute();
    }
  });
});
