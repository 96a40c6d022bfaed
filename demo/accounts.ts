/** T14: 120 business accounts, by rank of revenue, and their 420 contacts. */
import { firmName, personName, sectors } from "./names.ts";
import type { Region } from "./people.ts";
import { regions, units } from "./people.ts";
import { largestRemainder } from "./quota.ts";
import { random } from "./random.ts";
import type { Random } from "./random.ts";
import { day } from "./time.ts";

export type Placement = "model" | "at-risk" | "growth" | "dangling" | "unheard";
export type Role = "decision-maker" | "administrator" | "user";

export interface Contact {
  id: string;
  name: string;
  role: Role;
  language: "id" | "en";
}

export interface Account {
  id: string;
  name: string;
  /** 1 has the most revenue. */
  rank: number;
  sector: string;
  region: Region;
  unit: string;
  /** Rupiah in the year, and what it might be. */
  revenue: number;
  potential: number;
  /** Placement at the end of M6 and of M12, as the answers will make it. */
  middle: Placement;
  end: Placement;
  /** Epoch milliseconds of the next renewal. */
  renewalAt: number;
  contacts: Contact[];
}

/** Ranks with a story. */
export const ranks = { silent: 2, divided: 9, fell: [4, 7, 11, 15], climbed: 10 };

const steps = (from: number, to: number, by: number): number[] =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);

const high = 32;
const education = new Set(steps(40, 91, 3));
const atRisk = new Set([4, 7, 11, 15, 19, 26]);
const unheardHigh = new Set([6, 13, 22, 30]);
const growth = new Set([
  33, 36, 39, 44, 48, 53, 57, 62, 66, 71, 75, 80, 84, 89, 93, 96, 99, 102, 105, 108, 111, 114, 117,
]);
const dangling = new Set([35, 38, 42, 47, 51, 56, 60, 65, 69, 74, 78, 83, 87, 92, 95, 98, 101]);
const total = 96_000_000_000;

function placement(rank: number): Placement {
  if (atRisk.has(rank)) return "at-risk";
  if (unheardHigh.has(rank)) return "unheard";
  if (rank <= high) return "model";
  if (education.has(rank) || growth.has(rank)) return "growth";
  return dangling.has(rank) ? "dangling" : "unheard";
}

function middle(rank: number): Placement {
  if (ranks.fell.includes(rank)) return "model";
  return rank === ranks.climbed ? "at-risk" : placement(rank);
}

/** Two people at least; ranks 2 and 9 need five voices each, so they have three more. */
function contactCounts(size: number): number[] {
  const all = Array.from({ length: 120 }, (_, i) => i + 1);
  const extra = largestRemainder(
    size - 2 * 120 - 6,
    all.map((rank) => (rank + 6) ** -0.6),
  );
  return all.map((rank, i) => 2 + (extra[i] as number) + ([2, 9].includes(rank) ? 3 : 0));
}

function contacts(chance: Random, rank: number, size: number, first: number): Contact[] {
  return Array.from({ length: size }, (_, i) => ({
    id:
      rank === ranks.silent && i === 0
        ? "demo-silent"
        : `demo-p${String(first + i).padStart(3, "0")}`,
    name: personName(chance),
    role: (["decision-maker", "administrator"] as const)[i] ?? "user",
    language: chance.chance(0.6) ? "id" : "en",
  }));
}

const named: Record<number, { name: string; sector: string }> = {
  [ranks.silent]: { name: "Bumi Raya Logistik", sector: "logistics" },
  [ranks.divided]: { name: "Delta Karsa", sector: "services" },
};

/**
 * The accounts, largest first. Their number doesn't scale with the signals: the ranks are the
 * story. Revenue of rank k is 96 bn × (k + 4)^−1.5 ÷ Σ, in whole rupiah that sum to 96 bn.
 * `end` is the first instant after the year, in epoch milliseconds. Contacts are 246 or more.
 */
export function makeAccounts(seed: number, end: number, contactsInAll: number): Account[] {
  const chance = random(seed, "accounts");
  const all = Array.from({ length: 120 }, (_, i) => i + 1);
  const revenues = largestRemainder(
    total,
    all.map((rank) => (rank + 4) ** -1.5),
  );
  const sizes = contactCounts(contactsInAll);
  const taken = new Set<string>();
  let first = 1;
  return all.map((rank, i): Account => {
    const sector =
      named[rank]?.sector ?? (education.has(rank) ? "education" : chance.pick(sectors));
    let name = named[rank]?.name ?? firmName(chance, sector);
    while (taken.has(name)) name = firmName(chance, sector);
    taken.add(name);
    const region = chance.pick(regions);
    const revenue = revenues[i] as number;
    const size = sizes[i] as number;
    const people = contacts(chance, rank, size, first);
    first += size;
    const times = education.has(rank) ? 5 : chance.between(1, 1.3);
    const renewal = rank === ranks.silent ? 60 : 90 + chance.int(270);
    return {
      id: `demo-b${String(rank).padStart(3, "0")}`,
      name,
      rank,
      sector,
      region,
      unit: chance.pick(units[region]),
      revenue,
      potential: Math.floor(revenue * times),
      middle: middle(rank),
      end: placement(rank),
      renewalAt: end + renewal * day,
      contacts: people,
    };
  });
}
