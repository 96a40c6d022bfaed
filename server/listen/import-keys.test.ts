/** What an import has registered goes with it: the workspace is as it was, and nothing that is still used is gone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ImportRecord } from "#contract/listen.ts";
import { registry, registryTypes, type RegistryEntry } from "#contract/registry.ts";
import type { SignalInput } from "#contract/signal.ts";
import { makeDemo } from "#demo/index.ts";
import { demoRegistry } from "#demo/registry.ts";
import { registryOf } from "#importing/demo.ts";
import { eventually } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Entry = RegistryEntry & { definition: object };
type Page = { next: string | null } & Record<string, Entry[]>;

/** Every entry of the registry as it is read, as `type key`. */
async function known(): Promise<Map<string, Entry>> {
  const found = new Map<string, Entry>();
  for (const type of registryTypes) {
    const { plural } = registry[type];
    for (let next: string | null = ""; next !== null;) {
      const cursor: string = next === "" ? "" : `&cursor=${next}`;
      const { status, body } = await world.request<Page>("GET", `/v1/${plural}?limit=200${cursor}`);
      assert.equal(status, 200);
      for (const entry of body[plural] ?? []) found.set(`${type} ${entry.key}`, entry);
      next = body.next;
    }
  }
  return found;
}

const open = async (name: string) =>
  (await world.request<ImportRecord>("POST", "/v1/imports", { name })).body.id;

async function remove(id: string): Promise<void> {
  assert.equal((await world.request("DELETE", `/v1/imports/${id}`)).status, 202);
  await eventually(
    async () => (await world.request("GET", `/v1/imports/${id}`)).status,
    (status) => status === 404,
  );
}

const ndjson = { "content-type": "application/x-ndjson" };
const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");

