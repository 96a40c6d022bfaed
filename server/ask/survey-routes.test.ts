import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import type { SurveyBody, SurveyProblem } from "#contract/survey-routes.ts";
import type { SurveyChange } from "#contract/survey-version-routes.ts";
import type { SurveyInput } from "#contract/survey.ts";
import { startWorld, type Answered, type World } from "#server/testing/world.ts";
import { surveyInput } from "./survey.test-support.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Failed = { error: { code: string; message: string; details?: Record<string, unknown> } };
const ask = <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  world.request<T>(method, path, body, headers);
async function make(other: Partial<SurveyInput> = {}): Promise<SurveyBody> {
  const { status, body } = await ask<SurveyBody>("POST", "/v1/surveys", surveyInput(other));
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}
const publish = (id: string) =>
  ask<{ version: number; url: string } & Failed>("POST", `/v1/surveys/${id}/publish`);
const refused = ({ status, body }: Answered<unknown>) => [status, (body as Failed).error?.code];

describe("a survey over HTTP", () => {
  test("is made, read, changed, published, closed and opened again", async () => {
    const made = await make();
    assert.deepEqual(
      [made.state, made.version, made.published, made.revision, made.problems],
      ["draft", 1, null, 1, []],
    );
    const { body: read, headers } = await ask<SurveyBody>("GET", `/v1/surveys/${made.id}`);
    assert.deepEqual(read, made);
    assert.equal(headers.get("etag"), '"1"');

    const first = await publish(made.id);
    assert.deepEqual([first.status, first.body.version], [200, 1]);
    assert.ok(first.body.url.endsWith(`/s/${made.id}`), first.body.url);
    assert.equal((await publish(made.id)).body.version, 1, "what is a version already is not made");

    const put = await ask<SurveyBody>(
      "PUT",
      `/v1/surveys/${made.id}`,
      surveyInput({ name: "Delivery, again" }),
      { "if-match": '"1"' },
    );
    assert.deepEqual([put.body.version, put.body.published, put.body.revision], [2, 1, 2]);
    const { body: one } = await ask<{ definition: { name: string } }>(
      "GET",
      `/v1/surveys/${made.id}/versions/1`,
    );
    assert.equal(one.definition.name, "Delivery");
    assert.equal((await publish(made.id)).body.version, 2);
    const { body: list } = await ask<{ versions: { version: number }[] }>(
      "GET",
      `/v1/surveys/${made.id}/versions`,
    );
    assert.deepEqual(
      list.versions.map(({ version }) => version),
      [2, 1],
    );

    const closed = await ask<SurveyBody>("POST", `/v1/surveys/${made.id}/close`);
    assert.equal(closed.body.state, "closed");
    const open = await ask<SurveyBody>("POST", `/v1/surveys/${made.id}/open`);
    assert.equal(open.body.state, "open");
    assert.deepEqual(refused(await ask("DELETE", `/v1/surveys/${made.id}`)), [409, "conflict"]);

    const { body: audit } = await ask<{ entries: { event: string; after: unknown }[] }>(
      "GET",
      `/v1/audit?subject=${made.id}`,
    );
    assert.deepEqual(
      audit.entries.map(({ event }) => event),
      [
        "survey.opened",
        "survey.closed",
        "survey.published",
        "survey.published",
        "survey.published",
        "survey.made",
      ],
    );
  });

  test("of two that save on top of one revision the second is told what stands", async () => {
    const { id } = await make();
    const save = (name: string) =>
      ask<Failed>("PUT", `/v1/surveys/${id}?revision=1`, surveyInput({ name }));
    assert.equal((await save("First")).status, 200);
    const second = await save("Second");
    assert.deepEqual(refused(second), [409, "conflict"]);
    const { revision, definition } = second.body.error.details as {
      revision: number;
      definition: { name: string };
    };
    assert.deepEqual([revision, definition.name], [2, "First"]);
    const two = await ask("PUT", `/v1/surveys/${id}?revision=1`, surveyInput(), {
      "if-match": '"2"',
    });
    assert.deepEqual(refused(two), [400, "invalid_request"]);
    const stale = await ask("POST", `/v1/surveys/${id}/publish?revision=1`);
    assert.deepEqual(refused(stale), [409, "conflict"]);
  });

  test("with an error is kept as a draft and not published", async () => {
    const broken = await make({
      endings: [{ key: "end", if: "answers.nps >", text: { en: "x" } }],
    });
    assert.ok(broken.problems.some(({ severity }) => severity === "error"));
    const answer = await publish(broken.id);
    assert.deepEqual(refused(answer), [422, "survey_invalid"]);
    const { problems } = answer.body.error.details as { problems: SurveyProblem[] };
    assert.deepEqual(problems, broken.problems);
    assert.deepEqual(refused(await ask("POST", `/v1/surveys/${broken.id}/close`)), [
      409,
      "conflict",
    ]);
    assert.equal((await ask("DELETE", `/v1/surveys/${broken.id}`)).status, 204);
    assert.equal((await ask("GET", `/v1/surveys/${broken.id}`)).status, 404);
  });

  test("is refused where it is none, with the place", async () => {
    const bodies: [unknown, RegExp][] = [
      [{}, /template/],
      [{ format: 2 }, /format/],
      [
        { ...surveyInput(), pages: [{ key: "a", questions: [{ type: "nope" }] }] },
        /pages\.0\.questions\.0\.type/,
      ],
      [{ ...surveyInput(), name: "" }, /name/],
      [{ template: "no-such-template" }, /no template/],
      [[], /body/],
    ];
    for (const [body, message] of bodies) {
      const answer = await ask<Failed>("POST", "/v1/surveys", body);
      assert.equal(answer.status, 400, JSON.stringify(answer.body));
      assert.match(answer.body.error.message, message);
    }
    for (const path of ["nope", "00000000-0000-7000-8000-000000000000"])
      assert.ok([400, 404].includes((await ask("GET", `/v1/surveys/${path}`)).status), path);
    // What can't be stored as it is, is repaired or refused: never a failure of ours.
    const odd = await ask("POST", "/v1/surveys", {
      ...surveyInput(),
      name: "a\0b\ud800",
      endings: [{ key: "end", if: "answers.nps == '\0'", text: { en: "\0" } }],
    });
    assert.ok([201, 400].includes(odd.status), JSON.stringify(odd.body));
  });

  test("promises respondents no less once it was published", async () => {
    const { id } = await make({ confidentiality: "anonymous" });
    assert.equal((await publish(id)).status, 200);
    await ask("PUT", `/v1/surveys/${id}`, surveyInput({ confidentiality: "confidential" }));
    const answer = await publish(id);
    assert.deepEqual(refused(answer), [409, "conflict"]);
    assert.match(answer.body.error.message, /anonymous/);
  });

  test("stands in a list that is read in pages", async () => {
    const ids: string[] = [];
    let path = "/v1/surveys?limit=2";
    for (;;) {
      const { body } = await ask<{ surveys: { id: string }[]; next: string | null }>("GET", path);
      ids.push(...body.surveys.map(({ id }) => id));
      if (body.next === null) break;
      path = `/v1/surveys?limit=2&cursor=${body.next}`;
    }
    assert.ok(ids.length >= 4);
    assert.deepEqual(ids, [...new Set(ids)].toSorted().toReversed());
    const { body } = await ask<{ surveys: { state: string }[] }>("GET", "/v1/surveys?state=open");
    assert.ok(body.surveys.length > 0 && body.surveys.every(({ state }) => state === "open"));
  });

  test("is found by what stands in its name, as it stands there", async () => {
    const [one, two] = [await make({ name: "Élan 100% Store" }), await make({ name: "Élan Web" })];
    const found = async (search: string, more = "") => {
      const path = `/v1/surveys?search=${encodeURIComponent(search)}${more}`;
      const { status, body } = await ask<{ surveys: { id: string }[] }>("GET", path);
      assert.equal(status, 200, JSON.stringify(body));
      return body.surveys.map(({ id }) => id);
    };
    assert.deepEqual(await found("élan"), [two.id, one.id]);
    assert.deepEqual(await found(" 100% s "), [one.id]);
    assert.deepEqual(await found("n%s"), [], "no sign stands for others");
    assert.deepEqual(await found("n_1"), []);
    assert.deepEqual(await found("élan", "&state=open"), []);
    await publish(two.id);
    assert.deepEqual(await found("élan", "&state=open"), [two.id]);
    assert.deepEqual(await found("élan\0"), []);
    assert.ok((await found("")).length >= 2);
    assert.equal((await ask("GET", `/v1/surveys?search=${"x".repeat(201)}`)).status, 400);
  });
});

