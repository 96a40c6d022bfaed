/** What becomes of a mirror and of a confidential survey: whose the signal is, and who sees a name. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Role } from "#contract/permission.ts";
import { someone } from "#server/testing/people.ts";
import { goodPassword, joined, signedIn } from "#server/testing/person.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";
import { createRespondent, publish, responsesOf } from "./respondent.test-support.ts";
import { scoreAndWhy } from "./survey.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());

async function staff(who = testOwner) {
  const { cookies } = await signedIn(world, who);
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return createRespondent(world, { cookie, origin: world.url });
}

/** A test answers faster than people do. */
const quick = "include=suspicious";
type Signal = Record<string, unknown>;
/** What somebody of a role sees of a signal in its list, on its page and in the survey's export. */
async function seenBy(role: Role, survey: string, id: string) {
  const one = await someone(world, role);
  const listed = await one.request<{ signals: Signal[] }>("GET", "/v1/signals?limit=200");
  const path = `/v1/signals/${encodeURIComponent(id)}`;
  const { status, body } = await one.request<Signal>("GET", path);
  const file = await one.request<string>("GET", `/v1/surveys/${survey}/results/export?${quick}`);
  await one.stop();
  return {
    listed: listed.body.signals.find((each) => each["id"] === id),
    page: status === 200 ? body : status,
    file: file.body,
  };
}

describe("a mirror: staff as they believe customers would answer", () => {
  it("is filled in by staff alone, names no customer, and says of the figures that they are staff's", async () => {
    const survey = await publish(world, scoreAndWhy({ form: "mirror", voice: "employee" }));
    const anyone = createRespondent(world);
    assert.ok((await anyone.get(`/s/${survey}`)).address.startsWith("/sign-in"));
    const person = await staff();
    // Whom an address names is nobody's subject here: it is about customers at large.
    const page = await person.get(`/s/${survey}?customer=C-9`);
    assert.equal(page.status, 200);
    assert.ok(!page.html.includes("About C-9"));
    assert.match((await person.send(page, { nps: "4" })).html, /Thank you/);
    const signals = await responsesOf(world, survey);
    assert.equal(signals.length, 1);
    const [signal] = signals;
    assert.deepEqual(
      [signal!["kind"], signal!["voice"], signal!["confidentiality"], signal!["customer"]],
      ["response", "employee", "identified", undefined],
    );
    assert.deepEqual([signal!["measures"], typeof signal!["employee"]], [{ nps: 4 }, "string"]);
    // Not among customers' figures, and there where staff's are asked for.
    const n = async (question: object) =>
      (
        await world.query({
          measure: { kind: "nps" },
          where: `survey.id == "${survey}"`,
          ...question,
        })
      ).total!.n;
    assert.deepEqual([await n({}), await n({ voices: ["employee"] })], [0, 1]);
    // Who may not see names sees no name of staff either.
    const id = String(signal!["id"]);
    const name = String(signal!["employee"]);
    assert.ok(JSON.stringify(await seenBy("manager", survey, id)).includes(name));
    const viewer = await seenBy("viewer", survey, id);
    assert.ok(viewer.listed);
    assert.ok(!JSON.stringify(viewer).includes(name));
  });

  it("that is anonymous says nothing of who filled it in", async () => {
    const survey = await publish(
      world,
      scoreAndWhy({ form: "mirror", voice: "employee", confidentiality: "anonymous" }),
    );
    const person = await staff();
    await person.send(await person.get(`/s/${survey}`), { nps: "4" });
    const [signal] = await responsesOf(world, survey);
    assert.deepEqual(
      [signal!["voice"], signal!["confidentiality"], signal!["customer"], signal!["employee"]],
      ["employee", "anonymous", undefined, undefined],
    );
    assert.ok(!JSON.stringify(signal).includes(testOwner.email));
  });
});

