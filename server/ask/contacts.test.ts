/** Contact details of an anonymous survey: kept apart, readable so that none tells a response, and reached by privacy. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Receipt } from "#contract/privacy.ts";
import { judgeContact } from "#customer/apart.ts";
import { soughtOf } from "#customer/sought.ts";
import { clock } from "#platform/clock.ts";
import { cleansAtOnce } from "#server/testing/cleanup.ts";
import { filesWith } from "#server/testing/files.ts";
import { someone } from "#server/testing/people.ts";
import { eventually } from "#server/testing/server.ts";
import { onServers, startWorld, type World } from "#server/testing/world.ts";
import { readableUntil } from "./contacts.ts";
import { createRespondent, publish, responsesOf } from "./respondent.test-support.ts";
import { createResponseStore } from "./response-store.ts";
import { surveyInput } from "./survey.test-support.ts";
import { pruneResponses } from "./untouched.ts";

let world: World;
before(async () => {
  world = await startWorld({ statementPause: 100 });
  await cleansAtOnce(world);
});
const now = clock.now;
after(async () => {
  clock.now = now;
  await world.stop();
});

const [page] = surveyInput().pages;
const asking = (over: Parameters<typeof surveyInput>[0] = {}) =>
  surveyInput({
    confidentiality: "anonymous",
    pages: [
      {
        key: "main",
        questions: [
          ...page!.questions,
          { key: "reach", type: "contact-details", text: { en: "How may we reach you?" } },
        ],
      },
    ],
    ...over,
  });

/** Contact details come first, and another page after them. */
const twoSteps = () =>
  asking({
    pages: [
      ...asking().pages.map((each) => ({ ...each, questions: each.questions.slice(1) })),
      page!,
    ],
  });

type Left = { name?: string; email?: string; phone?: string };
async function answer(survey: string, { name = "", email = "", phone = "" }: Left, nps = "9") {
  const person = createRespondent(world);
  const end = await person.send(await person.get(`/s/${survey}`), {
    nps,
    "reach[name]": name,
    "reach[email]": email,
    "reach[phone]": phone,
  });
  assert.match(end.html, /Thank you/, end.html.slice(-600));
}

type Listed = { contacts: (Left & { id: string })[]; next: string | null };
const listed = async (survey: string, query = "") =>
  (await world.request<Listed>("GET", `/v1/surveys/${survey}/contacts${query}`)).body;
const months = (n: number) => {
  clock.now = () => now() + n * 31 * 86_400_000;
};

async function erased(body: object): Promise<Receipt> {
  const { status, body: receipt } = await world.request<Receipt>("POST", "/v1/erasures", body);
  assert.equal(status, 202, JSON.stringify(receipt));
  await world.app.privacy.erase();
  return eventually(
    async () => (await world.request<Receipt>("GET", `/v1/erasures/${receipt.id}`)).body,
    ({ erasedAt }) => erasedAt !== null,
  );
}

/** All of a survey's contacts, whether they may be read or not. */
async function kept(survey: string): Promise<Left[]> {
  const { rows } = await sql<{ contact: Left | null }>`
    select contact from survey_contacts where survey = ${survey}::uuid`.execute(
    world.app.postgres.db,
  );
  return rows.flatMap(({ contact }) => contact ?? []);
}

test("a month is read when it is over, and each step adds as many as hide one", () => {
  const at = Date.parse("2026-04-02T00:00:00Z");
  const of = (...counts: number[]) =>
    readableUntil(
      counts.map((n, at) => ({ month: `2026-0${at + 1}-01`, n })),
      5,
      at,
    );
  assert.equal(of(5), "2026-01-01");
  assert.equal(of(4), undefined);
  assert.equal(of(4, 1), "2026-02-01");
  // The fourth month is not over; a single one beside five is not shown before there are others with it.
  assert.equal(of(5, 1), "2026-01-01");
  assert.equal(of(5, 1, 3, 100), "2026-01-01");
  assert.equal(of(5, 1, 4, 100), "2026-03-01");
  assert.equal(
    readableUntil([{ month: "2026-03-01", n: 9 }], 5, Date.parse("2026-04-01T23:59:59Z")),
    undefined,
  );
});

