/** A viewer sees neither names nor texts: not in lists, and not by asking for them a guess at a time. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CorridorError } from "#contract/error.ts";
import { actionsOfRole } from "#contract/permission.ts";
import { query as querySchema, type QueryAnswer, type QueryInput } from "#contract/query.ts";
import { createRegistryStore } from "#journey/store.ts";
import { createRegistryViews } from "#journey/view.ts";
import { createListenQueries } from "#listen/queries.ts";
import { visibleTo } from "#listen/visible.ts";
import type { Scope } from "#platform/scope.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { compileFilter } from "./filter.ts";
import { createUnderstandQueries } from "./queries.ts";
import { ask } from "./query.ts";
import { sightOf } from "./reach.ts";

let world: World;
let viewer: Scope;
before(async () => {
  world = await startWorld();
  const { body } = await world.request<{ id: string }>("GET", "/v1/workspace");
  viewer = {
    workspace: body.id,
    actor: "person:viewer",
    may: actionsOfRole("viewer"),
    reach: "everything",
    trusted: true,
  };
  await world.request("PUT", "/v1/attributes/plan", { definition: { labels: { en: "Plan" } } });
  await world.send(
    // Of each so many that who sees no names is told of them.
    ["Wulandari", "Prasetyo"].flatMap((name, n) =>
      Array.from({ length: 6 }, (_, nth) => ({
        id: nth === 0 ? `signal-${n}` : `signal-${n}-${nth}`,
        kind: "response",
        occurredAt: "2026-01-01T00:00:00Z",
        touchpoint: "delivery",
        customer: { id: `c-${name}`, email: `${name}@mail.example`, phone: "+62812345678", name },
        account: { id: "acc", name: `PT ${name}` },
        employee: `Officer ${name}`,
        reference: { type: "order", id: `order-${name}` },
        measures: { nps: 9 },
        answers: {
          reason: `because ${name}`,
          resolved: n === 0 ? "yes" : `no, said ${name}`,
          unknown: `words of ${name}`,
          contacts: 2,
          several: [`one ${name}`, "b"],
        },
        text: { improve: `I am ${name}` },
        attributes: { plan: "gold", note: `noted by ${name}`, tenure: 3 },
        source: { system: "shop", url: `https://shop.example/${name}` },
      })),
    ),
  );
});
after(() => world.stop());

async function context() {
  const views = createRegistryViews(createRegistryStore(world.app.postgres.db));
  return { registry: await views.of(viewer), timezone: "UTC", sight: sightOf(viewer) };
}

async function asked(question: QueryInput): Promise<QueryAnswer | CorridorError> {
  const asking = createUnderstandQueries(world.app.clickhouse);
  try {
    return await ask(asking, viewer, querySchema.parse(question), await context());
  } catch (error) {
    if (error instanceof CorridorError) return error;
    throw error;
  }
}

const guesses = [
  `customer.id == "c-Wulandari"`,
  `customer.email.contains("wulandari")`,
  `customer.email.contains("Wulandari")`,
  `customer.phone.startsWith("+62")`,
  `customer.name.startsWith("W")`,
  `account.name.startsWith("PT W")`,
  `employee == "Officer Wulandari"`,
  `reference.id == "order-Wulandari"`,
  `source.url.contains("Wulandari")`,
  `id == "signal-0"`,
  `text.improve.contains("Wulandari")`,
  `text == "x" || text.improve.size() > 3`,
  `answers.reason.contains("Wulandari")`,
  `answers.reason.matches("^because W")`,
  `answers.resolved == "no, said Prasetyo"`,
  `answers.resolved.contains("Prasetyo")`,
  `answers.unknown.contains("Wulandari")`,
  `answers.several.exists(each, each.contains("Wulandari"))`,
  `"b" in answers.several`,
  `attributes.note.contains("Wulandari")`,
  `attributes.note == "noted by Wulandari"`,
];

test("no condition finds a name or a text, in figures, comparisons and lists", async () => {
  const queries = createListenQueries(world.app.clickhouse);
  for (const where of guesses) {
    // The same finds something for who may: the guess itself is right.
    const mine = await world.query({ measure: { kind: "count" }, where });
    assert.ok(mine.total === null || mine.total.n >= 0, where);
    for (const guess of [where, `!!(${where})`]) {
      const answer = await asked({ measure: { kind: "count" }, where: guess });
      assert.ok(answer instanceof CorridorError && answer.code === "forbidden", guess);
      const compared = await asked({ measure: { kind: "count" }, compare: { where: guess } });
      assert.ok(!(compared instanceof CorridorError));
      assert.equal(compared.total?.compare?.n ?? 0, 0, guess);
      // A choice is seen, and so is that it was asked for.
      if (!guess.includes("answers.resolved"))
        assert.equal(compared.unseen, true, `${guess}: that it is no nought is said`);
      const list = await queries.list(
        viewer,
        compileFilter({ where: guess }, await context()),
        undefined,
        10,
      );
      assert.equal(list.signals.length, 0, guess);
    }
  }
});

test("the guesses are right: whoever may see finds by them", async () => {
  for (const where of guesses.filter((each) => !/"wulandari"/.test(each))) {
    const { total } = await world.query({ measure: { kind: "count" }, where });
    assert.ok((total?.n ?? 0) > 0, where);
  }
});

test("nothing is divided by a name or a text, and no share of one is told", async () => {
  const code = async (question: QueryInput) => {
    const answer = await asked(question);
    return answer instanceof CorridorError ? answer.code : answer;
  };
  const count = { kind: "count" } as const;
  for (const by of ["employee", "answers.reason", "answers.several", "attributes.note"])
    assert.equal(await code({ measure: count, by: [by] }), "forbidden", by);
  const shares: [string, string][] = [
    ["answers.reason", "because Wulandari"],
    ["answers.resolved", "no, said Prasetyo"],
    ["answers.unknown", "words of Wulandari"],
    ["attributes.note", "noted by Wulandari"],
  ];
  for (const [of, equals] of shares)
    assert.equal(await code({ measure: { kind: "share", of, equals } }), "forbidden", of);
});

test("what a question offers, numbers and defined attributes stay to be asked for", async () => {
  const rows = async (question: QueryInput) => {
    const answer = await asked(question);
    assert.ok(!(answer instanceof CorridorError), String(answer));
    return answer.rows.map(({ by, n }) => [Object.values(by)[0], n]);
  };
  const count = { kind: "count" } as const;
  // What was written beside the choices is in the group of those without one.
  assert.deepEqual(
    new Map((await rows({ measure: count, by: ["answers.resolved"] })) as [string, number][]),
    new Map<string | null, number>([
      ["yes", 6],
      [null, 6],
    ]),
  );
  assert.deepEqual(await rows({ measure: count, by: ["answers.contacts"] }), [["2", 12]]);
  assert.deepEqual(await rows({ measure: count, by: ["attributes.plan"] }), [["gold", 12]]);
  assert.deepEqual(await rows({ measure: count, by: ["source"] }), [["shop", 12]]);
  const chosen = `answers.resolved == "yes" && attributes.tenure == 3.0 && attributes.plan == "gold"`;
  assert.deepEqual(await rows({ measure: count, by: ["touchpoint"], where: chosen }), [
    ["delivery", 6],
  ]);
  const share = await asked({ measure: { kind: "share", of: "answers.resolved", equals: "yes" } });
  assert.ok(!(share instanceof CorridorError));
  assert.equal(share.total!.estimate, 0.5);
  const said = await asked({ measure: count, where: `${chosen} && touchpoint != "bill"` });
  assert.ok(!(said instanceof CorridorError) && said.unseen === undefined, "all of it is seen");
});

test("a signal shows neither names nor texts, and says what it hides", async () => {
  const { body } = await world.request<Record<string, unknown>>("GET", "/v1/signals/signal-0");
  assert.ok(JSON.stringify(body).includes("Wulandari"));
  const seen = visibleTo(viewer, body, (name) => name === "plan");
  assert.ok(!JSON.stringify(seen).includes("Wulandari"), JSON.stringify(seen));
  assert.deepEqual(seen.attributes, { plan: "gold", tenure: 3 });
  assert.deepEqual(seen.answers, { contacts: 2 });
  assert.deepEqual([seen.account, seen.source], [{ id: "acc" }, { system: "shop" }]);
  assert.deepEqual(seen.hidden, ["names", "texts"]);
});

test("what is stated of customers and accounts is hidden by the same rule", async () => {
  const note = "mother of Wulandari, sick";
  const put = await world.request("PUT", "/v1/customers/c-Wulandari", {
    attributes: { note, tenure: 3, tier: "gold" },
    accounts: [{ id: "acc" }],
  });
  assert.ok(put.status < 300, JSON.stringify(put.body));
  const account = { name: "PT", type: "business", owner: "Sari Dewi", attributes: { memo: note } };
  assert.ok((await world.request("PUT", "/v1/accounts/acc", account)).status < 300);
  const defined = await world.request("PUT", "/v1/customer-attributes/tier", {
    definition: { labels: { en: "Tier" }, type: "choice", choices: [{ value: "gold" }] },
  });
  assert.ok(defined.status < 300, JSON.stringify(defined.body));
  const count = async (where: string) => {
    const answer = await asked({ measure: { kind: "count" }, where });
    return answer instanceof CorridorError ? answer.code : answer.total?.n;
  };
  const stated = 'customer.attributes.tier == "gold"';
  await eventually(
    async () => (await world.query({ measure: { kind: "count" }, where: stated })).total?.n ?? 0,
    (n) => n === 6,
  );
  assert.equal(await count(stated), 6, "what is defined is a property");
  assert.equal(await count("customer.attributes.tenure == 3"), 6, "a number is none");
  for (const where of [
    'customer.attributes.note.contains("sick")',
    `customer.attributes.note == "${note}"`,
    `account.attributes.memo == "${note}"`,
    'account.owner == "Sari Dewi"',
  ]) {
    // Who may see it finds it, as soon as it has been carried over.
    await eventually(
      async () => (await world.query({ measure: { kind: "count" }, where })).total?.n ?? 0,
      (n) => n > 0,
    );
    assert.equal(await count(where), "forbidden", where);
  }
  for (const by of ["customer.attributes.note", "account.attributes.memo", "account.owner"]) {
    const question = querySchema.parse({ measure: { kind: "count" }, by: [by] });
    await assert.rejects(
      async () =>
        ask(createUnderstandQueries(world.app.clickhouse), viewer, question, await context()),
      (error: unknown) => error instanceof CorridorError && error.code === "forbidden",
      by,
    );
  }
});
