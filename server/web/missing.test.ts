import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { signedIn } from "#server/testing/person.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

/** As browsers ask for a page. */
const navigation = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

/** Asks for an address as it stands, which `fetch` would tidy. */
const raw = (path: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(world.url);
    request({ hostname, port, path, headers: navigation }, async (response) => {
      let text = "";
      for await (const chunk of response) text += String(chunk);
      resolve(text);
    })
      .on("error", reject)
      .end();
  });

test("an address that is none is a page to a browser, in its language, with ways on", async () => {
  for (const [language, title, home] of [
    ["en", "There is nothing at this address", "To the start"],
    ["id", "Tidak ada halaman di alamat ini", "Ke beranda"],
  ] as const) {
    const headers = { ...navigation, "accept-language": language };
    const response = await fetch(`${world.url}/settings/unit?x=1`, { headers });
    assert.equal(response.status, 404);
    assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(response.headers.get("content-language"), language);
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.match(response.headers.get("x-request-id") ?? "", /^[\da-f-]{36}$/);
    const text = await response.text();
    assert.match(text, new RegExp(`<h1>${title}</h1>`));
    assert.match(text, new RegExp(`<a class="button" href="/\\?lang=${language}">${home}</a>`));
    assert.match(text, new RegExp(`href="/sign-in\\?lang=${language}"`));
    assert.match(text, /href="\/settings\/unit\?lang=(en|id)"/);
  }
});

test("nothing of an address leads elsewhere or is taken for markup", async () => {
  for (const path of ["//evil.test/x", '/"><script>alert(1)</script>']) {
    const text = await raw(path);
    assert.match(text, /There is nothing at this address/, path);
    assert.doesNotMatch(text, /href="(\/\/|\/\\|https?:)[^"]*evil/);
    assert.doesNotMatch(text, /<script/);
  }
});

test("a stroke at the end of an address leads to the room", async () => {
  const to = async (path: string) =>
    (await fetch(world.url + path, { headers: navigation, redirect: "manual" })).headers.get(
      "location",
    );
  assert.equal(await to("/overview/?measure=nps"), "/overview?measure=nps");
  assert.equal(await to("/settings/people/"), "/settings/people");
  for (const path of ["/nothing/", "/signals/nothing/", "//evil.test/"])
    assert.equal(await to(path), null, path);
});

test("whoever is signed in is shown it in the application", async () => {
  const person = await signedIn(world, testOwner);
  const answer = await person.request<string>("GET", "/settings/units", undefined, navigation);
  assert.equal(answer.status, 404);
  assert.match(answer.body, /<div id="app"><\/div>/);
  assert.equal(answer.headers.get("vary"), "accept, accept-language");
});

test("programs are told in JSON, and so is whatever changes something", async () => {
  for (const [method, accept] of [
    ["GET", "*/*"],
    ["GET", "application/json"],
    ["GET", "application/json, text/html"],
    ["GET", "text/html;q=0, */*"],
    ["POST", navigation.accept],
  ] as const) {
    const response = await fetch(`${world.url}/v1/none`, { method, headers: { accept } });
    assert.equal(response.status, 404, accept);
    const body = (await response.json()) as { error: { code: string } };
    assert.equal(body.error.code, "not_found");
  }
});
