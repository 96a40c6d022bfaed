/**
 * T14: what accounts answer in M4 and M10, what they pay and how much they use. Scores are
 * likelihood to recommend × 10, so the programme asks no other overall question.
 */
import type { SignalInput } from "#contract/signal.ts";
import { ranks } from "./accounts.ts";
import type { Account, Contact, Placement } from "./accounts.ts";
import { largestRemainder } from "./quota.ts";
import type { Random } from "./random.ts";
import { month as monthOf, pad, signal } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { businessBad, businessGood } from "./stems/happy.ts";
import { officeTime, someTime, workDay } from "./time.ts";
import type { Month } from "./time.ts";
import { payments, place } from "./touchpoints.ts";
import { fill, maybeComment, sentence } from "./words.ts";

interface Voice {
  account: Account;
  contact: Contact;
}

const isHeard = (account: Account): boolean => account.end !== "unheard";
const voices = (account: Account, from: number, to: number): Voice[] =>
  account.contacts.slice(from, to).map((contact) => ({ account, contact }));
/** The divided account: its decision-maker and four users. */
const dividedVoices = (account: Account): Voice[] => [
  ...voices(account, 0, 1),
  ...voices(account, 2, 6),
];
const rankOf = (accounts: Account[], rank: number): Account => accounts[rank - 1] as Account;

/**
 * Who answers in which round: first those whom a story needs, then one voice of every account that
 * is heard, then more of the large ones. Whoever answers in M4 is also among those of M10 (but for
 * the account that fell silent), so that a latest score is never mixed from both.
 */
function rounds(frame: Frame, accounts: Account[]): { first: Voice[]; second: Voice[] } {
  const { businessFirst, businessSecond } = frame.counts.area;
  const silent = rankOf(accounts, ranks.silent);
  const divided = rankOf(accounts, ranks.divided);
  const moved = [...ranks.fell, ranks.climbed].map((rank) => rankOf(accounts, rank));
  const rest = accounts.filter((one) => isHeard(one) && ![silent, divided, ...moved].includes(one));
  const one = (list: Account[]): Voice[] => list.flatMap((account) => voices(account, 0, 1));
  const more = [
    ...[...moved, ...rest].filter(({ rank }) => rank <= 52).flatMap((a) => voices(a, 1, 2)),
    ...[...moved, ...rest].filter(({ rank }) => rank <= 24).flatMap((a) => voices(a, 2, 3)),
    ...[...moved, ...rest].flatMap((a) => voices(a, 3, 4)),
    ...[...moved, ...rest].flatMap((a) => voices(a, 1, a.contacts.length)),
  ].filter((voice, i, all) => all.findIndex((other) => other.contact === voice.contact) === i);
  const second = [...dividedVoices(divided), ...one(moved), ...one(rest), ...more].slice(
    0,
    businessSecond,
  );
  const covered = new Set(second.map((voice) => voice.account));
  // At a smaller size M10 can't reach everybody: then M4 hears those first whom it leaves out.
  const ordered = [...rest.filter((a) => !covered.has(a)), ...rest.filter((a) => covered.has(a))];
  const first = [
    ...voices(silent, 0, 5),
    ...one(moved),
    ...one(ordered),
    ...voices(divided, 2, 3),
    ...more,
  ];
  return { first: first.slice(0, businessFirst), second };
}

/** Range of an account's mean answer, and of a single one, by placement: none near 7. */
const ranges: Record<
  Exclude<Placement, "unheard">,
  { mean: [number, number]; one: [number, number] }
> = {
  model: { mean: [7.8, 9.5], one: [7, 10] },
  growth: { mean: [7.8, 9.5], one: [7, 10] },
  "at-risk": { mean: [4, 6], one: [4, 6] },
  dangling: { mean: [3.5, 6], one: [3, 6] },
};

/** Answers of n people of one account whose mean lies in its placement's range. */
function scores(chance: Random, account: Account, round: "first" | "second", n: number): number[] {
  if (account.rank === ranks.silent) return [9, 9, 9, 9, 8].slice(0, n);
  if (account.rank === ranks.divided && round === "second") return [3, 9, 9, 10, 9].slice(0, n);
  const group = round === "first" ? account.middle : account.end;
  if (group === "unheard") return [];
  // Those who will fall scored 80 to 86 before.
  const before = round === "first" && ranks.fell.includes(account.rank);
  const range = before ? { mean: [8, 8.6], one: [7, 10] } : ranges[group];
  const [low, high] = range.mean as [number, number];
  const [least, most] = range.one as [number, number];
  for (;;) {
    // Nobody but Delta Karsa is divided: two people of one account differ by two at most.
    const centre = Math.round(chance.between(low, high));
    const all = Array.from({ length: n }, () => centre + chance.weighted([1, 4, 1]) - 1);
    const mean = all.reduce((a, b) => a + b, 0) / n;
    if (mean >= low && mean <= high && all.every((x) => x >= least && x <= most)) return all;
  }
}

