import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { startWorld, type World } from "#server/testing/world.ts";
import { everyType } from "./every-type.test-support.ts";
import { createRespondent, fieldsOf, publish, responsesOf } from "./respondent.test-support.ts";
import { scoreAndWhy } from "./survey.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());

/** As if nobody had touched any response since. */
const passes = (hours: number) =>
  sql`update survey_responses set touched_at = touched_at - make_interval(hours => ${hours}::int)`.execute(
    world.app.postgres.db,
  );

describe("a respondent without script", () => {
  it("answers every type, back and forth, and it becomes one signal", async () => {
    const survey = await publish(world, everyType());
    const person = createRespondent(world);
    let page = await person.get(`/s/${survey}?shop=north&spam=1`);
    assert.equal(page.status, 200);
    assert.match(page.html, /How likely are you to recommend Maju/);
    assert.match(page.html, /seen with your name/);
    page = await person.send(page, {});
    assert.equal(page.status, 422);
    assert.match(page.html, /id="summary" autofocus/);
    assert.match(page.html, /href="#q-nps"/);
    page = await person.send(page, { nps: "4", csat: "2" });
    // The reason has come by the answer; what was given is kept.
    assert.equal(page.status, 200);
    assert.ok(fieldsOf(page).some(([name, value]) => name === "a.csat" && value === "2"));
    page = await person.send(page, {
      why: '<b>Late</b> & "cold"',
      stars: "5",
      faces: "1",
      ces: "7",
      rate: "-",
    });
    assert.match(page.html, /How did you order/);
    page = await person.send(page, {}, "back");
    assert.match(page.html, /&lt;b&gt;Late&lt;\/b&gt; &amp; &quot;cold&quot;/);
    page = await person.send(page, {});
    page = await person.send(page, {
      channel: "other",
      "channel[other]": "By post",
      city: "surabaya",
      helped: ["mail", "call"],
      "order[staff]": "1",
      "order[speed]": "2",
      "order[packaging]": "3",
      "order[communication]": "4",
      "asat[speed]": "5",
      "asat[staff]": "-",
      "used[speed]": ["home", "away"],
    });
    assert.match(page.html, /Compared with what you expected/, page.html.slice(-600));
    page = await person.send(page, {
      dis: "2",
      "pair[speed][expectation]": "4",
      "pair[speed][experience]": "2",
      "zone[packaging][minimum]": "3",
      "zone[packaging][desired]": "8",
      "zone[packaging][experience]": "5",
    });
    assert.match(page.html, /Nearly done/);
    page = await person.send(page, { days: "13" });
    assert.equal(page.status, 422);
    assert.match(page.html, /Not thirteen, please/);
    page = await person.send(page, {
      product: "Router",
      days: "12",
      share: "95",
      on: "2026-01-31",
      agree: "yes",
      mayContact: "yes",
    });
    page = await person.send(page, { "reach[email]": "someone@example.com" });
    assert.equal(page.status, 200);
    assert.match(page.html, /within one working day/);
    const [signal, ...others] = await responsesOf(world, survey);
    assert.deepEqual(others, []);
    assert.deepEqual(signal!["measures"], {
      "asat.speed": 5,
      ces: 7,
      csat: 2,
      "csat.faces": 1,
      "csat.stars": 5,
      disconfirmation: 2,
      nps: 4,
    });
    assert.deepEqual(signal!["text"], {
      why: '<b>Late</b> & "cold"',
      "channel.other": "By post",
      product: "Router",
    });
    assert.deepEqual(signal!["customer"], { email: "someone@example.com" });
    const { answers, attributes, judgements, state, source } = signal as Record<
      string,
      Record<string, unknown>
    >;
    assert.equal(answers!["city"], "surabaya");
    assert.equal(answers!["days"], 12);
    assert.equal(attributes!["shop"], "north");
    assert.ok(!("spam" in attributes!));
    assert.equal((judgements as unknown as unknown[]).length, 2);
    assert.equal(state, "complete");
    assert.equal(source!["system"], survey);
  });

  it("counts once, however often the last form is sent, and is told so", async () => {
    const survey = await publish(world, scoreAndWhy());
    const person = createRespondent(world);
    const page = await person.get(`/s/${survey}`);
    const sent = await Promise.all(
      [1, 2, 3, 4, 5].map(() => person.send(page, { nps: "9", why: "Good" })),
    );
    assert.equal(sent.filter((each) => each.html.includes("already")).length, 4);
    assert.match((await person.send(page, { nps: "1" })).html, /already/);
    const signals = await responsesOf(world, survey);
    assert.equal(signals.length, 1);
    assert.deepEqual(signals[0]!["measures"], { nps: 9 });
  });

  it("counts once where two sendings come at one moment, with its quota", async () => {
    const survey = await publish(
      world,
      scoreAndWhy({
        quotas: [{ key: "all", if: "answers.nps >= 0", limit: 5, ending: "enough" }],
        endings: [
          { key: "thanks", text: { en: "Thank you." } },
          { key: "enough", text: { en: "We have enough." } },
        ],
      }),
    );
    const person = createRespondent(world);
    const pages = await Promise.all([1, 2, 3, 4].map(() => person.get(`/s/${survey}`)));
    await sleep(1_600);
    const sent = [...pages, ...pages, ...pages].map((page) => person.send(page, { nps: "9" }));
    for (const { html } of await Promise.all(sent)) assert.match(html, /Thank you|already/);
    const { rows } = await sql<{
      taken: number;
    }>`select taken::int as taken from survey_quotas where survey = ${survey}::uuid`.execute(
      world.app.postgres.db,
    );
    assert.deepEqual(rows, [{ taken: 4 }]);
    assert.equal((await responsesOf(world, survey)).length, 4);
  });

  it("goes on by its link, on any device, where it was left", async () => {
    const survey = await publish(world, everyType());
    const first = createRespondent(world);
    const page = await first.send(await first.get(`/s/${survey}`), { nps: "9" });
    const [, href, text] = /<a href="(http:[^"]+)">([^<]+)</.exec(page.html)!;
    // Whoever writes it down or copies it has the whole of it.
    assert.equal(text, href);
    assert.ok(href!.startsWith(`${world.url}/s/${survey}?r=`), href);
    const link = href!.slice(world.url.length).replaceAll("&amp;", "&");
    const other = createRespondent(world, { "accept-language": "id" });
    assert.match((await other.get(link)).html, /How did you order/);
    // A later page can't be reached by its address.
    assert.match((await other.get(`${link}&p=fields`)).html, /How did you order/);
    assert.match((await other.get(`${link}&p=scales&lang=id`)).html, /Seberapa besar/);
  });

  it("chooses its language by link, then by browser, and writes from right to left", async () => {
    const survey = await publish(world, everyType());
    const ar = await createRespondent(world, { "accept-language": "ar-EG,en;q=0.5" }).get(
      `/s/${survey}`,
    );
    assert.match(ar.html, /<html lang="ar" dir="rtl">/);
    const id = await createRespondent(world, { "accept-language": "ar" }).get(
      `/s/${survey}?lang=id`,
    );
    assert.match(id.html, /<html lang="id" dir="ltr">/);
    const other = await createRespondent(world, { "accept-language": "xx" }).get(
      `/s/${survey}?lang=yy`,
    );
    assert.match(other.html, /<html lang="en"/);
    // The thanks, too, are there in another language: they are no way to a second response.
    const person = createRespondent(world);
    const once = await publish(world, scoreAndWhy({ languages: ["en", "id"] }));
    const thanks = await person.send(await person.get(`/s/${once}`), { nps: "9" });
    const [, link] = /<a href="([^"]+)" hreflang="id"/.exec(thanks.html)!;
    const again = await person.get(link!.replaceAll("&amp;", "&"));
    assert.match(again.html, /<html lang="id"/);
    assert.ok(!again.html.includes("<form"));
  });

  it("lets in no script, no style but ours, nothing of others, and sets no cookie", async () => {
    const survey = await publish(world, scoreAndWhy());
    const { headers, html } = await createRespondent(world).get(`/s/${survey}`);
    const policy = headers.get("content-security-policy")!;
    assert.match(policy, /default-src 'none'/);
    assert.ok(!policy.includes("unsafe"));
    assert.ok(!/ on[a-z]+="| style="|https?:\/\//.test(html));
    assert.equal(headers.get("set-cookie"), null);
    assert.equal(headers.get("referrer-policy"), "no-referrer");
  });
});

