/** The customers of the bench: the same for every number, with names as common and as rare as names are. */
import type { CustomerLineInput } from "#contract/customer.ts";
import type { SignalInput } from "#contract/signal.ts";

const first =
  "Budi Siti Agus Sri Dewi Andi Rina Eko Wati Joko Putri Hadi Ayu Bayu Rini Tono Lina Dian Yusuf Maya Rizki Fitri Galih Intan Surya Ratna Wahyu Nina Bambang Sari Irfan Lestari Fajar Melati Hendra Indah Arif Kartika Dimas Wulan Adi Yanti Rudi Tuti Iwan Nur Tri Ika Doni Vera".split(
    " ",
  );
const last =
  "Santoso Wijaya Hidayat Saputra Lestari Kusuma Pratama Setiawan Nugroho Rahayu Susanto Halim Gunawan Utami Permana Wibowo Hartono Suryadi Purnama Firmansyah Maulana Siregar Nasution Simanjuntak Tanjung Sitorus Harahap Lubis Ginting Manurung".split(
    " ",
  );

/** A whole number from another, the same always; well spread. */
function mixed(n: number, salt: number): number {
  let x = Math.imul(n ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b) >>> 0;
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0;
  return (x ^ (x >>> 16)) >>> 0;
}

/** One of a list, the first ones more often: the commonest has some 6 % of all. */
function pick(list: readonly string[], n: number, salt: number): string {
  const share = mixed(n, salt) / 2 ** 32;
  return list[Math.floor(share * share * list.length)]!;
}

const syllables = "ba di ka lo mi nu pa ra su ta we yo za gi he".split(" ");
/** A third name that few share. */
const rare = (n: number): string => {
  const x = mixed(n, 7) % 15 ** 4;
  const parts = [x % 15, Math.floor(x / 15) % 15, Math.floor(x / 225) % 15, Math.floor(x / 3375)];
  const word = parts.map((each) => syllables[each]).join("");
  return word[0]!.toUpperCase() + word.slice(1);
};

export const customerAt = (n: number): CustomerLineInput => {
  const name = `${pick(first, n, 1)} ${pick(last, n, 2)} ${rare(n)}`;
  return {
    id: `CUST-${String(n).padStart(7, "0")}`,
    name,
    email: `${name.toLowerCase().replaceAll(" ", ".")}.${n}@pelanggan.example`,
    phone: `+62812${String(10_000_000 + n)}`,
    language: n % 5 < 3 ? "id" : "en",
    attributes: {
      plan: n % 20 < 11 ? "prepaid" : "postpaid",
      handset: "ABCDEF"[mixed(n, 3) % 6]!,
      tenureMonths: mixed(n, 4) % 120,
    },
  };
};

/** A tenth are known by their signals alone, and named by them. */
export const isOnlySpoken = (n: number): boolean => n % 10 === 9;

/** Of customer 0, one an hour. */
export const signalOfBusiest = (n: number): SignalInput => ({
  id: `busiest-${n}`,
  kind: "response",
  occurredAt: new Date(Date.UTC(2025, 0, 1) + n * 3_600_000).toISOString(),
  customer: { id: customerAt(0).id },
  touchpoint: "delivery",
  channel: "web",
  pattern: "past",
  measures: { nps: n % 11, csat: 1 + (n % 5) },
  attributes: { region: ["north", "south"][n % 2]! },
  text: "The courier came on the second day, and called before.",
});

/** What is searched for, and how many customers it finds at least: the common, the rare, several words, whom only signals named, none. */
export function searches(customers: number): { search: string; least: number }[] {
  const middle = Math.floor(customers / 2);
  const some = customerAt(middle);
  const spoken = customerAt(middle + ((19 - (middle % 10)) % 10));
  const [one = "", two = "", three = ""] = some.name!.split(" ");
  return [
    { search: "budi", least: 50 },
    { search: "sa", least: 50 },
    { search: "budi santoso", least: 50 },
    { search: `${one} ${two} ${three}`, least: 1 },
    { search: spoken.name!, least: 1 },
    { search: `${three.slice(0, 4)} bu`, least: 0 },
    { search: "simanjuntak vera", least: 0 },
    { search: "budi nobody", least: 0 },
    { search: some.email!, least: 1 },
    { search: "budi.santoso", least: 0 },
    { search: "0812 1", least: 0 },
    { search: some.phone!, least: 1 },
    { search: "CUST-00", least: 50 },
    { search: some.id, least: 1 },
  ];
}