describe("a form about a customer", () => {
  const made =
    (person: ReturnType<typeof createRespondent>) => async (survey: string, id: string) =>
      person.get(`/s/${survey}?${new URLSearchParams({ customer: id }).toString()}`);

  it("is about somebody who is there, by id or key, and tells of others before the first question", async () => {
    const survey = await publish(
      world,
      scoreAndWhy({ form: "about-customer", voice: "employee", languages: ["en"] }),
    );
    const key = async (id: string, body: object) =>
      (await world.request<{ key: string }>("PUT", `/v1/customers/${id}`, body)).body.key;
    await key("form-1", { name: "Sari Satu" });
    const two = await key("form-2", { name: "Budi Dua" });
    const person = await staff();
    const open = made(person);
    for (const nobody of ["NOPE-404", "0a1b2c3d-0000-4000-8000-000000000009"]) {
      const told = await open(survey, nobody);
      assert.equal(told.status, 404);
      assert.match(told.html, /no such customer here/);
      assert.ok(!told.html.includes("<form"));
    }
    const indonesian = await person.get(`/s/${survey}?customer=NOPE-404&lang=id`);
    assert.match(indonesian.html, /no such customer here/, "the survey has English alone");
    assert.match((await open(survey, "form-1")).html, /About Sari Satu/);
    assert.match((await person.send(await open(survey, two), { nps: "4" })).html, /Thank you/);
    const [signal] = await responsesOf(world, survey);
    assert.deepEqual(signal!["customer"], { id: "form-2" });
    assert.equal((await world.request("GET", "/v1/customers/NOPE-404")).status, 404);
  });

  it("is about nobody whom the caller does not reach", async () => {
    const survey = await publish(world, scoreAndWhy({ form: "about-customer", voice: "employee" }));
    for (const unit of ["formnorth", "formsouth"]) {
      await world.request("PUT", `/v1/registry/unit/${unit}`, { labels: { en: unit } });
      await world.request("PUT", `/v1/customers/${unit}-1`, { name: unit, unit });
    }
    const email = "north@forms.example";
    const place = { role: "contributor", memberships: [{ unit: "formnorth" }] };
    await joined(world, email, place);
    const open = made(await staff({ email, password: goodPassword }));
    const theirs = await open(survey, "formnorth-1");
    assert.equal(theirs.status, 200, theirs.html);
    const others = await open(survey, "formsouth-1");
    assert.equal(others.status, 404);
    assert.ok(!/formsouth"|About/.test(others.html));
  });

  it("is listed by who fills in what was published", async () => {
    const survey = await publish(
      world,
      scoreAndWhy({ name: "Listed", form: "about-customer", voice: "employee" }),
    );
    await world.request("PUT", `/v1/surveys/${survey}`, scoreAndWhy({ name: "Draft" }));
    const of = async (query: string) => {
      const { body } = await world.request<{ surveys: { id: string }[] }>(
        "GET",
        `/v1/surveys?limit=1000&${query}`,
      );
      return body.surveys.some(({ id }) => id === survey);
    };
    assert.deepEqual(
      [
        await of("form=about-customer"),
        await of("form=about-customer&state=open"),
        await of("form=respondent"),
        await of("form=about-customer&state=closed"),
      ],
      [true, true, false, false],
    );
    assert.equal((await world.request("GET", "/v1/surveys?form=anyone")).status, 400);
  });
});

describe("a confidential survey", () => {
  it("says so, keeps whose it is, and shows that to the research team alone", async () => {
    const survey = await publish(world, scoreAndWhy({ confidentiality: "confidential" }));
    const made = await world.request<{ links: { url: string }[] }>(
      "POST",
      `/v1/surveys/${survey}/links`,
      {
        links: [
          { customer: { id: "C-1313", email: "kirana@forms.example", name: "Kirana Putri" } },
        ],
      },
    );
    const [{ url }] = made.body.links as [{ url: string }];
    const person = createRespondent(world);
    const page = await person.get(url.slice(url.indexOf("/s/")));
    assert.match(page.html, /confiden/i);
    await person.send(page, { nps: "2", why: "The courier was Bagus" });
    const [signal] = await responsesOf(world, survey);
    assert.deepEqual(
      [signal!["voice"], signal!["confidentiality"], signal!["customer"]],
      [
        "customer",
        "confidential",
        { id: "C-1313", email: "kirana@forms.example", name: "Kirana Putri" },
      ],
    );
    const id = String(signal!["id"]);
    const theirs = /C-1313|kirana|Kirana|Bagus/;
    for (const role of ["owner", "analyst"] as const) {
      const seen = await seenBy(role, survey, id);
      for (const each of [seen.listed, seen.page, seen.file])
        assert.match(JSON.stringify(each), theirs, role);
    }
    for (const role of ["manager", "contributor", "viewer"] as const) {
      const seen = await seenBy(role, survey, id);
      assert.ok(!theirs.test(JSON.stringify(seen)), `${role}: ${JSON.stringify(seen)}`);
      const one = await someone(world, role);
      const results = await one.request<{ facets: { key: string; all: { n: number } }[] }>(
        "GET",
        `/v1/surveys/${survey}/results?${quick}`,
      );
      // One alone is not even counted.
      assert.deepEqual(
        results.body.facets.map(({ all }) => all.n),
        [0, 0],
      );
      await one.stop();
    }
  });
});
