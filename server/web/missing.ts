/** What a browser is shown at an address that is none. */
import type { IncomingMessage } from "node:http";
import { html } from "hono/html";
import { rooms } from "#contract/rooms.ts";
import { defineRoute } from "#contract/route.ts";
import { route, type Route } from "#platform/http.ts";
import { languageOf, type Language } from "#platform/language.ts";
import { respond } from "#server/docs/layout.ts";
import { application, type WebOptions } from "./routes.ts";

/** No entry of the contract: it says where the contract ends. It counts against the limit as every page does. */
const record = defineRoute({
  name: "missing",
  method: "GET",
  path: "/*",
  tag: "Pages",
  access: "public",
  limit: "requests",
  summary: "Any address that is none",
  responses: {
    308: { description: "A room's address, without the stroke at its end." },
    404: { description: "A page that says so (text/html)." },
  },
});

const words: Readonly<Record<Language, { title: string; lead: string; home: string; in: string }>> =
  {
    en: {
      title: "There is nothing at this address",
      lead: "It may be mistyped, or what stood here has moved.",
      home: "To the start",
      in: "Sign in",
    },
    id: {
      title: "Tidak ada halaman di alamat ini",
      lead: "Alamatnya mungkin salah ketik, atau isinya sudah dipindahkan.",
      home: "Ke beranda",
      in: "Masuk",
    },
  };

/** An address and what is asked of it. `//example.com` in a link would lead to another server. */
function addressOf({ url = "/" }: IncomingMessage): { path: string; query: string } {
  const at = url.indexOf("?");
  const [path, query] = at === -1 ? [url, ""] : [url.slice(0, at), url.slice(at)];
  return { path: `/${path.replace(/^[/\\]+/, "")}`, query };
}

async function page(headers: Headers, incoming: IncomingMessage): Promise<Response> {
  const { path, query } = addressOf(incoming);
  const lang = new URLSearchParams(query).get("lang") ?? undefined;
  const language = languageOf(lang, headers.get("accept-language"));
  const say = words[language];
  const body = html`<main id="main" class="narrow" tabindex="-1">
    <h1>${say.title}</h1>
    <p class="lead">${say.lead}</p>
    <p class="ways">
      <a class="button" href="/?lang=${language}">${say.home}</a>
      <a class="button other" href="/sign-in?lang=${language}">${say.in}</a>
    </p>
  </main>`;
  const shown = { language, path, title: `${say.title} · Corridor`, description: say.lead, body };
  return respond(shown, 404);
}

/**
 * Whoever is signed in is shown it in the application, which says that there is nothing and has the
 * ways to everything; others on a page of the server's own.
 */
export function missingRoute({ bundle, signedIn }: WebOptions): Route {
  return route(record, async ({ headers, incoming }) => {
    const { path, query } = addressOf(incoming);
    // A stroke at the end of an address names no other page.
    const room = rooms.find((each) => `${each.path}/` === path);
    if (room) return new Response(null, { status: 308, headers: { location: room.path + query } });
    const person = await signedIn(headers);
    const response = person
      ? await application(person, headers, await bundle(), 404)
      : await page(headers, incoming);
    // Another caller is told the same in JSON, and who is signed in decides about the page.
    response.headers.set("vary", "accept, accept-language");
    response.headers.set("cache-control", "no-store");
    return response;
  });
}
