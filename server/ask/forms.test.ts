/** What becomes of a mirror and of a confidential survey: whose the signal is, and who sees a name. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Role } from "#contract/permission.ts";
import { someone } from "#server/testing/people.ts";
import { signedIn } from "#server/testing/person.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";
import { createRespondent, publish, responsesOf } from "./respondent.test-support.ts";
import { scoreAndWhy } from "./survey.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
after(() => world.stop());

async function staff() {
  const { cookies } = await signedIn(world, testOwner);
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