const promise = "promise delivery.hoursToDeliver";
type Answer = { defined: { key: string }[]; left: { type: string; key: string }[] };
async function define(id: string): Promise<Answer> {
  const entries = demoRegistry("sari@corridor.test", "2025-01-01");
  const { status, body } = await world.request<Answer>("PUT", registryOf(id), { entries });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
/** All that entries say: which version it is, and since when, is counted on. */
const saying = (entries: Map<string, Entry>) =>
  new Map(
    Array.from(entries, ([key, { version, updatedAt, ...entry }]) => [
      key,
      key === promise ? entry : { version, updatedAt, ...entry },
    ]),
  );
const demo = makeDemo({ signals: 600, seed: 1, until: "2026-01-01" });

test("the demo leaves nothing in the registry when it is removed", async () => {
  const earlier = await known();
  const id = await open("demo");
  const { left, defined } = await define(id);
  assert.deepEqual([left, defined.length], [[], demoRegistry("", "2025-01-01").length]);
  assert.deepEqual(await define(id), { left, defined }, "the same again changes nothing");
  for (const kind of ["accounts", "customers"] as const) {
    // Each has the same attributes as all.
    const body = lines(demo.profiles[kind].slice(0, 200));
    const { status } = await world.request("POST", `/v1/${kind}?import=${id}`, body, ndjson);
    assert.equal(status, 200);
  }
  await world.send([...demo.signals, ...demo.extras, ...demo.unprocessable], `?import=${id}`);
  const there = await known();
  const brought = [...there.keys()].filter((key) => !earlier.has(key));
  for (const type of ["customer-attribute", "account-attribute", "attribute", "measure"])
    assert.ok(
      brought.some((key) => key.startsWith(`${type} `)),
      `${type} in ${brought.join()}`,
    );
  assert.equal(there.get(promise)!.active, true);
  for (const key of ["attribute region", "customer-attribute plan", "account-attribute sector"])
    assert.equal(there.get(key)!.reviewed, true, key);
  await remove(id);
  assert.deepEqual(saying(await known()), saying(earlier));
});

/** A signal that names a key of every type that signals bring, each ending in `end`. */
const naming = (end: string): SignalInput => ({
  kind: `kind ${end}`,
  occurredAt: "2026-01-31T09:30:00Z",
  touchpoint: `touchpoint ${end}`,
  channel: `channel ${end}`,
  medium: `medium ${end}`,
  stage: `stage ${end}`,
  offering: `offering ${end}`,
  unit: `unit ${end}`,
  measures: { [`measure.${end}`]: 3 },
  answers: { [`answer.${end}`]: "yes" },
  text: { [`words.${end}`]: "because" },
  attributes: { [`attribute.${end}`]: true },
  judgements: [{ aspect: `aspect ${end}`, experience: 4 }],
});
const keysOf = (end: string) => [
  ...["kind", "touchpoint", "channel", "medium", "stage", "offering", "unit", "aspect"].map(
    (type) => `${type} ${type} ${end}`,
  ),
  ...["measure", "answer", "attribute"].map((type) => `${type} ${type}.${end}`),
  `answer words.${end}`,
];
const standing = async (keys: readonly string[]) => {
  const there = await known();
  return keys.filter((key) => there.has(key));
};

test("keys that another signal names stay, whichever came first, and so do those of other imports", async () => {
  const [one, other] = [await open("one"), await open("other")];
  await world.send([{ ...naming("earlier"), id: "e" }]);
  const mine = ["mine", "earlier", "later", "elsewhere", "deleted"];
  await world.send(
    mine.map((end) => ({ ...naming(end), id: `one ${end}` })),
    `?import=${one}`,
  );
  await world.send([{ ...naming("elsewhere"), id: "o" }], `?import=${other}`);
  await world.send([
    { ...naming("later"), id: "l", occurredAt: "2024-05-05T00:00:00Z" },
    { ...naming("deleted"), id: "d" },
  ]);
  await world.send([{ ...naming("theirs"), id: "t" }], `?import=${other}`);
  await world.request("DELETE", "/v1/signals/d");
  await remove(one);
  for (const end of ["earlier", "later", "elsewhere", "theirs"])
    assert.deepEqual(await standing(keysOf(end)), keysOf(end));
  for (const end of ["mine", "deleted"]) assert.deepEqual(await standing(keysOf(end)), []);
  await remove(other);
  assert.deepEqual(await standing(keysOf("theirs")), []);
  // A key that is gone comes back with the next signal that names it.
  await world.send([{ ...naming("mine"), id: "again" }]);
  assert.deepEqual(await standing(keysOf("mine")), keysOf("mine"));
});

test("what somebody has reviewed stays, and what a definition, a customer, an account or a member names", async () => {
  const id = await open("named");
  await world.send(
    [
      { ...naming("named"), id: "n" },
      { ...naming("parent"), id: "p" },
    ],
    `?import=${id}`,
  );
  const states = { attributes: { "their.own": 1, "shared.own": 2 }, unit: "unit states" };
  for (const kind of ["customers", "accounts"]) {
    const body = lines([{ id: "of import", ...states }]);
    await world.request("POST", `/v1/${kind}?import=${id}`, body, ndjson);
    const kept = { attributes: { "shared.own": 3 }, unit: "unit named" };
    assert.equal((await world.request("PUT", `/v1/${kind}/kept`, kept)).status, 201);
  }
  const labels = { en: "Here", id: "Di sini" };
  for (const [path, definition] of [
    ["channels/channel%20named", { labels }],
    [
      "touchpoints/place",
      {
        labels,
        stage: "stage named",
        function: "sales",
        contact: "direct",
        contactType: "use",
      },
    ],
    ["units/below", { labels, parent: "unit parent" }],
  ] as const) {
    const { status, body } = await world.request<unknown>("PUT", `/v1/${path}`, { definition });
    assert.ok(status < 300, JSON.stringify(body));
  }
  await remove(id);
  const stay = [
    "channel channel named",
    "stage stage named",
    "unit unit named",
    "unit unit parent",
    "customer-attribute shared.own",
    "account-attribute shared.own",
  ];
  const gone = ["customer-attribute their.own", "account-attribute their.own", "unit unit states"];
  assert.deepEqual(await standing(stay), stay);
  assert.deepEqual(
    await standing(
      [...keysOf("named"), ...keysOf("parent"), ...gone].filter((key) => !stay.includes(key)),
    ),
    [],
  );
});
