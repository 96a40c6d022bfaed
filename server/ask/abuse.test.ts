import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { SurveyInput } from "#contract/survey.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createFlood, floodLimitsOf } from "./flood.ts";
import {
  createRespondent,
  fieldsOf,
  publish,
  responsesOf,
  type Page,
} from "./respondent.test-support.ts";
import { surveyInput } from "./survey.test-support.ts";

const limits = floodLimitsOf(6_000);
let world: World;
before(
  async () => void (world = await startWorld({ env: { CORRIDOR_REQUESTS_PER_MINUTE: "6000" } })),
);
after(() => world.stop());

const one = (questions: SurveyInput["pages"][number]["questions"]): SurveyInput =>
  surveyInput({ pages: [{ key: "one", questions }] });
const nps = { key: "nps", type: "nps", text: { en: "How likely?" } } as const;
const why = { key: "why", type: "long-text", text: { en: "Why?" } } as const;
const table = {
  key: "asat",
  type: "matrix",
  text: { en: "How satisfied are you with …" },
  rows: ["speed", "staff", "price", "care", "ease", "shop", "bill", "help"].map((value) => ({
    value,
    text: { en: value },
  })),
  columns: ["1", "2", "3", "4", "5"].map((value) => ({ value, text: { en: value } })),
} as const;
const all = (value: string) =>
  Object.fromEntries(table.rows.map((row) => [`asat[${row.value}]`, value]));

const some = (value: string) =>
  Object.fromEntries(table.rows.slice(0, 4).map((row) => [`asat[${row.value}]`, value]));

const marksOf = async (survey: string): Promise<string[][]> =>
  (await responsesOf(world, survey)).map(
    (each) => (each["suspicious"] as string[] | undefined) ?? [],
  );

describe("a response that may be nobody's", () => {
  it("is marked and kept: what filled in the trap, was too fast, straight, or said twice", async () => {
    const survey = await publish(world, one([nps, why, table]));
    const person = createRespondent(world);
    await person.send(await person.get(`/s/${survey}`), {
      nps: "9",
      website: "https://spam.example",
    });
    const pages = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => person.get(`/s/${survey}`)));
    await sleep(4_200);
    await person.send(pages[0]!, all("3"));
    await person.send(pages[1]!, { ...all("3"), "asat[ease]": "4" });
    // Who writes why has read what was asked; who is content with four things says nothing odd.
    await person.send(pages[4]!, { ...all("5"), why: "All of it was done as I had hoped." });
    await person.send(pages[5]!, { nps: "9", ...some("4") });
    // Two people behind one address who are content alike are two people.
    await person.send(pages[6]!, { nps: "9", ...some("4") });
    const text = "Exactly what somebody else has said before.";
    await person.send(pages[2]!, { nps: "2", why: text });
    await person.send(pages[3]!, { nps: "2", why: text });
    const found = (await marksOf(survey)).map((marks) => marks.join(" ")).toSorted();
    assert.deepEqual(found, [
      "",
      "",
      "",
      "",
      "",
      "duplicate",
      "honeypot too-fast",
      "straight-lining",
    ]);
    // Left out of figures unless they are asked for.
    const { total } = await world.query({
      measure: { kind: "count" },
      where: `survey.id == "${survey}"`,
    } as never);
    assert.equal(total?.n, 5);
  });
});