describe("a response that is not completed", () => {
  it("is a partial signal after a day, and one that is resumed takes its place", async () => {
    const survey = await publish(world, everyType());
    const person = createRespondent(world);
    let page = await person.send(await person.get(`/s/${survey}`), { nps: "9" });
    await passes(23);
    await world.app.settleUntouched();
    assert.deepEqual(await responsesOf(world, survey), []);
    await passes(2);
    assert.ok((await world.app.settleUntouched()) > 0);
    assert.equal(await world.app.settleUntouched(), 0);
    const [partial] = await responsesOf(world, survey);
    assert.equal(partial!["state"], "partial");
    assert.deepEqual(partial!["measures"], { nps: 9 });
    assert.match(
      String((partial!["attributes"] as Record<string, unknown>)["survey.pages"]),
      /^0:\d/,
    );
    page = await person.send(await person.get(page.address), { channel: "app" });
    await passes(25);
    assert.equal(await world.app.settleUntouched(), 1);
    page = await person.send(await person.get(page.address), { days: "3" });
    assert.match(page.html, /pass this on/);
    const all = await responsesOf(world, survey);
    assert.equal(all.length, 1);
    assert.equal(all[0]!["state"], "complete");
    assert.equal(all[0]!["id"], partial!["id"]);
    assert.deepEqual(all[0]!["answers"], { channel: "app", days: 3 });
  });

  it("saves itself without being judged, and keeps nothing once it is over", async () => {
    const survey = await publish(world, scoreAndWhy());
    const person = createRespondent(world);
    const page = await person.get(`/s/${survey}`);
    const saved = await person.send(page, { nps: "99", why: "half a" }, "save");
    assert.equal(saved.status, 204);
    assert.equal(saved.headers.get("x-refused"), "1");
    // What stands in a question that is not asked is no answer that was refused.
    const [one] = scoreAndWhy().pages;
    const [nps, why] = one!.questions;
    const questions = [nps!, { ...why!, showIf: "answers.nps <= 6" }];
    const branch = await publish(world, scoreAndWhy({ pages: [{ ...one!, questions }] }));
    const hides = await person.get(`/s/${branch}`);
    const told = await person.send(hides, { nps: "9", why: "half a" }, "save");
    assert.equal(told.headers.get("x-refused"), null);
    const rows = async () =>
      (
        await sql<{
          answers: object;
          state: string;
        }>`select answers, state from survey_responses where survey = ${survey}::uuid`.execute(
          world.app.postgres.db,
        )
      ).rows;
    assert.deepEqual(await rows(), [{ answers: { why: "half a" }, state: "open" }]);
    assert.match((await person.send(page, { nps: "8", why: "half a" })).html, /Thank you/);
    assert.deepEqual(await rows(), [{ answers: {}, state: "complete" }]);
    assert.equal((await person.send(page, { why: "late" }, "save")).status, 409);
    assert.deepEqual(await rows(), [{ answers: {}, state: "complete" }]);
  });
});

