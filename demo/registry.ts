/** What the company's attributes are, and what it has promised, as entries of the registry that belong to the demo. */
import type { LentInput } from "#contract/lent.ts";

type Labels = readonly [key: string, en: string, id: string];

/** Of what a signal brings: none of it says who somebody is. */
const impersonal: readonly Labels[] = [
  ["region", "Region", "Wilayah"],
  ["plan", "Plan", "Paket"],
  ["handset", "Handset", "Ponsel"],
  ["sector", "Sector", "Sektor"],
  ["event", "Event", "Peristiwa"],
  ["wave", "Wave", "Gelombang"],
  ["outageHit", "Hit by the outage", "Terkena gangguan"],
  ["lateBefore", "Had a late delivery before", "Pernah mengalami pengiriman terlambat"],
  ["window", "Appointment window", "Rentang waktu janji temu"],
  ["asked", "Asked when", "Waktu ditanya"],
  ["contacted", "Was contacted", "Telah dihubungi"],
  ["contactedInTime", "Was contacted in time", "Dihubungi tepat waktu"],
  ["function", "Function", "Fungsi"],
  ["study", "Study", "Studi"],
];
/** These are part of what somebody is known by. */
const personal: readonly Labels[] = [
  ["tenureMonths", "Tenure months", "Lama berlangganan (bulan)"],
  ["role", "Role", "Peran"],
  ["signIn", "Signed in", "Masuk ke akun"],
];
const ofCustomers: readonly (readonly [...Labels, "text" | "number" | "boolean"])[] = [
  ["region", "Region", "Wilayah", "text"],
  ["plan", "Plan", "Paket", "text"],
  ["handset", "Handset", "Ponsel", "text"],
  ["offering", "Offering", "Produk", "text"],
  ["panel", "Panel", "Panel", "boolean"],
  ["tenureMonths", "Tenure months", "Lama berlangganan (bulan)", "number"],
];
const ofAccounts: readonly Labels[] = [
  ["sector", "Sector", "Sektor"],
  ["region", "Region", "Wilayah"],
];

/**
 * The attributes that dashboard, questions and findings name, and the promise that a delivery takes two
 * days (T2): `signedBy` is whoever brings the demo, `from` the first day of its year.
 */
export const demoRegistry = (signedBy: string, from: string): LentInput[] => [
  ...impersonal.map(([key, en, id]): LentInput => ({
    type: "attribute",
    key,
    definition: { labels: { en, id }, impersonal: true },
  })),
  ...personal.map(([key, en, id]): LentInput => ({
    type: "attribute",
    key,
    definition: { labels: { en, id } },
  })),
  ...ofCustomers.map(([key, en, id, type]): LentInput => ({
    type: "customer-attribute",
    key,
    definition: { labels: { en, id }, type },
  })),
  ...ofAccounts.map(([key, en, id]): LentInput => ({
    type: "account-attribute",
    key,
    definition: { labels: { en, id }, type: "text" },
  })),
  {
    type: "promise",
    key: "delivery.hoursToDeliver",
    definition: {
      labels: { en: "Delivery: Hours to deliver", id: "Pengiriman: Jam sampai terkirim" },
      touchpoint: "delivery",
      measure: "hoursToDeliver",
      comparison: "<=",
      level: 48,
      share: 0.95,
      owner: signedBy,
      from,
      words: {
        en: "With you within two days",
        id: "Sampai di tempat Anda dalam dua hari",
      },
    },
  },
];
