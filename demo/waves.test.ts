/** The relationship waves (T5, T7, T8, T11, N3), the accounts (T14) and the panel (T15). */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SignalInput } from "#contract/signal.ts";
import {
  answers,
  atLeast,
  attribute,
  demo,
  groups,
  mean,
  monthOf,
  nps,
  ofKind,
  printed,
  spread,
  sum,
  values,
} from "./testing/counting.ts";

const waves = (): SignalInput[] => answers(demo(), "relationship");
const signed = (x: number): string => (x < 0 ? "" : "+") + printed(x);

test("T7: who answers is not who we serve", () => {
  const by = groups(waves(), (one) => String(attribute(one, "plan")));
  const score = (plan: string): [number, string] => {
    const list = values(by.get(plan) ?? [], "nps");
    return [list.length, signed(nps(list))];
  };
  assert.deepEqual(score("prepaid"), [540, "+5.2"]);
  assert.deepEqual(score("postpaid"), [1260, "+34.9"]);
  assert.equal(signed(nps(values(waves(), "nps"))), "+26.0");
  const [prepaid, postpaid] = ["prepaid", "postpaid"].map((plan) =>
    nps(values(by.get(plan) ?? [], "nps")),
  );
  assert.equal(signed(0.55 * (prepaid ?? 0) + 0.45 * (postpaid ?? 0)), "+18.6");
  const { people } = demo();
  assert.equal(people.filter((person) => person.plan === "prepaid").length, 4400);
});

test("N3: every wave has the same relationship score", () => {
  const by = groups(waves(), (one) => String(attribute(one, "wave")));
  assert.deepEqual([...by.keys()], ["M3", "M6", "M9", "M12"]);
  for (const [wave, list] of by) {
    assert.equal(list.length, 450);
    assert.deepEqual([...new Set(list.map((one) => `M${monthOf(one)}`))], [wave]);
    const scores = values(list, "nps");
    const promoters = scores.filter((x) => x >= 9).length;
    const detractors = scores.filter((x) => x <= 6).length;
    assert.equal(promoters - detractors, 117);
  }
});

test("T5: gaps by aspect, in this order", () => {
  const pairs = waves().flatMap((one) => one.judgements ?? []);
  const asked = waves().filter((one) => one.judgements !== undefined);
  assert.equal(asked.length, 900);
  assert.deepEqual([...new Set(asked.map((one) => attribute(one, "wave")))], ["M6", "M12"]);
  const found = [...groups(pairs, (pair) => pair.aspect)].map(([aspect, list]) => {
    for (const { expectation = 0, experience = 0, recalled } of list) {
      assert.ok([1, 2, 3, 4, 5].includes(expectation) && [1, 2, 3, 4, 5].includes(experience));
      assert.equal(recalled, true);
    }
    assert.equal(list.length, 900);
    const gap = mean(list.map((pair) => (pair.experience ?? 0) - (pair.expectation ?? 0)));
    return [aspect, printed(gap, 2)] as const;
  });
  const sorted = found.toSorted((a, b) => Number(a[1]) - Number(b[1]));
  assert.deepEqual(sorted, [
    ["reliability", "-1.20"],
    ["billing", "-0.70"],
    ["price", "-0.70"],
    ["customer-care", "0.00"],
    ["features", "0.20"],
    ["packaging", "1.10"],
  ]);
});

test("T8: the staff believes 78, the customers say 24.0", () => {
  const staff = demo().signals.filter((one) => one.programme === "staff-mirror");
  assert.equal(staff.length, 180);
  for (const wave of ["M6", "M12"]) {
    const mine = staff.filter((one) => attribute(one, "wave") === wave);
    assert.equal(mine.length, 90);
    assert.equal(mean(values(mine, "estimate")), 78);
  }
  assert.ok(values(staff, "estimate").every((x) => x >= 0 && x <= 100));
  assert.deepEqual(atLeast(waves(), "superior", 4), [432, 1800]);
  assert.equal(Math.round(78 - (100 * 432) / 1800), 54);
});

