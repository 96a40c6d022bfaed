import { catalogue, plural } from "../words/catalogue.ts";

export const words = catalogue(
  {
    title: "Registry",
    lead: "What this workspace knows by key: what signals may name, and what each of it means.",
    groups: {
      journey: "The journey",
      company: "The company",
      measured: "What is measured and promised",
      named: "What signals and records hold",
    },
    review: "To be reviewed",
    reviewLead:
      "Signals have named these keys, and nobody has said yet what they are. They bound nothing until then.",
    unreviewed: (n: string) => `${n} to be reviewed`,
    type: "Type",
    inUse: "In use",
    off: "Out of use",
    industry: "Choose an industry",
    industryNew: "What does your company do?",
    industryNewLead:
      "A new workspace knows touchpoints, journeys and measures for everything. Take out of use what your industry does not need; all of it can be brought back.",
    industryLead:
      "Takes out of use what the industry does not need of the defaults, and brings the others into use. Definitions, promises and keys of your own stay as they are.",
    industries: {
      telecom: { label: "Telecom", hint: "Sells, delivers, installs, bills: needs all of it." },
      retail: { label: "Retail", hint: "No contracts, bills, installation or outages." },
      "b2b-software": {
        label: "B2B software",
        hint: "Nothing is packed, delivered or returned; accounts are reviewed and renewed.",
      },
      all: { label: "All of it", hint: "Every default is in use." },
    },
    goesOff: "Goes out of use",
    comesOn: "Comes into use",
    apply: "Switch",
    same: "Nothing would change.",
    switched: (n: string, count: number) =>
      `${n} ${plural(count, "entry is", "entries are")} switched.`,
    keep: "Keep all",
    cancel: "Cancel",
  },
  {
    title: "Registri",
    lead: "Yang dikenal ruang kerja ini menurut kunci: yang boleh disebut sinyal, dan arti masing-masing.",
    groups: {
      journey: "Perjalanan",
      company: "Perusahaan",
      measured: "Yang diukur dan dijanjikan",
      named: "Isi sinyal dan data",
    },
    review: "Perlu ditinjau",
    reviewLead:
      "Kunci ini disebut sinyal, dan belum ada yang menjelaskan artinya. Sampai saat itu kunci ini tidak membatasi apa pun.",
    unreviewed: (n) => `${n} perlu ditinjau`,
    type: "Jenis",
    inUse: "Dipakai",
    off: "Tidak dipakai",
    industry: "Pilih industri",
    industryNew: "Bergerak di bidang apa perusahaan Anda?",
    industryNewLead:
      "Ruang kerja baru mengenal titik sentuh, perjalanan, dan ukuran untuk segala bidang. Hentikan pemakaian yang tidak diperlukan industri Anda; semuanya dapat dipakai kembali.",
    industryLead:
      "Menghentikan pemakaian bawaan yang tidak diperlukan industri itu, dan memakai yang lain. Definisi, janji, dan kunci buatan Anda tetap seperti semula.",
    industries: {
      telecom: {
        label: "Telekomunikasi",
        hint: "Menjual, mengirim, memasang, menagih: perlu semuanya.",
      },
      retail: {
        label: "Ritel",
        hint: "Tanpa kontrak, tagihan, pemasangan, atau gangguan layanan.",
      },
      "b2b-software": {
        label: "Perangkat lunak B2B",
        hint: "Tidak ada yang dikemas, dikirim, atau dikembalikan; akun ditinjau dan diperpanjang.",
      },
      all: { label: "Semuanya", hint: "Semua bawaan dipakai." },
    },
    goesOff: "Tidak dipakai lagi",
    comesOn: "Mulai dipakai",
    apply: "Terapkan",
    same: "Tidak ada yang berubah.",
    switched: (n) => `${n} entri telah dialihkan.`,
    keep: "Pakai semua",
    cancel: "Batal",
  },
);
