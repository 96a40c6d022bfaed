/** What others have answered so far, and names somebody who is erased: searched as signals are. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Receipt } from "#contract/privacy.ts";
import { someone } from "#server/testing/people.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createRespondent, publish, responsesOf, type Page } from "./respondent.test-support.ts";
import { surveyInput } from "./survey.test-support.ts";

let world: World;
before(async () => {
  world = await startWorld({ statementPause: 100 });
});
after(() => world.stop());

const person = {
  id: "zoe-of-the-mentions",
  email: "zoe.mention@mail.example",
  name: "Zoë Quintrell",
};
const survey = (confidentiality: "identified" | "anonymous") =>
  surveyInput({
    confidentiality,
    pages: [
      {
        key: "one",
        questions: [
          { key: "why", type: "long-text", text: { en: "Why?" } },
          ...(confidentiality === "anonymous" ? [] : [{ key: "from", type: "hidden" } as const]),
        ],
      },
      { key: "two", questions: [{ key: "more", type: "short-text", text: { en: "More?" } }] },
    ],
  });

/** Answers the first page; each by whom it stays. */
async function begins(id: string, why: string, address = `/s/${id}`) {
  const one = createRespondent(world);
  const page = await one.send(await one.get(address), { why });
  assert.match(page.html, /More\?/);
  return { one, page };
}
async function erased(mentions: boolean): Promise<Receipt> {
  const { body } = await world.request<Receipt>("POST", "/v1/erasures", {
    customer: { email: person.email, id: person.id },
    mentions,
  });
  await world.app.privacy.erase();
  return eventually(
    async () => (await world.request<Receipt>("GET", `/v1/erasures/${body.id}`)).body,
    ({ erasedAt }) => erasedAt !== null,
  );
}
/** What stands of responses that are not done, by their ids. */
async function standing(): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; said: string }>`
    select id, answers::text || context::text as said from survey_responses where state <> 'complete'`.execute(
    world.app.postgres.db,
  );
  return new Map(rows.map(({ id, said }) => [id, said]));
}
const state = async () => {
  await world.request("PUT", `/v1/customers/${person.id}`, {
    name: person.name,
    email: person.email,
  });
  await world.drained();
};

test("responses in progress that name the person are listed, and go where mentions do", async () => {
  const [open, quiet] = [
    await publish(world, survey("identified")),
    await publish(world, survey("anonymous")),
  ];
  const { body } = await world.request<{ links: { url: string }[] }>(
    "POST",
    `/v1/surveys/${open}/links`,
    {
      links: [{ customer: { id: "another" } }],
    },
  );
  const link = body.links[0]!.url.replace(/^https?:\/\/[^/]+/, "");
  let left: { one: ReturnType<typeof createRespondent>; page: Page };
  const begin = async () => {
    left = await begins(open, `Mail ZOE.Mention@mail.example, they know`);
    await sql`update survey_responses set touched_at = touched_at - interval '25 hours'`.execute(
      world.app.postgres.db,
    );
    await world.app.settleUntouched();
    await world.drained();
    await begins(open, `It was ${person.email} who helped`, link);
    await begins(
      open,
      "Nothing",
      `/s/${open}?from=${encodeURIComponent(`desk of ${person.email}`)}`,
    );
    await begins(quiet, "zoë\n quintrell was kind");
    await begins(quiet, "azoe.mention@mail.example is another's");
    await begins(quiet, "Nobody was kind");
  };
  await begin();
  await state();
  const before = await standing();
  assert.equal(before.size, 6);
  const listed = await erased(false);
  assert.deepEqual(await standing(), before);
  const naming = [...before].filter(([, said]) => /zo[eë]/i.test(said));
  const named = listed.mentioned.others.map(({ place, id }) => `${place} ${id}`).toSorted();
  // The partial one is listed by its signal.
  const [signal] = await responsesOf(world, open);
  const partial = String(signal!["id"]);
  assert.deepEqual(listed.mentioned.signals, [partial]);
  assert.deepEqual(
    named,
    naming
      .map(([id]) => `responses response/${id}`)
      .filter((each) => !each.endsWith(partial))
      .toSorted(),
  );
  assert.equal(named.length, 4);
  assert.equal(listed.mentioned.total, 5);
  assert.ok(!/zoe\.mention|quintrell/i.test(JSON.stringify(listed)));

  await state();
  const gone = await erased(true);
  assert.equal(gone.counts["responses"], 3);
  const stays = [...(await standing()).values()].join("\n");
  assert.ok(!/[^a]zoe\.mention/i.test(stays), stays);
  assert.match(stays, /quintrell/);
  assert.match(stays, /azoe\.mention/);
  assert.equal((await standing()).size, 3);
  assert.equal(gone.mentioned.others.length, 2);
  // Whoever goes on with it begins anew: its words don't come back.
  await left!.one.send(left!.page, { more: "More" });
  await world.drained();
  assert.ok(!/zoe\.mention/i.test(JSON.stringify(await responsesOf(world, open))));
});

test("an export has what the person has answered so far, and nobody else's", async () => {
  const open = await publish(world, survey("identified"));
  const { body } = await world.request<{ links: { url: string }[] }>(
    "POST",
    `/v1/surveys/${open}/links`,
    { links: [{ customer: person, attributes: { plan: "blue" }, hidden: { from: "desk" } }] },
  );
  await begins(open, "Half said", body.links[0]!.url.replace(/^https?:\/\/[^/]+/, ""));
  await begins(open, `Of another about ${person.email}`);
  await state();
  const path = `/v1/customers/${person.id}/export`;
  type Export = { responses: { survey: object; startedAt: string; answers: object }[] };
  const { responses } = (await world.request<Export>("GET", path)).body;
  assert.equal(responses.length, 1, JSON.stringify(responses));
  const { survey: of, startedAt, answers } = responses[0]!;
  assert.deepEqual([of, answers], [{ id: open, version: 1 }, { why: "Half said" }]);
  assert.ok(Date.now() - Date.parse(startedAt) < 60_000);
  assert.match(JSON.stringify(responses), /"plan":"blue"/);
  const { body: page } = await world.request<string>("GET", `${path}?format=html&lang=en`);
  assert.match(page, /Surveys that you have begun[^]*Half said/);
  // Nobody's part of the workspace, and it may have been said in confidence.
  const manager = await someone(world, "manager");
  assert.deepEqual((await manager.request<Export>("GET", path)).body.responses, []);
  await manager.stop();
});
