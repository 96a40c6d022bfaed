/** A respondent without script, for tests: reads a page's form as a browser would, fills it in, sends it. */
import assert from "node:assert/strict";
import type { SurveyInput } from "#contract/survey.ts";
import type { World } from "#server/testing/world.ts";

export type Page = {
  status: number;
  html: string;
  /** Where the page is, after whatever led on. */
  address: string;
  headers: Headers;
};

const plain = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]!,
  );
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag);
  return found ? plain(found[1]!) : undefined;
};

/** The form's own fields, and hidden questions', are named as they are; all others are answers. */
const own = /^(?:[rlpnctw]|go|shown|spent|website|proof|[ah]\..*)$/;
const nameOf = (name: string): string => (own.test(name) ? name : `a.${name}`);

/** Fields of the page's form as they stand: what a browser would send if nothing were touched. */
export function fieldsOf({ html }: Page): [string, string][] {
  const form = /<form[^>]*>([\s\S]*)<\/form>/.exec(html)?.[1] ?? "";
  const shown = form.replaceAll(/<template[\s\S]*?<\/template>/g, "");
  const fields: [string, string][] = [];
  for (const [tag] of shown.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, "type");
    const name = attribute(tag, "name");
    if (name === undefined || / disabled/.test(tag)) continue;
    if ((type === "radio" || type === "checkbox") && !/ checked/.test(tag)) continue;
    fields.push([name, attribute(tag, "value") ?? ""]);
  }
  for (const [, tag, text] of shown.matchAll(/<textarea([^>]*)>\n?([\s\S]*?)<\/textarea>/g))
    fields.push([attribute(tag!, "name")!, plain(text!)]);
  for (const [, tag, inside] of shown.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = [...inside!.matchAll(/<option[^>]*>/g)].find(([option]) =>
      / selected/.test(option),
    );
    fields.push([attribute(tag!, "name")!, chosen ? (attribute(chosen[0], "value") ?? "") : ""]);
  }
  return fields;
}

export function createRespondent(world: Pick<World, "url">, headers: Record<string, string> = {}) {
  async function ask(address: string, init: RequestInit = {}): Promise<Page> {
    const response = await fetch(world.url + address, {
      ...init,
      redirect: "manual",
      headers: { ...headers, ...(init.headers as Record<string, string>) },
    });
    const to = response.headers.get("location");
    if (response.status === 303 && to) return ask(to);
    return {
      status: response.status,
      html: await response.text(),
      address,
      headers: response.headers,
    };
  }
  return {
    get: (address: string) => ask(address),
    /** Sends the form of a page; `answers` replace what stands in its fields, undefined takes it away. */
    async send(
      page: Page,
      answers: Record<string, string | string[] | undefined> = {},
      go = "next",
    ): Promise<Page> {
      const action = attribute(/<form[^>]*>/.exec(page.html)?.[0] ?? "", "action");
      assert.ok(action, `no form: ${page.status} ${page.html.slice(-400)}`);
      const said = Object.entries(answers).map(([name, value]) => [nameOf(name), value] as const);
      const names = new Set(said.map(([name]) => name));
      const body = new URLSearchParams(fieldsOf(page).filter(([name]) => !names.has(name)));
      for (const [name, value] of said)
        for (const each of Array.isArray(value) ? value : value === undefined ? [] : [value])
          body.append(name, each);
      body.set("go", go);
      return ask(action, { method: "POST", body });
    },
  };
}

/** Makes a survey and publishes it; answers its id. */
export async function publish(world: World, definition: SurveyInput): Promise<string> {
  const made = await world.request<{ id: string }>("POST", "/v1/surveys", definition);
  assert.ok(made.status < 300, JSON.stringify(made.body));
  const done = await world.request("POST", `/v1/surveys/${made.body.id}/publish`, {});
  assert.ok(done.status < 300, JSON.stringify(done.body));
  return made.body.id;
}

/** The signals of a survey's responses, once the drain has them. */
export async function responsesOf(
  world: World,
  survey: string,
): Promise<Record<string, unknown>[]> {
  await world.drained();
  const listed = await world.request<{ signals: Record<string, unknown>[] }>(
    "GET",
    "/v1/signals?limit=100",
  );
  return listed.body.signals.filter(
    (each) => (each["survey"] as { id?: string } | undefined)?.id === survey,
  );
}