test("contacts are a list of their own, in no order that tells, and only when their month is over", async () => {
  const survey = await publish(world, asking());
  const said = ["dora", "anton", "citra", "budi", "eka"];
  for (const [n, name] of said.entries())
    await answer(survey, { name, email: `${name}@apart.example` }, String(n));
  assert.deepEqual(await listed(survey), { contacts: [], next: null, total: 0 });
  for (const signal of await responsesOf(world, survey))
    assert.ok(!/apart.example|dora/.test(JSON.stringify(signal)));
  months(2);
  const { contacts } = await listed(survey);
  assert.deepEqual(contacts.map(({ name }) => name).toSorted(), said.toSorted());
  assert.deepEqual(
    contacts.map(({ id }) => id),
    contacts.map(({ id }) => id).toSorted(),
  );
  for (const each of contacts)
    assert.deepEqual(Object.keys(each).toSorted(), ["email", "id", "name", "phone"]);
  const first = await listed(survey, "?limit=2");
  assert.deepEqual(
    (await listed(survey, `?limit=3&cursor=${first.next}`)).contacts,
    contacts.slice(2),
  );
  // Found by what stands in it, as it stands there: no sign is one for others.
  const found = async (search: string) => {
    const page = await listed(survey, `?limit=1&search=${encodeURIComponent(search)}`);
    return [page.contacts.length, (page as unknown as { total: number }).total];
  };
  assert.deepEqual(await found("ANTON"), [1, 1]);
  assert.deepEqual(await found("@apart"), [1, 5]);
  for (const none of ["%", "_", "email", "' or true --"])
    assert.deepEqual(await found(none), [0, 0], none);

  // One more, and a month later: it stays away, as it alone would be new.
  await answer(survey, { name: "fajar", email: "fajar@apart.example" });
  months(4);
  assert.equal((await listed(survey)).contacts.length, 5);
  // Whoever is taken out leaves a place: nobody comes to light in their stead.
  const path = `/v1/surveys/${survey}/contacts`;
  assert.equal((await world.request("DELETE", `${path}/${contacts[0]!.id}`)).status, 204);
  assert.equal((await world.request("DELETE", `${path}/${contacts[0]!.id}`)).status, 404);
  assert.equal((await listed(survey)).contacts.length, 4);
  // A page goes on after one that was taken out meanwhile.
  assert.deepEqual(
    (await listed(survey, `?cursor=${contacts[0]!.id}`)).contacts,
    contacts.slice(1),
  );
  assert.equal((await kept(survey)).length, 5);
  clock.now = now;

  for (const [role, status] of [
    ["analyst", 200],
    ["manager", 403],
    ["viewer", 403],
  ] as const) {
    const one = await someone(world, role);
    assert.equal((await one.request("GET", path)).status, status, role);
    await one.stop();
  }
  const { body: audit } = await world.request<object>("GET", "/v1/audit?limit=50");
  assert.match(JSON.stringify(audit), /survey\.contacts-read/);
  assert.ok(!JSON.stringify(audit).includes("apart.example"));
});

test("staff's are shown ten at a time", async () => {
  const survey = await publish(world, asking({ voice: "employee" }));
  for (let n = 0; n < 9; n++) await answer(survey, { email: `staff${n}@apart.example` });
  months(2);
  assert.equal((await listed(survey)).contacts.length, 0);
  clock.now = now;
  await answer(survey, { email: "staff9@apart.example" });
  months(2);
  assert.equal((await listed(survey)).contacts.length, 10);
  clock.now = now;
});

test("an erasure reaches them by e-mail, phone and id, in every store and file; another's stay", async () => {
  const [email, phone] = ["Zephyrina.Qvist@Mail.Example", "+62 813 5550 7788"];
  const strings = ["zephyrina.qvist@", "Zephyrina.Qvist@", "81355507788", "813-5550-7788"];
  const survey = await publish(world, asking());
  await answer(survey, { name: "Zephyrina Qvist", email: email.toUpperCase() });
  await answer(survey, { name: "Zephyrina", phone: "0813-5550-7788" });
  await answer(survey, { name: `ask ${email}`, email: "another@mail.example" });
  await answer(survey, { name: "Zephyrina Qvist", email: "namesake@mail.example" });
  await answer(survey, { email: "fifth@mail.example" });
  // In progress: an answer that no link says the owner of.
  const person = createRespondent(world);
  const begun = await publish(world, twoSteps());
  const at = await person.send(await person.get(`/s/${begun}`), { "reach[email]": email });
  assert.match(at.html, /recommend/);
  assert.equal(
    (
      await world.request("PUT", "/v1/customers/zq-customer-1", {
        name: "Zephyrina Qvist",
        email,
        phone,
      })
    ).status < 300,
    true,
  );
  await world.drained();

  // Their export has them, without the survey as long as nobody may read its contacts.
  const exported = async () =>
    (
      await world.request<{ customer: { contacts: object[] } }>(
        "GET",
        "/v1/customers/zq-customer-1/export",
      )
    ).body.customer.contacts;
  const own = await exported();
  assert.equal(own.length, 4, JSON.stringify(own));
  assert.ok(!JSON.stringify(own).includes("Delivery"));
  months(2);
  assert.match(JSON.stringify(await exported()), /"survey":"Delivery"/);
  clock.now = now;
  const manager = await someone(world, "manager");
  const part = await manager.request<object>("GET", "/v1/customers/zq-customer-1/export");
  assert.ok(!JSON.stringify(part.body).includes("0813-5550-7788"));
  await manager.stop();

  const receipt = await erased({ customer: { id: "zq-customer-1" } });
  assert.deepEqual([receipt.counts.contacts, receipt.counts.responses], [3, 1]);
  // Another of the same name stays, and is named by an address that takes them out.
  assert.equal(receipt.mentioned.total, 1);
  const [other] = receipt.mentioned.others;
  assert.deepEqual((await kept(survey)).map((each) => each.email).toSorted(), [
    "fifth@mail.example",
    "namesake@mail.example",
  ]);
  const [of, contact] = other!.id.split("/");
  assert.equal(of, survey);
  await eventually(
    async () => {
      await world.app.privacy.purge();
      await sleep(100);
      return (await world.request<Receipt>("GET", `/v1/erasures/${receipt.id}`)).body;
    },
    ({ purgedAt }) => purgedAt !== null,
    120_000,
  );
  const { rows } = await sql<{ all: string }>`
    select coalesce((select string_agg(c::text, ' ') from survey_contacts c), '')
      || coalesce((select string_agg(r::text, ' ') from survey_responses r), '') as all`.execute(
    world.app.postgres.db,
  );
  for (const text of strings) assert.ok(!rows[0]!.all.includes(text), text);
  if (!onServers) assert.deepEqual(filesWith(world.dataDir, strings), []);
  const path = `/v1/surveys/${survey}/contacts/${contact}`;
  assert.equal((await world.request("DELETE", path)).status, 204);
  assert.deepEqual(await kept(survey), [{ email: "fifth@mail.example" }]);
});

