import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inflateSync } from "node:zlib";
import { decodeQR } from "qr/decode.js";
import { sql } from "kysely";
import type { SurveyInput } from "#contract/survey.ts";
import { signedIn } from "#server/testing/person.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";
import { createRespondent, fieldsOf, publish, responsesOf } from "./respondent.test-support.ts";
import { surveyInput } from "./survey.test-support.ts";
import { createTokens } from "./token.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());

const twoPages = (other: Partial<SurveyInput> = {}): SurveyInput =>
  surveyInput({
    pages: [
      {
        key: "one",
        questions: [
          { key: "nps", type: "nps", text: { en: "Likely, {customer.name|you}?" }, required: true },
          { key: "shop", type: "hidden", values: ["north", "south"] },
        ],
      },
      { key: "two", questions: [{ key: "why", type: "long-text", text: { en: "Why?" } }] },
    ],
    ...other,
  });

/** Nobody is known, so nothing of them is piped. */
const anonymous = (): SurveyInput =>
  twoPages({
    confidentiality: "anonymous",
    pages: JSON.parse(JSON.stringify(twoPages().pages).replace("{customer.name|you}", "you")),
  });

async function linksTo(survey: string, ...links: object[]): Promise<string[]> {
  const made = await world.request<{ links: { url: string }[] }>(
    "POST",
    `/v1/surveys/${survey}/links`,
    { links },
  );
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return made.body.links.map(({ url }) => url.slice(url.indexOf("/s/")));
}