test("T11: the outage splits reliability in wave M12", () => {
  const wave = waves().filter((one) => attribute(one, "wave") === "M12");
  const rating = (hit: boolean): number[] =>
    values(
      wave.filter((one) => attribute(one, "outageHit") === hit),
      "asat.reliability",
    );
  assert.deepEqual(spread(rating(true), 1, 5), [12, 18, 16, 10, 4]);
  assert.deepEqual(spread(rating(false), 1, 5), [16, 50, 120, 140, 64]);
  assert.equal(printed(mean(rating(true)), 2), "2.60");
  assert.equal(printed(mean(rating(false)), 2), "3.48");
  const struck = new Set(
    demo()
      .signals.filter((one) => attribute(one, "event") === "outage-hit")
      .map((one) => one.account?.id),
  );
  for (const one of wave) assert.equal(struck.has(one.account?.id), attribute(one, "outageHit"));
});

test("people answer one wave each, and the panel none", () => {
  const people = waves().map((one) => one.account?.id);
  assert.equal(new Set(people).size, 1800);
  const panel = new Set(answers(demo(), "panel").map((one) => one.account?.id));
  assert.ok(people.every((id) => !panel.has(id)));
});

// T14, from the answers alone: a score is a person's latest LTR × 10, an account's their mean.
const business = (from: number[]): SignalInput[] => answers(demo(), "business", from);

function scores(list: SignalInput[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [id, mine] of groups(list, (one) => one.account?.id ?? "")) {
    const latest = [...groups(mine, (one) => one.customer?.id ?? "").values()].map(
      (own) => own.at(-1)?.measures?.["nps"] as number,
    );
    found.set(id, 10 * mean(latest));
  }
  return found;
}

/** Revenue by account from its bills, largest first. */
function revenues(): { id: string; revenue: number }[] {
  const bills = ofKind(demo(), "transaction").filter((one) =>
    one.account?.id?.startsWith("demo-b"),
  );
  return [...groups(bills, (one) => one.account?.id ?? "")]
    .map(([id, list]) => ({ id, revenue: sum(values(list, "revenue")) }))
    .toSorted((a, b) => b.revenue - a.revenue);
}

function placements(score: Map<string, number>): Map<string, { rank: number; group: string }> {
  const ranked = revenues();
  const total = sum(ranked.map((one) => one.revenue));
  let before = 0;
  return new Map(
    ranked.map(({ id, revenue }, i) => {
      const high = before < 0.8 * total;
      before += revenue;
      const own = score.get(id);
      const good = (own ?? 0) >= 70;
      const heard = high ? (good ? "model" : "at-risk") : good ? "growth" : "dangling";
      const group = own === undefined ? `unheard ${high ? "high" : "low"}` : heard;
      return [id, { rank: i + 1, group }];
    }),
  );
}

const rankList = (text: string): number[] => text.split(" ").map(Number);

test("T14: revenue by rank, and placements at M12", () => {
  const ranked = revenues();
  assert.equal(ranked.length, 120);
  assert.equal(sum(ranked.map((one) => one.revenue)), 96e9);
  const bn = (ids: string[]): string =>
    printed(sum(ranked.filter((one) => ids.includes(one.id)).map((one) => one.revenue)) / 1e9);
  const share = (n: number): string =>
    printed((100 * sum(ranked.slice(0, n).map((one) => one.revenue))) / 96e9);
  assert.deepEqual([share(31), share(32)], ["79.5", "80.1"]);
  const end = placements(scores(business([4, 10])));
  const of = (group: string): string[] =>
    [...end].flatMap(([id, one]) => (one.group === group ? [id] : []));
  const found = ["model", "at-risk", "unheard high", "growth", "dangling", "unheard low"].map(
    (group) => [group, of(group).length, bn(of(group))],
  );
  assert.deepEqual(found, [
    ["model", 22, "54.9"],
    ["at-risk", 6, "14.6"],
    ["unheard high", 4, "7.4"],
    ["growth", 41, "9.4"],
    ["dangling", 17, "4.1"],
    ["unheard low", 30, "5.6"],
  ]);
  const ranks = (group: string): number[] =>
    of(group)
      .map((id) => end.get(id)?.rank as number)
      .toSorted((a, b) => a - b);
  assert.deepEqual(ranks("at-risk"), rankList("4 7 11 15 19 26"));
  assert.deepEqual(ranks("unheard high"), rankList("6 13 22 30"));
  assert.deepEqual(
    ranks("dangling"),
    rankList("35 38 42 47 51 56 60 65 69 74 78 83 87 92 95 98 101"),
  );
});