test("a contact is whose e-mail or phone stands in it by itself", () => {
  const person = {
    customer: undefined,
    identifiers: [
      { type: "email", value: "ani@mail.example" },
      { type: "phone", value: "+628125550001" },
    ] as const,
    names: ["Ani Wijaya"],
  };
  const sought = soughtOf("11111111-1111-4111-8111-111111111111", person, "ID");
  for (const [contact, found] of [
    [{ email: " ANI@mail.example" }, "own"],
    [{ phone: "0812 555 0001" }, "own"],
    [{ email: "b@c.example", name: "or ani@mail.example" }, "own"],
    [{ email: "rani@mail.example" }, "name"],
    [{ name: "ANI  WIJAYA", phone: "021 1234567" }, "name"],
    [{ name: "Ani", email: "b@c.example" }, undefined],
  ] as const)
    assert.equal(judgeContact(sought, contact), found, JSON.stringify(contact));
});

test("on a restored backup they are forgotten once more", async () => {
  const survey = await publish(world, asking());
  const email = "theodosia@restored.example";
  await answer(survey, { email });
  await answer(survey, { email: "stays@restored.example" });
  const { rows: before } = await sql<{ id: string; contact: Left }>`
    select id, contact from survey_contacts where survey = ${survey}::uuid`.execute(
    world.app.postgres.db,
  );
  const receipt = await erased({ customer: { email } });
  assert.equal(receipt.counts.contacts, 1);
  // Both tables as they were before the erasure was asked for: what a restored backup holds.
  await sql`delete from erasures where id = ${receipt.id}::uuid`.execute(world.app.postgres.db);
  for (const { id, contact } of before)
    await sql`update survey_contacts set contact = ${JSON.stringify(contact)}::jsonb where id = ${id}::uuid`.execute(
      world.app.postgres.db,
    );
  await world.app.privacy.replay();
  assert.deepEqual(await kept(survey), [{ email: "stays@restored.example" }]);
  const { body: again } = await world.request<Receipt>("GET", `/v1/erasures/${receipt.id}`);
  assert.deepEqual([again.replayed, again.counts.contacts], [true, 1]);
});

test("none is kept longer than responses are", async () => {
  const survey = await publish(world, asking());
  await answer(survey, { email: "old@retained.example" });
  const keep = (retention: object) => world.request("PUT", "/v1/privacy", { retention });
  await keep({ default: 60, kinds: { response: null } });
  months(4);
  await world.app.privacy.keepAsSet();
  assert.equal((await kept(survey)).length, 1, "for ever");
  await keep({ default: null, kinds: { response: 60 } });
  clock.now = now;
  await world.app.privacy.keepAsSet();
  assert.equal((await kept(survey)).length, 1, "of this month");
  months(4);
  await world.app.privacy.keepAsSet();
  assert.equal((await kept(survey)).length, 0);
  clock.now = now;
  await keep({ default: null, kinds: {} });
});

test("of a response that was kept apart only that it came is left after 40 days", async () => {
  const survey = await publish(world, twoSteps());
  const person = createRespondent(world);
  await person.send(await person.get(`/s/${survey}`), { "reach[email]": "late@closed.example" });
  const { db } = world.app.postgres;
  await sql`update survey_responses set state = 'closed' where survey = ${survey}::uuid`.execute(
    db,
  );
  const responses = createResponseStore(db);
  const left = async () =>
    (
      await sql<{ state: string; answers: object }>`
        select state, answers from survey_responses where survey = ${survey}::uuid`.execute(db)
    ).rows;
  await pruneResponses({ responses });
  assert.match(JSON.stringify(await left()), /late@closed.example/);
  months(2);
  await pruneResponses({ responses });
  assert.deepEqual(await left(), [{ state: "closed", answers: {} }]);
  clock.now = now;
});