describe("whoever can't answer", () => {
  it("is told that a survey is closed or not open yet, and an answer that comes is kept apart", async () => {
    const survey = await publish(world, scoreAndWhy());
    const person = createRespondent(world);
    const page = await person.get(`/s/${survey}`);
    await world.request("POST", `/v1/surveys/${survey}/close`, {});
    // It is looked up once in a second.
    await sleep(1_050);
    const sent = await person.send(page, { nps: "3" });
    assert.match(sent.html, /closed/);
    assert.deepEqual(await responsesOf(world, survey), []);
    const { rows } =
      await sql`select state, answers from survey_responses where survey = ${survey}::uuid`.execute(
        world.app.postgres.db,
      );
    assert.deepEqual(rows, [{ state: "closed", answers: { nps: 3 } }]);
    await world.request("POST", `/v1/surveys/${survey}/open`, {});
    await sleep(1_050);
    assert.match((await person.send(page, { nps: "3" })).html, /Thank you/);
    const later = await publish(world, scoreAndWhy({ opens: "2099-01-01T00:00:00Z" }));
    assert.match((await person.get(`/s/${later}`)).html, /not open yet/);
  });

  it("is told by the quota's own ending when it is full, also of two who come at once", async () => {
    const survey = await publish(
      world,
      scoreAndWhy({
        quotas: [{ key: "happy", if: "answers.nps >= 9", limit: 3, ending: "enough" }],
        endings: [
          { key: "thanks", text: { en: "Thank you." } },
          { key: "enough", text: { en: "We have enough." } },
        ],
      }),
    );
    const person = createRespondent(world);
    const pages = await Promise.all(Array.from({ length: 8 }, () => person.get(`/s/${survey}`)));
    // A machine that answers at once is left out of figures, and takes nobody's place.
    for (const fast of await Promise.all([1, 2, 3].map(() => person.get(`/s/${survey}`))))
      assert.match((await person.send(fast, { nps: "9" })).html, /Thank you/);
    await sleep(1_600);
    const ends = await Promise.all(pages.map((page) => person.send(page, { nps: "9" })));
    assert.equal(ends.filter((each) => each.html.includes("We have enough")).length, 5);
    assert.match(
      (await person.send(await person.get(`/s/${survey}`), { nps: "2" })).html,
      /Thank you/,
    );
    assert.equal((await responsesOf(world, survey)).length, 3 + 4);
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from survey_responses where survey = ${survey}::uuid and state = 'full'`.execute(
      world.app.postgres.db,
    );
    assert.equal(rows[0]!.n, 5);
    const { body } = await world.request<{ quotas: unknown }>(
      "GET",
      `/v1/surveys/${survey}/results`,
    );
    assert.deepEqual(body.quotas, [{ key: "happy", limit: 3, full: true, taken: 3 }]);
  });

  it("finds nothing at an address or with a token that is not ours", async () => {
    const person = createRespondent(world);
    assert.equal((await person.get("/s/nothing")).status, 404);
    const survey = await publish(world, scoreAndWhy());
    const other = await publish(world, scoreAndWhy());
    assert.equal((await person.get(`/s/${survey}?r=${"A".repeat(43)}`)).status, 404);
    const page = await person.get(`/s/${other}`);
    const token = fieldsOf(page).find(([name]) => name === "r")![1];
    assert.equal((await person.get(`/s/${survey}?r=${token}`)).status, 404);
    // The version stands in the token, signed: another can't be answered.
    const forged = Buffer.from(token, "base64url");
    forged.writeUInt32BE(7, 0);
    assert.equal(
      (await person.send(page, { nps: "9", r: forged.toString("base64url") })).status,
      404,
    );
    assert.equal((await person.send(page, { nps: "9", r: undefined })).status, 404);
    assert.deepEqual(await responsesOf(world, other), []);
  });
});