test("each template makes a survey that can be published as it is", async () => {
  type Templates = { templates: { key: string; definition: { name: string } }[] };
  const { body } = await ask<Templates>("GET", "/v1/surveys/templates");
  assert.equal(body.templates.length, 14);
  for (const { key, definition } of body.templates) {
    const made = await ask<SurveyBody>("POST", "/v1/surveys", { template: key });
    assert.equal(made.status, 201);
    assert.equal(made.body.name, definition.name);
    const published = await publish(made.body.id);
    assert.equal(published.status, 200, JSON.stringify(published.body));
  }
  const named = { template: body.templates[0]!.key, name: "Ours" };
  const { body: ours } = await ask<SurveyBody>("POST", "/v1/surveys", named);
  assert.deepEqual([ours.name, ours.definition.name], ["Ours", "Ours"]);
});

describe("versions and texts", () => {
  test("what is otherwise than in a version is told", async () => {
    const { id } = await make();
    await publish(id);
    await ask("PUT", `/v1/surveys/${id}`, surveyInput({ opening: { en: "Hello." } }));
    const difference = (query: string) =>
      ask<{ changes: SurveyChange[] }>("GET", `/v1/surveys/${id}/difference?${query}`);
    assert.deepEqual((await difference("from=1")).body.changes, [
      {
        what: "changed",
        of: "survey",
        place: "",
        fields: [{ field: "opening.en", before: null, after: "Hello." }],
      },
    ]);
    assert.deepEqual((await difference("from=1&to=1")).body.changes, []);
    assert.equal((await difference("from=7")).status, 404);
  });

  test("texts go out as CSV, come back translated, all or none", async () => {
    const { id } = await make({ opening: { en: '=HYPERLINK("x")' } });
    const { body: csv, headers } = await ask<string>("GET", `/v1/surveys/${id}/texts`);
    assert.match(headers.get("content-type")!, /^text\/csv/);
    assert.ok(csv.includes(`opening,"'=HYPERLINK(""x"")"`), csv);
    const send = (text: string, revision = 1) =>
      ask<Failed & { changed: number; languages: string[] }>(
        "PUT",
        `/v1/surveys/${id}/texts?revision=${revision}`,
        text,
        { "content-type": "text/csv" },
      );
    assert.deepEqual((await send(csv)).body.changed, 0);
    const translated = [
      "place;EN;id",
      `opening;"'=HYPERLINK(""x"")";Halo`,
      "pages/one/questions/nps/text;;Seberapa mungkin?",
    ].join("\n");
    const answer = await send(translated, 2);
    assert.deepEqual([answer.body.changed, answer.body.languages], [2, ["en", "id"]]);
    const { body } = await ask<SurveyBody>("GET", `/v1/surveys/${id}`);
    assert.deepEqual(body.definition.opening, { en: '=HYPERLINK("x")', id: "Halo" });
    assert.deepEqual(body.definition.pages[0]!.questions[0]!.type, "nps");
    for (const [bad, message] of [
      ["place,en\nnowhere,x", /Line 2.*nowhere/],
      ["where,en\nopening,x", /place/],
      ["place,not a tag\nopening,x", /not a tag/],
      [`place,en\nopening,${"x".repeat(5_001)}`, /Line 2/],
      ["", /empty/],
    ] as const) {
      const failed = await send(bad, 3);
      assert.equal(failed.status, 400, bad.slice(0, 50));
      assert.match(failed.body.error.message, message);
    }
    assert.deepEqual(refused(await send("place,en\nopening,x", 1)), [409, "conflict"]);
  });
});

test("a question is not published on another scale under the key that it had", async () => {
  const rating = (max: number, key = "ease") =>
    surveyInput({
      pages: [
        {
          key: "one",
          questions: [{ key, type: "rating", min: 1, max, text: { en: "How easy?" } }],
        },
      ],
    });
  const made = await world.request<SurveyBody>("POST", "/v1/surveys", rating(5));
  const path = `/v1/surveys/${made.body.id}`;
  assert.equal((await world.request("POST", `${path}/publish`)).status, 200);
  const changed = await world.request<SurveyBody>("PUT", path, rating(10));
  assert.deepEqual(
    changed.body.problems.map(({ code, question }) => [code, question]),
    [["scale_changed", "ease"]],
  );
  assert.equal((await world.request("POST", `${path}/publish`)).status, 422);
  const other = await world.request<SurveyBody>("PUT", path, rating(10, "ease10"));
  assert.deepEqual(other.body.problems, []);
  assert.equal((await world.request("POST", `${path}/publish`)).status, 200);
  // Results still count what the first version asked under it.
  const back = await world.request<SurveyBody>("PUT", path, rating(10));
  assert.deepEqual(
    back.body.problems.map(({ code }) => code),
    ["scale_changed"],
  );
});
