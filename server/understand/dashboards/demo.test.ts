/** The fictional company's dashboard over HTTP, and as PDF and PNG: read back, in both languages, by those who see less. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DashboardAnswers } from "#contract/dashboard-answers.ts";
import type { Dashboard, NewTile } from "#contract/dashboard.ts";
import { demoDashboard } from "#demo/dashboard.ts";
import { imageOf, pagesOfPdf } from "#server/testing/files-read.ts";
import { startFilledWorld } from "#server/testing/filled.ts";
import { someone } from "#server/testing/people.ts";
import type { World } from "#server/testing/world.ts";

let world: World;
let dashboard: Dashboard;
before(async () => {
  world = await startFilledWorld();
  const imports = await world.request<{ imports: { id: string }[] }>("GET", "/v1/imports");
  const path = `/v1/dashboards?import=${imports.body.imports[0]!.id}`;
  const made = await world.request<Dashboard>("POST", path, demoDashboard);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  dashboard = made.body;
});
after(() => world.stop());

type Client = Pick<World, "request">;
/** The file as bytes: the tests' client reads texts. */
async function file(body: object, id = dashboard.id, url = world.url, key = world.key) {
  const response = await fetch(`${url}/v1/dashboards/${id}/picture`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200, await response.clone().text());
  return {
    type: response.headers.get("content-type"),
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}
const joinedText = (pages: readonly string[]) => pages.join("\n").replaceAll(/\s+/g, " ");

test("its tiles show the truths of the year: T1, T2, T7, T9", async () => {
  const path = `/v1/dashboards/${dashboard.id}/answers`;
  const { body } = await world.request<DashboardAnswers>("POST", path, {});
  assert.deepEqual(body.period, { from: "2025-01-01", to: "2026-01-01" });
  assert.deepEqual(
    body.tiles.flatMap(({ problem }) => problem ?? []),
    [],
  );
  const total = (n: number) => body.tiles[n]!.answer!.total!;
  assert.equal(total(0).estimate!.toFixed(1), "26.0");
  assert.equal(total(1).estimate!.toFixed(1), "18.6");
  assert.deepEqual(
    [
      total(2).n,
      (100 * total(2).estimate!).toFixed(1),
      (100 * total(2).compare!.delta!).toFixed(1),
    ],
    [600, "51.7", "-26.7"],
  );
  assert.deepEqual([total(3).n, total(3).estimate!.toFixed(1)], [450, "79.3"]);
  const ease = body.tiles[5]!.answer!.rows.map(({ n, estimate }) => [n, estimate!.toFixed(2)]);
  assert.deepEqual(
    ease.toSorted((a, b) => Number(a[0]) - Number(b[0])),
    [
      [651, "0.71"],
      [1060, "0.84"],
      [1289, "0.52"],
    ],
  );
});

test("who sees no names sees all of its tiles, with the same figures", async (context) => {
  const viewer = await someone(world, "viewer");
  context.after(() => viewer.stop());
  const path = `/v1/dashboards/${dashboard.id}/answers`;
  const [mine, theirs] = await Promise.all([
    world.request<DashboardAnswers>("POST", path, {}),
    viewer.request<DashboardAnswers>("POST", path, {}),
  ]);
  for (const [n, { problem, answer }] of theirs.body.tiles.entries()) {
    assert.equal(problem, undefined, `${n}: ${problem?.message}`);
    assert.deepEqual(answer!.total, mine.body.tiles[n]!.answer!.total);
  }
  const narrowed = await viewer.request<DashboardAnswers>("POST", path, {
    filters: { where: 'unit == "nowhere"' },
  });
  for (const { problem } of narrowed.body.tiles)
    assert.deepEqual(problem?.details, { needs: "see names", minimum: 5 });
});

test("as PDF its words are text on pages of paper, in the reader's language", async () => {
  const { type, bytes } = await file({});
  assert.equal(type, "application/pdf");
  const pages = await pagesOfPdf(bytes);
  assert.ok(pages.length >= 2 && pages.length <= 5, `${pages.length} pages`);
  const text = joinedText(pages);
  for (const said of [
    "Selasar at a glance",
    "1 Jan 2025 to 31 Dec 2025",
    "+26.0",
    "from +22.3 to +29.6 · n 1,800",
    "+18.6",
    "−26.7 points",
    "79.3",
    "Self-service help",
    // What colours, weights and other voices mean is said in words.
    "bad 0–6, good 9–10",
    "of equal weight; +26.0 without weights.",
    "Said by everybody",
    `Page ${pages.length} of ${pages.length}`,
    "UTC",
  ])
    assert.ok(text.includes(said), said);
  const indonesian = joinedText(await pagesOfPdf((await file({ language: "id" })).bytes));
  for (const said of [
    "Selasar sekilas",
    "1 Jan 2025 sampai 31 Des 2025",
    "+26,0",
    "antara +22,3 dan +29,6 · n 1.800",
    "Puas dengan tagihan, Utara",
    "Bantuan mandiri",
    `Halaman 1 dari ${pages.length}`,
  ])
    assert.ok(indonesian.includes(said), said);
  assert.ok(!/\b(Page|answers|interval)\b/.test(indonesian), "no English is left");
});

test("as PNG it is one picture with two pixels for one, in which figures and charts are drawn", async () => {
  const { type, bytes } = await file({ format: "png" });
  assert.equal(type, "image/png");
  const image = imageOf(bytes);
  assert.equal(image.width, 2_246);
  assert.ok(image.height > 2_000 && image.height < 6_000, String(image.height));
  const found = new Map<string, number>();
  for (let y = 0; y < image.height; y += 2)
    for (let x = 0; x < image.width; x += 2) {
      const colour = image.at(x, y).join();
      found.set(colour, (found.get(colour) ?? 0) + 1);
    }
  const all = (image.width * image.height) / 4;
  const share = (colour: string) => (found.get(colour) ?? 0) / all;
  assert.ok(share("255,255,255") > 0.6, "paper");
  // Promoters, detractors, and the ink that everything is written in.
  for (const colour of ["15,92,88", "163,40,27", "30,28,25"])
    assert.ok(share(colour) > 0.0005, `${colour}: ${share(colour)}`);
});

test("who sees less has less in the file; a tile that fails says so and the others stand", async () => {
  const tiles: NewTile[] = [
    { query: { measure: { kind: "csat" }, by: ["touchpoint"] }, as: "table", title: "Touchpoints" },
    { query: { measure: { kind: "mean", of: "nowhere" } }, as: "figure", title: "Failing" },
    {
      query: { measure: { kind: "count" }, by: ["employee"] },
      as: "table",
      title: 'Staff <b> & "all"',
    },
    { query: { measure: { kind: "nps" }, where: 'programme == "relationship"' }, as: "figure" },
    {
      query: {
        measure: { kind: "csat" },
        by: ["touchpoint", "unit"],
        where: 'unit in ["North/N-1", "West/W-1"]',
        letters: true,
      },
      as: "crosstab",
      width: 4,
    },
    { query: { measure: { kind: "nps" }, by: ["touchpoint"] }, as: "ranking" },
  ];
  const body = { name: "Seen", tiles, sharing: { everybody: true } };
  const { body: made } = await world.request<Dashboard>("POST", "/v1/dashboards", body);
  const of = async (client: Client & { url?: string }) =>
    joinedText(await pagesOfPdf((await file({}, made.id, client.url)).bytes));
  const whole = await of(world);
  assert.ok(whole.includes("No signal has this measure."), whole);
  assert.ok(whole.includes('Staff <b> & "all"'));
  assert.ok(
    whole.includes("NPS") && whole.includes("+26.0"),
    "a title is made where there is none",
  );
  assert.ok(/Bill/.test(whole) && /Delivery/.test(whole));
  // Letters in the cells are those of the columns, each cell has its interval, and no key stands for words.
  assert.match(whole, /North\/N-1 A .*West\/W-1 B .*\d% B \d+\.\d% – \d+\.\d% n \d+/s);
  assert.ok(whole.includes("Letters: a cell is higher than"), whole);
  assert.ok(/Complaint · Transactional/.test(whole) && !/· (past|present)/.test(whole), whole);
  const finance = await someone(world, "viewer", [{ function: "finance", unit: null }]);
  try {
    const part = await of(finance);
    assert.ok(part.includes("Bill") && !part.includes("Delivery"), part);
    assert.ok(part.includes("It would show what you may not see."), part);
  } finally {
    await finance.stop();
  }
});