test("T14: scores keep away from the line, and four fell while one climbed", () => {
  const [first, end] = [scores(business([4])), scores(business([4, 10]))];
  const [before, after] = [placements(first), placements(end)];
  const moved: Record<string, number[]> = {};
  for (const [id, { rank, group }] of after) {
    const was = before.get(id)?.group ?? "";
    if (was !== group) (moved[`${was} to ${group}`] ??= []).push(rank);
    const score = end.get(id);
    if (score === undefined) continue;
    const [low, high] = { "at-risk": [40, 60], dangling: [35, 60] }[group] ?? [78, 95];
    assert.ok(score >= (low ?? 0) && score <= (high ?? 0), `rank ${rank}: ${score}`);
  }
  assert.deepEqual(moved, { "model to at-risk": [4, 7, 11, 15], "at-risk to model": [10] });
  const bn = (ranks: number[]): string =>
    printed(sum(ranks.map((rank) => revenues()[rank - 1]?.revenue ?? 0)) / 1e9);
  assert.deepEqual([bn([4, 7, 11, 15]), bn([10])], ["12.7", "2.4"]);
  for (const rank of [4, 7, 11, 15]) {
    const score = first.get(revenues()[rank - 1]?.id ?? "") ?? 0;
    assert.ok(score >= 80 && score <= 86, `rank ${rank} had ${score}`);
  }
});

test("T14: the silent account, the divided one, the education cluster", () => {
  const [, second] = revenues();
  assert.equal(printed((second?.revenue ?? 0) / 1e9), "8.6");
  const mine = business([4, 10]).filter((one) => one.account?.id === second?.id);
  assert.equal(mine[0]?.account?.name, "Bumi Raya Logistik");
  assert.ok(mine.every((one) => monthOf(one) === 4));
  assert.equal(10 * mean(values(mine, "nps")), 88);
  const silent = mine.find((one) => one.customer?.id === "demo-silent");
  assert.equal(silent?.measures?.["nps"], 9);
  assert.equal(attribute(silent as SignalInput, "role"), "decision-maker");
  assert.match(String(silent?.text), /good partner/i);
  const use = ofKind(demo(), "usage-event").filter((one) => one.account?.id === second?.id);
  const level = (late: boolean): number =>
    mean(
      values(
        use.filter((one) => monthOf(one) >= 9 === late),
        "use",
      ),
    );
  assert.equal(printed(level(true) / level(false), 2), "0.60");

  const divided = revenues()[8]?.id;
  const voices = business([10]).filter((one) => one.account?.id === divided);
  assert.equal(voices[0]?.account?.name, "Delta Karsa");
  const role = groups(voices, (one) => String(attribute(one, "role")));
  assert.deepEqual(values(role.get("decision-maker") ?? [], "nps"), [3]);
  assert.deepEqual(values(role.get("user") ?? [], "nps").toSorted(), [10, 9, 9, 9]);
  for (const [id, list] of groups(business([4, 10]), (one) => one.account?.id ?? "")) {
    const own = values(
      list.filter((one) => monthOf(one) === monthOf(list.at(-1) as SignalInput)),
      "nps",
    );
    if (id !== divided) assert.ok(Math.max(...own) - Math.min(...own) <= 2, id);
  }

  const accounts = demo().accounts.filter((account) => account.potential / account.revenue >= 2);
  assert.deepEqual(
    accounts.map((account) => account.rank),
    rankList("40 43 46 49 52 55 58 61 64 67 70 73 76 79 82 85 88 91"),
  );
  assert.ok(accounts.every((account) => account.sector === "education"));
  assert.deepEqual(
    [sum(accounts.map((a) => a.revenue)), sum(accounts.map((a) => a.potential))].map((x) =>
      printed(x / 1e9),
    ),
    ["4.3", "21.7"],
  );
  const renewal = demo().accounts[1]?.renewalAt ?? 0;
  assert.equal((renewal - Date.parse("2026-01-01T00:00:00+07:00")) / 86_400_000, 60);
});

