import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";
import { everyType } from "./every-type.test-support.ts";
import { createRespondent, publish, responsesOf, type Page } from "./respondent.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());

const long = "x".repeat(25_000);
const anywhere = [
  "__proto__",
  "constructor",
  "NaN",
  "1e999",
  "<script>alert(1)</script>",
  "\0",
  "-1",
  "99",
  long,
];

/** By question of a page: fields that no browser would send. */
const hostile: Readonly<Record<string, Readonly<Record<string, readonly (string | string[])[]>>>> =
  {
    scales: {
      nps: [...anywhere, "11", "4.5", "", ["3", "11"]],
      csat: [...anywhere, "0", "6"],
      ces: [...anywhere, "8"],
      rate: [...anywhere, "10"],
    },
    choices: {
      channel: [...anywhere, ["web", "nothing"]],
      city: [...anywhere],
      helped: [...anywhere, ["none", "mail"], ["mail", "mail"]],
      "order[speed]": [...anywhere, "5", "0"],
      "order[nothing]": ["1"],
      "asat[speed]": [...anywhere, "6"],
      "used[speed]": [...anywhere, ["home", "home"]],
    },
    expectations: {
      dis: [...anywhere, "6"],
      "pair[speed][expectation]": [...anywhere, "6"],
      "zone[packaging][minimum]": [...anywhere, "10"],
    },
    fields: {
      product: [long],
      days: ["-1", "61", "1.5", "Infinity", "0x10", "١٢", long],
      share: ["101", "7", "-5", "NaN"],
      on: ["2026-02-30", "yesterday", "0000-00-00", "2026-13-01", long],
      mayContact: ["maybe", "__proto__"],
      "reach[email]": ["nobody", "a@b@c", long],
      "reach[phone]": ["<b>", "letters"],
    },
  };
/** What lets each page be left, where nothing hostile is sent. */
const good: Readonly<Record<string, Record<string, string>>> = {
  scales: { nps: "9" },
  choices: { channel: "web" },
  expectations: {},
  fields: { mayContact: "yes" },
};

describe("what no page would send", () => {
  it("is refused by its question, for every type, or not taken; and nothing breaks", async () => {
    const survey = await publish(world, everyType());
    const person = createRespondent(world);
    const accepted: string[] = [];
    let page: Page = await person.get(`/s/${survey}?shop=<b>west</b>`);
    for (const [name, fields] of Object.entries(hostile)) {
      for (const [field, values] of Object.entries(fields))
        for (const value of values) {
          const sent = await person.send(page, { ...good[name], [field]: value });
          assert.ok(
            sent.status === 422 || sent.status === 200,
            `${field}=${String(value).slice(0, 40)}: ${sent.status}`,
          );
          assert.ok(!sent.html.includes("<script>alert"), field);
          if (sent.status === 200 && !sent.html.includes(`name="p" value="${name}"`))
            accepted.push(`${field}=${String(value).slice(0, 40)}`);
        }
      page = await person.send(page, good[name]);
      if (name === "fields") page = await person.send(page, { "reach[email]": "a@b.example" });
    }
    // A field of a row that is not there belongs to no question, and is not read.
    assert.deepEqual(accepted, ["order[nothing]=1"]);
    assert.match(page.html, /Thank you/);
    const [signal] = await responsesOf(world, survey);
    assert.deepEqual(signal!["measures"], { nps: 9 });
    assert.deepEqual(signal!["answers"], { channel: "web", mayContact: "yes" });
    assert.ok(!("shop" in (signal!["attributes"] as object)));
  });

  it("is not taken where the question is not asked, on this page or on another", async () => {
    const survey = await publish(world, everyType());
    const person = createRespondent(world);
    let page = await person.get(`/s/${survey}`);
    page = await person.send(page, {
      nps: "9",
      why: "I was never asked",
      channel: "app",
      shop: "north",
    });
    page = await person.send(page, { channel: "app", dis: "5" });
    page = await person.send(page, { p: "expectations", dis: "5" });
    page = await person.send(page, { nps: "1", reach: "x", "reach[email]": "a@b.example" });
    assert.match(page.html, /pass this on/);
    const [signal] = await responsesOf(world, survey);
    assert.deepEqual(signal!["measures"], { nps: 9 });
    assert.equal(signal!["text"], undefined);
    assert.equal(signal!["customer"], undefined);
    assert.deepEqual(signal!["answers"], { channel: "app" });
  });

  it("shows HTML and formulae as text, wherever they are piped", async () => {
    const bad = `=cmd|' /C calc'!A0<img src=x onerror=alert(1)>"'&`;
    const survey = await publish(
      world,
      everyType({
        pages: [
          {
            key: "one",
            questions: [
              {
                key: "name",
                type: "short-text",
                text: { en: "Name?", id: "?", ar: "?" },
                required: true,
              },
            ],
          },
          {
            key: "two",
            title: { en: "Hello {answers.name}", id: "x", ar: "x" },
            questions: [
              {
                key: "nps",
                type: "nps",
                text: { en: "{answers.name}, how likely?", id: "?", ar: "?" },
              },
            ],
          },
        ],
        endings: [{ key: "thanks", text: { en: "Bye {answers.name}", id: "x", ar: "x" } }],
      }),
    );
    const person = createRespondent(world);
    let page = await person.send(await person.get(`/s/${survey}`), { name: bad });
    assert.match(page.html, /&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;&amp;, how likely/);
    assert.ok(!page.html.includes("<img"));
    page = await person.send(page, {});
    assert.match(page.html, /Bye =cmd/);
    assert.ok(!page.html.includes("<img"));
    const [signal] = await responsesOf(world, survey);
    assert.deepEqual(signal!["text"], { name: bad });
  });

  it("is answered by nothing but a form, and never at length", async () => {
    const survey = await publish(world, everyType());
    const post = (body: string, type = "application/x-www-form-urlencoded") =>
      fetch(`${world.url}/s/${survey}`, {
        method: "POST",
        body,
        headers: { "content-type": type },
      });
    assert.equal((await post("{}", "application/json")).status, 415);
    assert.equal((await post("a=".padEnd(3 * 1024 * 1024, "x"))).status, 413);
    assert.equal((await post("")).status, 404);
    assert.equal((await post("%ff%fe=%00&r=%00&p[]=1")).status, 404);
  });
});
