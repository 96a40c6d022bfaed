/** What the name of a column suggests. English and Indonesian, compared word by word. */

function split(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** Lower-case words of a name, without a question's number: `Q13 COUNTY`, `respondentId`, `q19age`. */
export function wordsOf(name: string): string[] {
  return split(name).map((word) => word.replace(/^q\d+(?=\p{L}{3})/u, ""));
}

const set = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const words = {
  date: set(
    "date datetime time timestamp day when submitted created completed occurred recorded ended tanggal waktu tgl",
  ),
  email: set("email mail surel"),
  phone: set("phone mobile cell tel telephone msisdn whatsapp wa hp telepon telp ponsel"),
  customer: set("customer cust client member user subscriber pelanggan nasabah anggota"),
  id: set("id no nr num number code nomor kode key"),
  row: set("respondent response respnum responseid respondentid record uuid guid"),
  weight: set("weight weights weighting wt wgt bobot"),
  language: set("lang language locale bahasa"),
  location: set("lat latitude lon lng long longitude lintang bujur ip ipaddress geo coordinates"),
  amount: set(
    "amount total revenue price sales spend spent value dollars usd eur idr cost fee nilai jumlah harga pendapatan minutes seconds hours days duration quantity qty count items units",
  ),
  money: set(
    "amount total revenue price sales spend spent dollars usd eur idr nilai harga order purchase",
  ),
  text: set("comment comments verbatim komentar saran masukan"),
  category: set(
    "age gender sex income zip county country region province state city code type category group area strata method purpose purp reason com comment comments channel segment home marital education occupation device month umur usia kelamin provinsi kota kode jenis kategori kelompok",
  ),
} as const;

export type Hint = keyof typeof words;

export function hints(name: string, hint: Hint): boolean {
  return wordsOf(name).some((word) => words[hint].has(word.replace(/\d+$/, "")));
}

/** Likelihood to recommend, under the names that surveys give it. */
export function hintsRecommend(name: string): boolean {
  const squeezed = wordsOf(name).join("");
  return /nps|netpro|recommend|rekomendasi/.test(squeezed) || wordsOf(name).includes("ltr");
}

export function hintsSatisfaction(name: string): boolean {
  return /csat|satisf|puas/.test(wordsOf(name).join(""));
}

export function hintsEffort(name: string): boolean {
  return wordsOf(name).some((word) => ["ces", "effort", "usaha"].includes(word));
}

/** Fields of a signal that a column may be named after, and other names for them. */
const fields: Readonly<Record<string, readonly string[]>> = {
  touchpoint: ["touchpoint"],
  channel: ["channel", "saluran", "kanal"],
  medium: ["medium"],
  stage: ["stage", "tahap"],
  unit: ["unit", "branch", "store", "cabang", "gerai", "toko"],
  employee: ["employee", "agent", "staff", "petugas", "pegawai"],
  offering: ["offering", "product", "produk", "brand", "merek"],
  programme: ["programme", "program"],
  "account.id": [
    "account",
    "account id",
    "account no",
    "account number",
    "account code",
    "akun",
    "id akun",
    "kode akun",
    "no akun",
    "nomor akun",
    "company id",
    "id perusahaan",
    "kode perusahaan",
  ],
  "account.name": [
    "company",
    "company name",
    "organisation",
    "organization",
    "account name",
    "perusahaan",
    "nama perusahaan",
    "nama akun",
  ],
  "customer.name": ["customer name", "full name", "nama", "nama lengkap", "nama pelanggan"],
};

/** The target that a column is named after, if any. */
export function fieldNamed(name: string): string | undefined {
  const text = split(name).join(" ");
  return Object.keys(fields).find((target) => fields[target]?.includes(text));
}
