/** The words that every drawn answer needs: what measures, dimensions and their values are called. The Overview loads them with its first figures. */
import { terms } from "#charts/terms.ts";
import { catalogue, plural } from "../../words/catalogue.ts";

export const words = catalogue(
  {
    measures: {
      signals: "Signals",
      count: (of: string) => `Answers to ${of}`,
      mean: (of: string) => `${of}, mean`,
      sum: (of: string) => `${of}, sum`,
      median: (of: string) => `${of}, median`,
      quantile: (of: string, share: string) => `${of}, ${share} quantile`,
      share: (of: string, value: string) => `${of}: ${value}`,
      top: (of: string) => `${of}, top boxes`,
    },
    judgements: {
      experience: "Experience",
      expectation: "Expectation",
      recalledExpectation: "Expectation, as recalled",
      minimum: "Least acceptable",
      desired: "Desired",
      importance: "Importance",
    },
    dimensions: {
      employee: "Employee",
      aspect: "Aspect",
      contact: "Contact",
      pattern: "Pattern",
      account: "Account",
      value: "Value of the answer",
    },
    /** Who is in a segment beside who is not. */
    segment: (name: string) => `In “${name}”`,
    values: {
      voice: terms.en.voice,
      contact: terms.en.contact,
      segment: { in: "In the segment", out: "Not in it" },
    },
    by: (name: string, by: string) => `${name} by ${by}`,
    above: (letters: string) => `higher than ${letters}`,
    more: (n: number) => `${n} more ${plural(n, "group", "groups")} not drawn here.`,
  },
  {
    measures: {
      signals: "Sinyal",
      count: (of) => `Jawaban atas ${of}`,
      mean: (of) => `${of}, rata-rata`,
      sum: (of) => `${of}, jumlah`,
      median: (of) => `${of}, median`,
      quantile: (of, share) => `${of}, kuantil ${share}`,
      share: (of, value) => `${of}: ${value}`,
      top: (of) => `${of}, nilai teratas`,
    },
    judgements: {
      experience: "Pengalaman",
      expectation: "Perkiraan",
      recalledExpectation: "Perkiraan yang diingat",
      minimum: "Batas yang masih diterima",
      desired: "Yang diinginkan",
      importance: "Kepentingan",
    },
    dimensions: {
      employee: "Karyawan",
      aspect: "Aspek",
      contact: "Kontak",
      pattern: "Pola",
      account: "Akun",
      value: "Nilai jawaban",
    },
    segment: (name) => `Di dalam “${name}”`,
    values: {
      voice: terms.id.voice,
      contact: terms.id.contact,
      segment: { in: "Di dalam segmen", out: "Di luar segmen" },
    },
    by: (name, by) => `${name} menurut ${by}`,
    above: (letters) => `lebih tinggi dari ${letters}`,
    more: (n) => `${n} kelompok lain tidak digambar di sini.`,
  },
);
