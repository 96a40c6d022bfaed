import assert from "node:assert/strict";
import { test } from "node:test";
import type { SignalInput } from "#contract/signal.ts";
import { answers, attribute, demo, monthOf, ofKind } from "./testing/counting.ts";
import { makeDemo } from "./index.ts";
import { random } from "./random.ts";
import * as happy from "./stems/happy.ts";
import * as service from "./stems/service.ts";
import * as unhappy from "./stems/unhappy.ts";
import type { Stems } from "./stems/stems.ts";
import { sentence } from "./words.ts";

const customers = (): SignalInput[] =>
  ofKind(demo(), "response").filter(
    (one) => one.voice === undefined && one.suspicious === undefined && one.programme !== "leaving",
  );

test("every story has 30 to 50 stems in each language, and no slot is left open", () => {
  const stories = Object.entries<Stems>({ ...happy, ...service, ...unhappy });
  assert.ok(stories.length >= 20);
  for (const [name, story] of stories) {
    for (const language of ["id", "en"] as const) {
      const { heads, tails } = story[language];
      const all = new Set(heads.flatMap((head) => tails.map((tail) => `${head} ${tail}`)));
      assert.ok(all.size >= 30 && all.size <= 50, `${name} ${language}: ${all.size}`);
      const chance = random(1, name);
      for (let i = 0; i < 30; i++) {
        assert.doesNotMatch(sentence(chance, story, { language, at: 0 }), /[{}]|undefined/);
      }
    }
  }
  for (const { text } of demo().signals)
    assert.doesNotMatch(JSON.stringify(text ?? ""), /[{}]\w|undefined/);
});

test("45 % of answers say something, 70 % of the unhappy", () => {
  const share = (list: SignalInput[]): number =>
    list.filter((one) => one.text !== undefined).length / list.length;
  const bills = answers(demo(), "bill");
  const low = (one: SignalInput): boolean => (one.measures?.["csat"] ?? 5) <= 2;
  assert.ok(Math.abs(share(bills.filter(low)) - 0.7) < 0.06);
  assert.ok(Math.abs(share(bills.filter((one) => !low(one))) - 0.45) < 0.04);
});

test("no more than 3 % are identical, on two seeds", () => {
  for (const seed of [1, 2]) {
    const made = seed === 1 ? demo() : makeDemo({ until: "2026-01-01", seed });
    const texts = ofKind(made, "response").flatMap((one) =>
      one.text === undefined ? [] : [JSON.stringify(one.text)],
    );
    const repeats = texts.length - new Set(texts).size;
    assert.ok(texts.length > 7_000);
    assert.ok(repeats / texts.length <= 0.03, `seed ${seed}: ${repeats} of ${texts.length}`);
  }
});

test("60 % Indonesian; some empty, some with something to black out, some mixed", () => {
  const said = customers().filter((one) => typeof one.text === "string");
  const rate = (hit: (one: SignalInput) => boolean): number =>
    said.filter(hit).length / said.length;
  assert.ok(said.every((one) => one.language === "id" || one.language === "en"));
  assert.ok(Math.abs(rate((one) => one.language === "id") - 0.6) < 0.03);
  const nearly = rate((one) => String(one.text).length <= 1);
  assert.ok(nearly > 0.006 && nearly < 0.015, `${nearly}`);
  const personal = rate((one) =>
    /0812-00\d\d-\d{4}|(Pak|pak|Mr|mr) \w+ \w+/.test(String(one.text)),
  );
  assert.ok(personal > 0.012 && personal < 0.028, `${personal}`);
  assert.ok(
    said.some((one) => one.language === "id" && / and | but |\bthe\b/.test(String(one.text))),
  );
});

test("comments carry their story's words, where and when it happens", () => {
  const hits = (list: SignalInput[], words: RegExp): number =>
    list.filter((one) => words.test(String(one.text ?? ""))).length;
  const low = (programme: string, months: number[], region?: string): SignalInput[] =>
    answers(demo(), programme, months).filter(
      (one) =>
        one.text !== undefined &&
        (one.measures?.["csat"] ?? one.measures?.["ease"] ?? 5) <= 2 &&
        (region === undefined || attribute(one, "region") === region),
    );
  const share = (list: SignalInput[], words: RegExp): number => hits(list, words) / list.length;
  const bill = /tagihan|bill|biaya|charge/i;
  assert.ok(
    share(
      low("bill", [8, 9, 10, 11, 12], "North"),
      /tagihan (baru|yang baru|diganti)|new bill|bill layout|bill looks|biaya|charge|explain|tidak jelas|no sense|berantakan/i,
    ) > 0.8,
  );
  assert.ok(share(low("bill", [8, 9, 10, 11, 12], "North"), bill) > 0.8);
  assert.ok(
    share(
      low("delivery", [4, 5, 6, 7, 8, 9, 10, 11, 12], "West"),
      /kurir|courier|janji|promised|late|lambat|hari|day|menunggu|waited/i,
    ) > 0.6,
  );
  const rebate = answers(demo(), "rebate-claim").filter(
    (one) => one.text && (one.measures?.["ease"] ?? 7) <= 3,
  );
  assert.ok(share(rebate, /klaim|claim|rebate|potongan/i) > 0.7);
  const window = answers(demo(), "installation", [7, 8, 9, 10, 11, 12]).filter(
    (one) =>
      one.text &&
      (one.measures?.["csat"] ?? 0) >= 4 &&
      ["South", "East"].includes(String(attribute(one, "region"))),
  );
  assert.ok(share(window, /dua jam|jam janji|two[- ]hour|window|promised|janji|on time/i) > 0.8);
  const storm = ofKind(demo(), "mention").filter(
    (one) => monthOf(one) === 9 && (one.measures?.["sentiment"] ?? 0) < 0,
  );
  assert.ok(share(storm, /harga|mahal|price|dear|Rp/i) > 0.6);
});