describe("a personal link", () => {
  const ana = {
    customer: { id: "C-77", email: "ana@example.com", name: "Ana <b>" },
    reference: { type: "order", id: "O-12" },
    touchpoint: "delivery",
    attributes: { plan: "fibre" },
    hidden: { shop: "south" },
  };

  const many = (n: number) =>
    Object.fromEntries(Array.from({ length: n }, (_, index) => [`a${index}`, index]));

  it("holds as many attributes as a signal does beside what the survey adds, and none in the survey's name", async () => {
    const survey = await publish(world, twoPages());
    const make = (attributes: object) =>
      world.request<{ error: { message: string } }>("POST", `/v1/surveys/${survey}/links`, {
        links: [{ attributes, hidden: { shop: "south" } }],
      });
    assert.equal((await make(many(141))).status, 400);
    const named = await make({ "survey.seconds": 1 });
    assert.equal(named.status, 400);
    assert.match(
      named.body.error.message,
      /links\.0\.attributes: must not name what a survey says/,
    );
    // One that was made before there was a limit, and holds as many as a signal.
    const secret = readFileSync(join(world.dataDir, "secret"), "utf8").trim();
    const attributes = { ...many(199), "survey.seconds": "mine" };
    const old = createTokens(secret).sealLink(survey, { attributes, hidden: { shop: "north" } });
    const [full] = await linksTo(survey, { attributes: many(140), hidden: { shop: "south" } });
    for (const [link, n, shop] of [
      [full!, 140, "south"],
      [`/s/${survey}?l=${old}`, 200, "north"],
    ] as const) {
      const person = createRespondent(world);
      const page = await person.send(await person.get(link), { nps: "3" });
      const end = await person.send(page, { why: `With ${n}` });
      assert.equal(end.status, 200, end.html);
      const all = await responsesOf(world, survey);
      const signal = all.find(({ text }) => JSON.stringify(text).includes(`With ${n}`))!;
      const said = signal["attributes"] as Record<string, unknown>;
      assert.deepEqual([said["shop"], said["a0"], said["a139"]], [shop, 0, 139]);
      assert.equal(typeof said["survey.seconds"], "number");
      assert.equal(typeof said["survey.pages"], "string");
      assert.ok(Object.keys(said).length <= 200);
    }
  });

  it("says whose the answers are, and shows nothing of it", async () => {
    const survey = await publish(world, twoPages());
    const [link] = await linksTo(survey, ana);
    assert.ok(!/ana|C-77|O-12|example/i.test(Buffer.from(link!, "base64url").toString("latin1")));
    const person = createRespondent(world);
    let page = await person.get(link!);
    assert.match(page.html, /Likely, Ana &lt;b&gt;\?/);
    page = await person.send(page, { nps: "8" });
    // On another device the link goes on with the same response.
    page = await createRespondent(world).get(link!);
    assert.match(page.html, /Why\?/);
    page = await person.send(page, { why: "Fine" });
    assert.match(page.html, /Thank you/);
    assert.match((await person.get(link!)).html, /already/);
    const signals = await responsesOf(world, survey);
    assert.equal(signals.length, 1);
    const [signal] = signals;
    assert.deepEqual(signal!["customer"], {
      id: "C-77",
      email: "ana@example.com",
      name: "Ana <b>",
    });
    assert.deepEqual(signal!["reference"], { type: "order", id: "O-12" });
    assert.equal(signal!["touchpoint"], "delivery");
    const attributes = signal!["attributes"] as Record<string, unknown>;
    assert.deepEqual([attributes["plan"], attributes["shop"]], ["fibre", "south"]);
  });

  it("speaks the customer's own language, and knows what is stated of them", async () => {
    const one = twoPages({
      languages: ["en", "id"],
      pages: [
        {
          key: "one",
          text: { en: "Yours: {customer.plan}", id: "Milik Anda: {customer.plan}" },
          questions: [{ key: "nps", type: "nps", text: { en: "Likely?", id: "Mungkin?" } }],
        },
        {
          key: "two",
          showIf: 'customer.plan == "cable"',
          questions: [{ key: "why", type: "long-text", text: { en: "Why?", id: "Kenapa?" } }],
        },
      ],
      endings: [{ key: "thanks", text: { en: "Thank you.", id: "Terima kasih." } }],
    });
    // What is stated first is what a condition may name.
    const stated = { name: "Budi", language: "id", attributes: { plan: "fibre" } };
    assert.ok((await world.request("PUT", "/v1/customers/C-88", stated)).status < 300);
    const survey = await publish(world, one);
    const [link] = await linksTo(survey, { customer: { id: "C-88" } });
    const person = createRespondent(world, { "accept-language": "en" });
    const page = await person.get(link!);
    assert.match(page.html, /<html lang="id"/);
    assert.match(page.html, /Milik Anda: fibre/);
    assert.match((await person.send(page, { nps: "7" })).html, /Terima kasih/);
  });

  it("says when that happened which is asked about; words around a day that nobody knows fall away", async () => {
    const text = { en: "How was it{ on {date}}?", id: "Bagaimana{ pada {date}}?" };
    const survey = await publish(world, {
      ...surveyInput({ pages: [{ key: "one", questions: [{ key: "nps", type: "nps", text }] }] }),
      languages: ["en", "id"],
    });
    const [link] = await linksTo(survey, {
      ...ana,
      hidden: {},
      occurredAt: "2026-03-01T20:00:00Z",
    });
    const person = createRespondent(world);
    assert.match((await person.get(link!)).html, /How was it on March (1|2), 2026\?/);
    assert.match((await person.get(`${link!}&lang=id`)).html, /Bagaimana pada [12] Maret 2026\?/);
    assert.match((await person.get(`/s/${survey}`)).html, /How was it\?/);
  });

  it("is refused where it was changed, made for another survey, or has run out", async () => {
    const [survey, other] = [await publish(world, twoPages()), await publish(world, twoPages())];
    const [link, old] = await linksTo(survey, ana, { ...ana, expiresAt: "2020-01-01T00:00:00Z" });
    const person = createRespondent(world);
    const token = link!.slice(link!.indexOf("l=") + 2);
    for (let at = 0; at < token.length; at += 17) {
      const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      assert.equal((await person.get(`/s/${survey}?l=${changed}`)).status, 404, `at ${at}`);
    }
    assert.equal((await person.get(`/s/${other}?l=${token}`)).status, 404);
    assert.equal((await person.get(old!)).status, 410);
  });

  it("goes on as was promised where the survey has become anonymous on the way", async () => {
    const survey = await publish(world, { ...anonymous(), confidentiality: "identified" });
    const [link] = await linksTo(survey, ana);
    const person = createRespondent(world);
    const second = await person.send(await person.get(link!), { nps: "8" });
    const saved = await world.request("PUT", `/v1/surveys/${survey}`, anonymous());
    assert.ok(saved.status < 300, JSON.stringify(saved.body));
    assert.equal((await world.request("POST", `/v1/surveys/${survey}/publish`, {})).status, 200);
    await sleep(1_050);
    assert.match((await createRespondent(world).get(link!)).html, /Why\?/);
    assert.match((await person.send(second, { why: "Fine" })).html, /Thank you/);
    const [signal] = await responsesOf(world, survey);
    assert.equal((signal!["customer"] as { id: string }).id, "C-77");
    assert.match((await person.get(link!)).html, /already/);
    // Whoever comes by a new link is anonymous.
    const [other] = await linksTo(survey, { ...ana, customer: { id: "C-78" } });
    const page = await person.send(await person.get(other!), { nps: "3" });
    assert.match((await person.send(page, { why: "Late" })).html, /Thank you/);
    const all = await responsesOf(world, survey);
    assert.deepEqual(
      all.map((each) => (each["customer"] as { id?: string } | undefined)?.id).toSorted(),
      ["C-77", undefined],
    );
  });

  it("of an anonymous survey is used once, and nothing of it stands beside an answer", async () => {
    const survey = await publish(world, anonymous());
    const [link] = await linksTo(survey, ana);
    const token = link!.slice(link!.indexOf("l=") + 2);
    const person = createRespondent(world);
    let page = await person.get(link!);
    assert.match(page.html, /Likely, you\?/);
    assert.match(page.html, /anonymous/);
    page = await person.send(page, { nps: "8" });
    const kept = async () =>
      JSON.stringify(
        (
          await sql`select * from survey_responses where survey = ${survey}::uuid`.execute(
            world.app.postgres.db,
          )
        ).rows,
      );
    const none = /ana|C-77|O-12|fibre|127\.0\.0\.1/i;
    assert.ok(!none.test(await kept()));
    assert.ok(!(await kept()).includes(token.slice(0, 30)));
    page = await person.send(page, { why: "Fine" });
    assert.match(page.html, /Thank you/);
    assert.match((await createRespondent(world).get(link!)).html, /used already/);
    const [signal] = await responsesOf(world, survey);
    assert.ok(!none.test(JSON.stringify(signal)));
    assert.equal(signal!["touchpoint"], "delivery");
    const { rows } = await sql<{ used: boolean }>`
      select used from survey_links where survey = ${survey}::uuid`.execute(world.app.postgres.db);
    assert.deepEqual(rows, [{ used: true }]);
  });

  it("of an anonymous survey that two send at once counts once", async () => {
    const survey = await publish(world, { ...anonymous(), pages: anonymous().pages.slice(0, 1) });
    const [link] = await linksTo(survey, ana);
    const people = [createRespondent(world), createRespondent(world)];
    const pages = await Promise.all(people.map((person) => person.get(link!)));
    const ends = await Promise.all(people.map((person, n) => person.send(pages[n]!, { nps: "8" })));
    assert.equal(ends.filter(({ status }) => status === 410).length, 1);
    assert.equal((await responsesOf(world, survey)).length, 1);
  });

  it("leaves what is in progress to an erasure", async () => {
    const survey = await publish(world, twoPages());
    const [link] = await linksTo(survey, { customer: { email: "gone@example.com" } });
    const person = createRespondent(world);
    await person.send(await person.get(link!), { nps: "3" });
    const rows = async () =>
      (
        await sql`select id from survey_responses where survey = ${survey}::uuid`.execute(
          world.app.postgres.db,
        )
      ).rows.length;
    assert.equal(await rows(), 1);
    const asked = await world.request("POST", "/v1/erasures", {
      customer: { email: "gone@example.com" },
    });
    assert.equal(asked.status, 202);
    for (let n = 0; n < 200 && (await rows()) > 0; n++) await sleep(50);
    assert.equal(await rows(), 0);
  });
});