describe("a flood", () => {
  const challengeIn = ({ html }: Page) =>
    JSON.parse(
      /data-proof="([^"]*)"/.exec(html)![1]!.replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
    ) as {
      challenge: string;
      salt: string;
      maxnumber: number;
    };
  function solved(challenge: ReturnType<typeof challengeIn>): string {
    for (let number = 0; number <= challenge.maxnumber; number++)
      if (
        createHash("sha256")
          .update(challenge.salt + number)
          .digest("hex") === challenge.challenge
      )
        return Buffer.from(JSON.stringify({ ...challenge, number })).toString("base64");
    throw new Error("no number does");
  }

  it("asks for a proof of work, which is one response's alone; what was answered stays", async () => {
    const survey = await publish(world, one([nps, why]));
    const person = createRespondent(world);
    for (let n = 0; n < limits.begunByAddress; n++)
      assert.equal((await person.send(await person.get(`/s/${survey}`), { nps: "9" })).status, 200);
    const [first, second] = [await person.get(`/s/${survey}`), await person.get(`/s/${survey}`)];
    const asked = await person.send(first, { nps: "7", why: "Kept" });
    assert.equal(asked.status, 503);
    assert.match(asked.html, /Please wait 10 seconds/);
    assert.deepEqual(
      fieldsOf(asked).find(([name]) => name === "a.why"),
      ["a.why", "Kept"],
    );
    const proof = solved(challengeIn(asked));
    assert.equal((await person.send(second, { nps: "7", proof: proof })).status, 503);
    assert.equal((await person.send(asked, { proof: "nonsense" })).status, 503);
    assert.match((await person.send(asked, { proof: proof })).html, /Thank you/);
    const all = await responsesOf(world, survey);
    assert.equal(all.length, limits.begunByAddress + 1);
  });

  it("asks it of whoever saves or goes back, too: what isn't kept is no way around it", async () => {
    const survey = await publish(
      world,
      surveyInput({
        pages: [
          { key: "one", questions: [nps] },
          { key: "two", questions: [why] },
        ],
      }),
    );
    const person = createRespondent(world);
    for (let n = 0; n < limits.begunByAddress; n++)
      await person.send(await person.get(`/s/${survey}`), { nps: "9" }, "save");
    const page = await person.get(`/s/${survey}`);
    for (const go of ["save", "back", "next", "save"])
      assert.equal((await person.send(page, { nps: "9" }, go)).status, 503, go);
    assert.equal((await person.send(page, { nps: "9", p: "nowhere" })).status, 503);
    const asked = await person.send(page, { nps: "9" });
    const proof = solved(challengeIn(asked));
    const second = await person.send(asked, { nps: "9", proof: proof });
    assert.match(second.html, /Why\?/);
    assert.equal((await person.send(second, { why: "because" }, "save")).status, 204);
  });

  it("without script is a wait that the server times", async () => {
    const flood = createFlood({ ...limits, begunByAddress: 1, wait: 60 });
    const nothing = { proof: undefined, wait: undefined };
    assert.equal(await flood.asks("a", "s", "1", nothing), undefined);
    const asked = await flood.asks("a", "s", "2", nothing);
    const shown = { proof: undefined, wait: asked!.wait };
    // Too early, the same wait goes on; it is no other's; and nobody can write one.
    assert.equal((await flood.asks("a", "s", "2", shown))?.wait, asked!.wait);
    await sleep(70);
    assert.ok(await flood.asks("a", "s", "3", shown));
    assert.ok(await flood.asks("a", "s", "2", { proof: undefined, wait: `1.${"A".repeat(22)}` }));
    assert.equal(await flood.asks("a", "s", "2", shown), undefined);
    assert.equal(await flood.asks("b", "s", "4", nothing), undefined);
  });

  it("of forms from one address, or by one link, is told to come back", async () => {
    const flood = createFlood({ ...limits, address: 3, link: 2 });
    const from = async (address: string, link?: string) =>
      (await flood.tooMany(address, "s", link)) > 0;
    assert.deepEqual(
      [await from("a"), await from("a"), await from("a"), await from("a")],
      [false, false, false, true],
    );
    assert.equal(await from("b"), false);
    assert.deepEqual(
      [await from("c", "l"), await from("d", "l"), await from("e", "l")],
      [false, false, true],
    );
  });

  it("of what pages save by themselves is counted by response, and takes nobody's step away", async () => {
    const survey = await publish(world, one([nps, why]));
    const office = createRespondent(world);
    const pages = await Promise.all(Array.from({ length: 16 }, () => office.get(`/s/${survey}`)));
    for (const page of pages)
      for (let n = 0; n < 16; n++)
        assert.equal((await office.send(page, { nps: "9" }, "save")).status, 204);
    assert.match((await office.send(pages[0]!, { nps: "9" })).html, /Thank you/);
    const page = await office.get(`/s/${survey}`);
    for (let n = 0; n < limits.saves; n++) await office.send(page, { nps: "9" }, "save");
    const refused = await office.send(page, { nps: "9" }, "save");
    assert.equal(refused.status, 429);
    const wait = Number(refused.headers.get("retry-after"));
    assert.ok(wait >= 1 && wait <= 60, String(wait));
    assert.match((await office.send(page, { nps: "9" })).html, /Thank you/);
  });

  it("without script is shown its step again, with what was answered", async () => {
    const survey = await publish(world, one([nps, why]));
    const person = createRespondent(world);
    const page = await person.get(`/s/${survey}`);
    for (let n = 0; n < limits.address; n++) await person.send(page, { nps: "99" });
    const refused = await person.send(page, { nps: "3", why: "It came late" });
    assert.equal(refused.status, 429);
    assert.match(refused.html, /Please wait a minute and send again/);
    const fields = new Map(fieldsOf(refused));
    assert.equal(fields.get("a.why"), "It came late");
    assert.equal(fields.get("a.nps"), "3");
    assert.equal(fields.get("r"), new Map(fieldsOf(page)).get("r"));
  });
});