function answer(chance: Random, voice: Voice, wave: Month, nps: number, id: string): SignalInput {
  const { account, contact } = voice;
  const silent = contact.id === "demo-silent";
  const story = nps >= 7 ? businessGood : businessBad;
  const at = officeTime(chance, workDay(chance, wave, 3, 24));
  const text = silent
    ? "Good partner. The Selasar team keeps its promises."
    : maybeComment(chance, story, { language: contact.language, at, unhappy: nps <= 6 });
  return signal(id, "response", at, {
    customer: { id: contact.id, name: contact.name },
    account: { id: account.id, name: account.name },
    unit: account.unit,
    offering: "business-line",
    programme: "business",
    pattern: "present",
    confidentiality: "identified",
    survey: { id: "business", version: 1 },
    place: place.accountReview,
    language: silent ? "en" : contact.language,
    measures: { nps },
    attributes: {
      wave: wave.key,
      region: account.region,
      sector: account.sector,
      role: contact.role,
    },
    ...(text === undefined ? {} : { text }),
  });
}

function round(chance: Random, all: Voice[], name: "first" | "second", wave: Month): SignalInput[] {
  const accounts = [...new Set(all.map((voice) => voice.account))];
  let number = 0;
  return accounts.flatMap((account) => {
    const mine = all.filter((voice) => voice.account === account);
    const given = scores(chance, account, name, mine.length);
    return mine.map((voice, i) =>
      answer(chance, voice, wave, given[i] as number, `business-${wave.key}-${pad(++number, 4)}`),
    );
  });
}

/** The year's bills of each account, which sum to its revenue to the rupiah. */
function bills(frame: Frame, chance: Random, accounts: Account[]): SignalInput[] {
  const sizes = largestRemainder(
    frame.counts.area.businessBill,
    accounts.map(() => 1),
  );
  return accounts.flatMap((account, i) => {
    const n = sizes[i] as number;
    const amounts = largestRemainder(
      account.revenue,
      Array.from({ length: n }, () => chance.between(0.92, 1.08)),
    );
    return amounts.map((revenue, j) => {
      const month = frame.months[Math.floor((12 * (j + 0.5)) / n) % 12] as Month;
      const id = `demo-bill-${account.id.slice(5)}-${pad(j + 1, 2)}`;
      const at = someTime(chance, month, 5, 26);
      return signal(`payment-${account.id.slice(5)}-${pad(j + 1, 2)}`, "transaction", at, {
        account: { id: account.id, name: account.name },
        unit: account.unit,
        offering: "business-line",
        place: payments[1] as (typeof payments)[number],
        reference: { type: "bill", id },
        measures: { revenue },
        attributes: {
          event: "bill-paid",
          region: account.region,
          sector: account.sector,
          currency: "IDR",
        },
      });
    });
  });
}

/** Factors of rank 2's monthly use: 1.00 on average to M8, 0.60 since M9. */
const fading = [1.02, 0.98, 1.01, 0.99, 1.03, 0.97, 1.01, 0.99, 0.62, 0.58, 0.61, 0.59];

/** Gigabytes used in a month, read by a machine in its last minutes. */
function use(frame: Frame, chance: Random, accounts: Account[]): SignalInput[] {
  const cells = chance.shuffle(
    accounts.flatMap((account) => frame.months.map((month) => ({ account, month }))),
  );
  const n = frame.counts.area.businessUse;
  return Array.from({ length: n }, (_, i) => cells[i % cells.length] as (typeof cells)[number]).map(
    ({ account, month }, i) => {
      const usual = account.revenue / 1_000_000;
      const noise = Math.exp(0.08 * chance.normal());
      const factor = account.rank === ranks.silent ? (fading[month.index] as number) : noise;
      return signal(
        `use-b-${pad(i + 1)}`,
        "usage-event",
        month.to - 1000 * (1 + chance.int(3000)),
        {
          account: { id: account.id, name: account.name },
          unit: account.unit,
          offering: "business-line",
          place: place.use,
          measures: { use: Math.round(usual * factor * 100) / 100 },
          attributes: { event: "monthly-use", region: account.region, sector: account.sector },
        },
      );
    },
  );
}

/** A mail from somebody at an account: counts among the conversations. */
export function businessMail(
  frame: Frame,
  chance: Random,
  accounts: Account[],
  id: string,
): SignalInput {
  const account = chance.pick(accounts);
  const contact = chance.pick(account.contacts);
  const { language } = contact;
  const good = account.end === "model" || account.end === "growth";
  const opening =
    language === "id" ? "Kepada tim Selasar di {place}:" : "To the Selasar team in {place}:";
  const month = chance.pick(frame.months);
  const at = officeTime(chance, workDay(chance, month));
  const speech = { language, at };
  return signal(id, "conversation", at, {
    customer: { id: contact.id, name: contact.name },
    account: { id: account.id, name: account.name },
    unit: account.unit,
    offering: "business-line",
    place: place.supportEmail,
    language,
    text: `${fill(chance, opening, speech)} ${sentence(chance, good ? businessGood : businessBad, speech)}`,
    attributes: { region: account.region, sector: account.sector },
  });
}

/** Answers, bills and use of the accounts. */
export function businessStory(frame: Frame, accounts: Account[]): SignalInput[] {
  const chance = frame.random("business");
  const { first, second } = rounds(frame, accounts);
  return [
    ...round(chance, first, "first", monthOf(frame, 4)),
    ...round(chance, second, "second", monthOf(frame, 10)),
    ...bills(frame, chance, accounts),
    ...use(frame, chance, accounts),
  ];
}