test("T15: the panel's levels by the default rules, and who left", () => {
  const polls = answers(demo(), "panel");
  const left = new Set(answers(demo(), "leaving").map((one) => one.account?.id));
  const level = (one: SignalInput): string => {
    const { osat = 0, nps: ltr = 0 } = one.measures ?? {};
    if ((osat - 1) * 25 < 70) return "dissatisfied";
    if (ltr >= 9 && one.answers?.["referred"] === "yes") return "advocate";
    return ltr >= 7 && Number(attribute(one, "tenureMonths")) >= 24 ? "loyal" : "satisfied";
  };
  const at = (wave: string): Map<string, string> =>
    new Map(
      polls
        .filter((one) => attribute(one, "wave") === wave)
        .map((one) => [one.account?.id ?? "", level(one)]),
    );
  const [middle, end] = [at("M6"), at("M12")];
  assert.deepEqual([middle.size, end.size, left.size], [240, 216, 24]);
  const order = ["dissatisfied", "satisfied", "loyal", "advocate"];
  const flow = order.map((from) =>
    [...order, "left"].map(
      (to) =>
        [...middle].filter(
          ([id, was]) => was === from && (left.has(id) ? "left" : end.get(id)) === to,
        ).length,
    ),
  );
  assert.deepEqual(flow, [
    [22, 12, 0, 0, 16],
    [14, 46, 22, 2, 6],
    [4, 8, 44, 12, 2],
    [1, 1, 5, 23, 0],
  ]);
  const own = (id: string): unknown[] => [middle.get(`demo-h-${id}`), end.get(`demo-h-${id}`)];
  assert.deepEqual(own("advocate"), ["satisfied", "advocate"]);
  assert.deepEqual(own("left"), ["loyal", undefined]);
  assert.ok(polls.every((one) => attribute(one, "panel") === true));
});

test("the tour: what happens to demo-advocate and demo-left, in order", () => {
  const story = (id: string): string[] =>
    demo()
      .signals.filter((one) => one.customer?.id === id)
      .map(
        (one) => `M${monthOf(one)} ${String(attribute(one, "event") ?? one.programme ?? one.kind)}`,
      );
  const followed = (wanted: string[], found: string[]): void => {
    let from = 0;
    for (const step of wanted) {
      const at = found.indexOf(step, from);
      assert.ok(
        at >= 0,
        `${step} is missing after ${found.slice(0, from).join(", ")}: ${found.join(", ")}`,
      );
      from = at + 1;
    }
  };
  followed(
    ["M3 read-review", "M3 placed", "M3 ordering", "M4 delivered", "M4 delivery"],
    story("demo-advocate"),
  );
  followed(
    ["M4 opened", "M4 opened", "M4 case-follow-up", "M6 panel", "M12 panel"],
    story("demo-advocate"),
  );
  followed(
    ["M6 panel", "M8 conversation", "M9 bill", "M10 review", "M12 leaving"],
    story("demo-left"),
  );
  const one = (id: string, programme: string): SignalInput | undefined =>
    answers(demo(), programme).find((signal) => signal.customer?.id === id);
  const delivery = one("demo-advocate", "delivery");
  assert.deepEqual([delivery?.measures?.["csat"], delivery?.measures?.["hoursToDeliver"]], [2, 91]);
  assert.equal(one("demo-advocate", "ordering")?.measures?.["expectedDays"], 2);
  assert.equal(one("demo-advocate", "case-follow-up")?.answers?.["resolved"], "yes");
  assert.equal(
    attribute(one("demo-left", "case-follow-up") as SignalInput, "contactedInTime"),
    false,
  );
  assert.equal(one("demo-left", "bill")?.attributes?.["region"], "North");
});