describe("a code to point a camera at", () => {
  const read = (png: Buffer) => {
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const from = png.indexOf("IDAT", 0, "latin1");
    const lines = inflateSync(png.subarray(from + 4, from + 4 + png.readUInt32BE(from - 4)));
    const stride = Math.ceil(width / 8) + 1;
    const data = new Uint8Array(width * height * 4).fill(255);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const light = (lines[y * stride + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1;
        data.fill(light ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
      }
    return decodeQR({ width, height, data });
  };

  it("leads many people of a touchpoint to the survey, as PNG and as SVG", async () => {
    const survey = await publish(world, twoPages({ pages: twoPages().pages.slice(0, 1) }));
    const response = await fetch(
      `${world.url}/v1/surveys/${survey}/qr?format=png&touchpoint=store`,
      {
        headers: { authorization: `Bearer ${world.key}` },
      },
    );
    const url = read(Buffer.from(await response.arrayBuffer()));
    assert.match(url, new RegExp(`/s/${survey}\\?l=`));
    const person = createRespondent(world);
    for (const nps of ["3", "7"])
      assert.match(
        (await person.send(await person.get(url.slice(url.indexOf("/s/"))), { nps })).html,
        /Thank you/,
      );
    const signals = await responsesOf(world, survey);
    assert.deepEqual(
      signals.map((each) => each["touchpoint"]),
      ["store", "store"],
    );
    const plain = await world.request<string>("GET", `/v1/surveys/${survey}/qr`);
    assert.match(plain.body, /^<svg /);
    const sheet = await world.request<string>(
      "GET",
      `/v1/surveys/${survey}/sheet?touchpoints=store,delivery&lang=en`,
    );
    assert.equal(sheet.body.match(/<section>/g)?.length, 2);
    assert.match(sheet.body, /Delivery/);
  });
});

describe("a form of the staff", () => {
  it("is for staff, says whom it is about, and who filled it in", async () => {
    const survey = await publish(world, twoPages({ form: "about-customer", voice: "employee" }));
    await world.request("PUT", "/v1/customers/C-9", { language: "en" });
    const person = createRespondent(world);
    const door = await fetch(`${world.url}/s/${survey}?customer=C-9`, { redirect: "manual" });
    assert.equal(door.status, 303);
    assert.match(door.headers.get("location")!, /^\/sign-in\?to=/);
    assert.ok((await person.get(`/s/${survey}?customer=C-9`)).address.startsWith("/sign-in"));
    const { cookies } = await signedIn(world, testOwner);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const staff = createRespondent(world, { cookie, origin: world.url });
    assert.equal((await staff.get(`/s/${survey}`)).status, 400);
    let page = await staff.get(`/s/${survey}?customer=C-9`);
    assert.match(page.html, /About C-9/);
    // Another site's form takes a cookie along, and is nobody's.
    const foreign = createRespondent(world, { cookie, origin: "https://elsewhere.example" });
    assert.ok((await foreign.send(page, { nps: "9" })).address.startsWith("/sign-in"));
    page = await staff.send(page, { nps: "9" });
    page = await staff.send(page, { why: "They said so" });
    assert.match(page.html, /Thank you/, page.html);
    const [signal] = await responsesOf(world, survey);
    assert.equal(signal!["voice"], "employee");
    assert.deepEqual(signal!["customer"], { id: "C-9" });
    assert.ok(signal!["employee"]);
    assert.ok(fieldsOf(page).length === 0);
  });
});
