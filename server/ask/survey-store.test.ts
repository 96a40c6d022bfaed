import { after, before, beforeEach, describe, test } from "node:test";
import assert from "node:assert/strict";
import { sql } from "kysely";
import { uuidv7 } from "#platform/clock.ts";
import { systemScopeIn, type Scope } from "#platform/scope.ts";
import { compile } from "#questions/lint/compile.ts";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { createSurveyStore, type SurveyStore } from "./survey-store.ts";
import { survey } from "./survey.test-support.ts";

let stores: Stores;
let store: SurveyStore;
let scope: Scope;
const nobody = "00000000-0000-7000-8000-000000000000";

before(async () => {
  stores = await openStores();
  store = createSurveyStore(stores.postgres.db);
});
after(() => stores.stop());
beforeEach(() => {
  scope = systemScopeIn(uuidv7(), "test");
});

const elsewhere = () => systemScopeIn(uuidv7(), "test");
const code = (expected: string) => (error: { code?: string }) => error.code === expected;

describe("a draft", () => {
  test("is what was written, of its workspace alone", async () => {
    const made = await store.make(scope, survey());
    assert.deepEqual([made.state, made.revision, made.version], ["draft", 1, null]);
    assert.deepEqual((await store.get(scope, made.id))?.draft, survey());
    assert.equal(await store.get(elsewhere(), made.id), undefined);
    assert.equal((await store.list(scope, { most: 5 })).length, 1);
    assert.deepEqual(await store.list(elsewhere(), { most: 5 }), []);
  });

  test("of two that save on top of one revision the second is told what stands", async () => {
    const { id } = await store.make(scope, survey());
    const first = await store.save(scope, id, 1, survey({ name: "First" }));
    assert.deepEqual([first.name, first.revision], ["First", 2]);
    await assert.rejects(
      store.save(scope, id, 1, survey({ name: "Second" })),
      (error: { code?: string; details?: { revision: number; definition: unknown } }) => {
        assert.equal(error.code, "conflict");
        assert.equal(error.details?.revision, 2);
        assert.deepEqual(error.details.definition, survey({ name: "First" }));
        return true;
      },
    );
    assert.equal((await store.get(scope, id))?.name, "First");
    await assert.rejects(store.save(elsewhere(), id, 2, survey()), code("not_found"));
  });

  test("goes only as long as nothing was published", async () => {
    const { id } = await store.make(scope, survey());
    await assert.rejects(store.remove(elsewhere(), id, undefined), code("not_found"));
    await assert.rejects(store.remove(scope, id, 7), code("conflict"));
    await store.remove(scope, id, 1);
    await assert.rejects(store.remove(scope, id, undefined), code("not_found"));
    const other = await store.make(scope, survey());
    await store.publish(scope, other.id, 1, compile(survey()));
    await assert.rejects(store.remove(scope, other.id, undefined), code("conflict"));
  });
});

describe("a version", () => {
  test("is made of the draft's revision, once", async () => {
    const { id } = await store.make(scope, survey());
    const [one, two] = await Promise.all([
      store.publish(scope, id, 1, compile(survey())),
      store.publish(scope, id, 1, compile(survey())),
    ]);
    assert.deepEqual([one.version, two.version, one.made !== two.made], [1, 1, true]);
    await store.save(scope, id, 1, survey({ name: "Next" }));
    await assert.rejects(
      store.publish(scope, id, 1, compile(survey())),
      code("conflict"),
      "another revision stands",
    );
    const next = await store.publish(scope, id, 2, compile(survey({ name: "Next" })));
    assert.equal(next.version, 2);
    const versions = await store.versions(scope, id);
    assert.deepEqual(
      versions.map((each) => each.version),
      [2, 1],
    );
    assert.equal((await store.version(scope, id, 1))?.definition.name, "Delivery");
    assert.equal((await store.version(scope, id, 2))?.definition.name, "Next");
  });

  test("never changes, whatever asks for it", async () => {
    const { id } = await store.make(scope, survey());
    await store.publish(scope, id, 1, compile(survey()));
    await assert.rejects(
      sql`update survey_versions set definition = '{}'::jsonb where survey = ${id}::uuid`.execute(
        stores.postgres.db,
      ),
      /never changes/,
    );
  });

  test("has the trees of its expressions, and nothing that objects have by themselves", async () => {
    const { id } = await store.make(scope, survey());
    await store.publish(scope, id, 1, compile(survey()));
    // Another process: nothing of it is held in memory.
    const found = await createSurveyStore(stores.postgres.db).version(scope, id, 1);
    assert.deepEqual(found?.trees["answers.nps <= 6"], ["<=", ["get", "answers", "nps"], 6]);
    assert.equal(found?.trees.constructor, undefined);
    assert.equal(await store.version(elsewhere(), id, 1), undefined);
    assert.equal(await store.version(scope, id, 2), undefined);
  });

  test("promises no less than the one before, and may promise more", async () => {
    const confidential = survey({ confidentiality: "confidential" });
    const { id } = await store.make(scope, confidential);
    await store.publish(scope, id, 1, compile(confidential));
    await store.save(scope, id, 1, survey());
    await assert.rejects(store.publish(scope, id, 2, compile(survey())), code("conflict"));
    const anonymous = survey({ confidentiality: "anonymous" });
    await store.save(scope, id, 2, anonymous);
    assert.equal((await store.publish(scope, id, 3, compile(anonymous))).version, 2);
    await store.save(scope, id, 3, confidential);
    await assert.rejects(store.publish(scope, id, 4, compile(confidential)), code("conflict"));
  });
});

describe("for respondents", () => {
  test("there is the newest version, with state and times; nothing before one was published", async () => {
    const times = { opens: "2026-01-01T00:00:00Z", closes: "2026-02-01T00:00:00Z" };
    const { id } = await store.make(scope, survey(times));
    assert.equal(await store.forRespondents(id), undefined);
    assert.equal(await store.forRespondents(nobody), undefined);
    await assert.rejects(store.turn(scope, id, "closed"), code("conflict"));
    await store.publish(scope, id, 1, compile(survey(times)));
    await store.save(scope, id, 1, survey({ name: "Draft" }));
    const found = await store.forRespondents(id);
    assert.deepEqual(
      [found?.workspace, found?.survey, found?.version, found?.state],
      [scope.workspace, id, 1, "open"],
    );
    assert.equal(found?.published.definition.name, "Delivery");
    assert.deepEqual(
      [found?.opens?.toISOString(), found?.closes?.toISOString()],
      ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"],
    );
    const { before: was } = await store.turn(scope, id, "closed");
    assert.equal(was, "open");
    assert.equal((await store.forRespondents(id))?.state, "closed");
    await assert.rejects(store.turn(elsewhere(), id, "open"), code("not_found"));
  });
});
