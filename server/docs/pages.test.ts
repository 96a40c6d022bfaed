import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { errorStatus } from "#contract/error.ts";
import { exampleQuery, exampleSignal } from "#contract/docs.ts";
import { allRecords, startPages } from "./pages.test-support.ts";
import { blend, gap } from "./blend.ts";
import { baseOf, queryCommand, signalCommand } from "./examples.ts";
import { languageOf, languages, words } from "./language.ts";
import { prose } from "./markup.ts";
import { style } from "./style.ts";

let server: Awaited<ReturnType<typeof startPages>>;
before(async () => void (server = await startPages()));
after(() => server.stop());

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const idsOf = (page: string) => Array.from(page.matchAll(/ id="([^"]+)"/g), (match) => match[1]!);
const pages = ["/", "/docs"].flatMap((path) => languages.map((lang) => `${path}?lang=${lang}`));

describe("every page", () => {
  for (const path of pages) {
    it(`${path} carries no script and lets nothing in but its own style`, async () => {
      const { status, headers, text } = await get(path);
      assert.equal(status, 200);
      assert.equal(headers.get("content-type"), "text/html; charset=utf-8");
      const policy = headers.get("content-security-policy")!;
      const sheet = /<style>([\s\S]*?)<\/style>/.exec(text)![1]!;
      assert.ok(sheet === style, "the style sheet is not in one piece");
      const hash = createHash("sha256").update(sheet).digest("base64");
      assert.ok(
        policy.includes("default-src 'none'") && policy.includes(`style-src 'sha256-${hash}'`),
      );
      assert.ok(!/unsafe|\*|https?:/.test(policy));
      assert.ok(!/<script|<iframe|<img|<form| style=|\bon\w+=/i.test(text));
      for (const [, address] of text.matchAll(/(?:src|href)="([^"]*)"/g))
        assert.match(address!, /^(\/(?!\/)|#|data:image\/svg)/);
      assert.ok(!/url\(|@import/.test(style));
    });

    it(`${path} has unique ids, links that lead somewhere, and headings in order`, async () => {
      const { text } = await get(path);
      const ids = idsOf(text);
      assert.deepEqual(ids.length, new Set(ids).size);
      for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(id!), id);
      const levels = Array.from(text.matchAll(/<h([1-6])/g), (match) => Number(match[1]));
      assert.equal(levels.filter((level) => level === 1).length, 1);
      const main = levels.slice(levels.indexOf(1));
      main.reduce((above, level) => (assert.ok(level <= above + 1), level));
      for (const landmark of ["<header", "<main", "<footer", "<nav"])
        assert.ok(text.includes(landmark), landmark);
    });
  }

  it("is in the language that is asked for, else in the reader's, and says which", async () => {
    const languageOfPage = async (path: string, accept = "") => {
      const { text, headers } = await get(path, accept === "" ? {} : { "accept-language": accept });
      assert.match(headers.get("vary") ?? "", /accept-language/i);
      const lang = /<html lang="(\w+)">/.exec(text)![1]!;
      assert.equal(headers.get("content-language"), lang);
      return lang;
    };
    assert.equal(await languageOfPage("/docs"), "en");
    assert.equal(await languageOfPage("/docs", "id-ID,id;q=0.9,en;q=0.5"), "id");
    assert.equal(await languageOfPage("/?lang=en", "id"), "en");
    assert.equal(await languageOfPage("/?lang=xx", "id"), "id");
    assert.equal(await languageOfPage("/?lang=id&utm_source=mail"), "id");
  });
});

describe("the page of the API", () => {
  it("tells of every route, every error code and its status", async () => {
    const { text } = await get("/docs?lang=en");
    const ids = new Set(idsOf(text));
    for (const { name } of allRecords) assert.ok(ids.has(name), name);
    for (const [code, status] of Object.entries(errorStatus))
      assert.match(text, new RegExp(`<code>${code}</code></td>\\s*<td>${status}</td>`));
    for (const name of ["Signal", "Query", "QueryAnswer", "TouchpointDefinition", "Touchpoint"])
      assert.ok(ids.has(`shape-${name}`), name);
  });

  it("tells what thirteen types share once, and names each", async () => {
    const { text } = await get("/docs?lang=en");
    assert.equal(text.split("What is put is reviewed.").length, 2);
    assert.ok(text.includes("Create or replace one …"));
    assert.ok(!text.includes("Create or replace one touchpoint"));
  });

  it("marks what stays English within the Indonesian page", async () => {
    const { text } = await get("/docs?lang=id");
    for (const summary of ["Send signals", "Ask for a measure"])
      assert.match(text, new RegExp(`<h3 id="\\w+-title" lang="en">${summary}</h3>`));
    assert.ok(text.includes('<p lang="en">Who speaks.'));
    assert.ok(text.includes(words.id.reference.english));
  });

  it("shows commands with the examples of the contract, to the host that was asked", async () => {
    const { text } = await get("/docs");
    const host = new URL(server.url).host;
    assert.ok(text.includes(`curl http://${host}/v1/signals`));
    const bodyOf = (command: string): unknown => JSON.parse(/-d '([\s\S]*)'$/.exec(command)![1]!);
    assert.deepEqual(bodyOf(signalCommand("http://x")), exampleSignal);
    assert.deepEqual(bodyOf(queryCommand("http://x")), exampleQuery);
  });

  it("serves the document itself, to be read from any origin", async () => {
    const { text, headers } = await get("/openapi.json");
    const document = JSON.parse(text) as { openapi: string; paths: Record<string, unknown> };
    assert.equal(document.openapi, "3.1.0");
    assert.ok("/openapi.json" in document.paths && !("/docs" in document.paths));
    assert.equal(headers.get("access-control-allow-origin"), "*");
  });
});

describe("the address in the examples", () => {
  it("is the one that is set, else the host, else localhost; never anything else", () => {
    assert.equal(baseOf("https://cx.example.com/", "evil"), "https://cx.example.com");
    assert.equal(baseOf(undefined, "localhost:8080"), "http://localhost:8080");
    assert.equal(baseOf(undefined, "[::1]:8080"), "http://[::1]:8080");
    for (const host of [null, "", "a b", "x'; rm -rf /", "<b>", "a/b", "a:123456", '$(id)"'])
      assert.equal(baseOf(undefined, host), "http://localhost:8080");
  });
});

describe("languageOf", () => {
  it("weighs what the browser wishes", () => {
    assert.equal(languageOf(undefined, "fr;q=1, in;q=0.8, en;q=0.3"), "id");
    assert.equal(languageOf(undefined, "en-GB, id;q=0.9"), "en");
    assert.equal(languageOf(undefined, "id;q=0, en;q=0.1"), "en");
    assert.equal(languageOf(undefined, "id;q=0"), "en");
    assert.equal(languageOf("ID-id", "en"), "id");
    assert.equal(languageOf(undefined, null), "en");
  });
  it("answers a known language, whatever comes", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 2_000 }), (asked, accept) =>
        languages.includes(languageOf(asked, accept)),
      ),
    );
  });
});

describe("the words", () => {
  type Tree = { [name: string]: Tree | string | readonly string[] | ((text: string) => string) };
  function pairs(a: Tree, b: Tree, path = ""): [string, string, string][] {
    return Object.keys(a).flatMap((key) => {
      const [left, right, here] = [a[key]!, b[key]!, `${path}${key}`];
      if (typeof left === "string") return [[here, left, right as string]];
      if (typeof left === "function") return [];
      return pairs(left as Tree, right as Tree, `${here}.`);
    }) as [string, string, string][];
  }
  const all = pairs(words.en as unknown as Tree, words.id as unknown as Tree);

  it("are all there in Indonesian, and translated", () => {
    const same = all.filter(([, en, id]) => en === id).map(([path]) => path);
    assert.deepEqual(same.toSorted(), ["docs", "fields.null", "reference.status"]);
    for (const [path, , id] of all)
      if (path !== "reference.english") assert.ok(id.trim() !== "", path);
  });

  it("name the same code in both languages", () => {
    const codes = (text: string) =>
      Array.from(text.matchAll(/`([^`]+)`/g), (match) => match[1]!.replace("KUNCI", "KEY"));
    for (const [path, en, id] of all) assert.deepEqual(codes(id), codes(en), path);
  });
});

describe("markup", () => {
  it("escapes whatever a description says", async () => {
    const html = (await Promise.all(prose("a <b> & `</code><script>`"))).map(String).join("");
    assert.equal(
      html,
      "a &lt;b&gt; &amp; <code>&lt;/code&gt;&lt;script&gt;</code>".replace(
        "&lt;/code",
        "&lt;/<wbr>code",
      ),
    );
  });
});

describe("blend", () => {
  it("keeps what is shared at both ends", () => {
    assert.equal(blend(["Read one touchpoint", "Read one journey"]), `Read one ${gap}`);
    assert.equal(blend(["/v1/touchpoints/{key}", "/v1/stages/{key}"]), `/v1/${gap}/{key}`);
    assert.equal(blend(["TouchpointDefinition", "JourneyDefinition"]), `${gap}Definition`);
    assert.deepEqual(
      blend<unknown>([
        { a: 1, touchpoints: [2] },
        { a: 1, stages: [2] },
      ]),
      {
        a: 1,
        [gap]: [2],
      },
    );
  });
  it("changes nothing where all are the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        assert.deepEqual(blend([plain, structuredClone(plain)]), plain);
      }),
    );
  });
});
