/** The words of the ways to look at a division beside its list: spread, one measure against another, a flow. */
import { catalogue } from "../words/catalogue.ts";

export const look = catalogue(
  {
    drivers: "What goes with this score",
    view: "Shown as",
    views: {
      chart: "Chart",
      parts: "Made of",
      spread: "Spread",
      against: "Against",
      flow: "Flow",
      time: "Over time",
    },
    spread: {
      title: "How answers are spread",
      label: (measure: string, all: string) =>
        `How the answers to ${measure} are spread over their values: ${all}`,
      said: (value: string, share: string, low: string, high: string, count: string) =>
        `${value}: ${share}, from ${low} to ${high}, ${count} answers`,
      nobody: (value: string) => `${value}: nobody`,
      hidden: (value: string) => `${value}: not shown, to protect those whose names are kept`,
      value: "Value",
      share: "Share",
      count: "Answers",
      notShown: "not shown",
      lead: (n: string) => `Of ${n} answers.`,
      empty: "Nobody has answered this here.",
      band: (name: string, from: string, to: string) => `${name} ${from}–${to}`,
      point: (name: string, at: string) => `${name} ${at}`,
    },
    against: {
      measure: "Against",
      title: (x: string, y: string) => `${x} against ${y}`,
      label: (x: string, y: string, all: string) => `${x} against ${y}: ${all}`,
      said: (x: string, figureX: string, y: string, figureY: string) =>
        `${x} ${figureX}\n${y} ${figureY}`,
      cross:
        "The dashed lines are the figures of all together. Lines through a dot are its 95% ranges; a hollow one has fewer than 30 answers.",
      empty:
        "No group has answers to both. Choose another measure, or divide by something that both know.",
    },
    flow: {
      to: "To",
      label: (from: string, to: string, all: string) => `Answers from ${from} to ${to}: ${all}`,
      said: (from: string, to: string, n: string) => `${from} → ${to}: ${n}`,
      pair: (from: string, to: string) => `${from} → ${to}`,
      written: (name: string, n: string) => `${name} ${n}`,
      others: (count: number) => `${count} others`,
      empty: "No answer has both.",
      lead: "How many answers go from one to the other.",
      from: (dimension: string) => `${dimension} (from)`,
      into: (dimension: string) => `${dimension} (to)`,
    },
    marks: {
      total: (figure: string) => `Dotted line: all together, ${figure}.`,
      target: (target: string) => `Dashed line: ${target}.`,
      zero: "Thin line: nought.",
      bands: (all: string) => `Bands behind: ${all}.`,
      within: (band: string) => `All of it lies within ${band}.`,
    },
  },
  {
    drivers: "Yang sejalan dengan skor ini",
    view: "Ditampilkan sebagai",
    views: {
      chart: "Grafik",
      parts: "Susunan",
      spread: "Sebaran",
      against: "Terhadap",
      flow: "Aliran",
      time: "Antarwaktu",
    },
    spread: {
      title: "Sebaran jawaban",
      label: (measure, all) => `Sebaran jawaban atas ${measure} pada nilainya: ${all}`,
      said: (value, share, low, high, count) =>
        `${value}: ${share}, antara ${low} dan ${high}, ${count} jawaban`,
      nobody: (value) => `${value}: tidak ada`,
      hidden: (value) => `${value}: tidak ditampilkan, untuk melindungi yang namanya dirahasiakan`,
      value: "Nilai",
      share: "Bagian",
      count: "Jawaban",
      notShown: "tidak ditampilkan",
      lead: (n) => `Dari ${n} jawaban.`,
      empty: "Belum ada yang menjawab ini di sini.",
      band: (name, from, to) => `${name} ${from}–${to}`,
      point: (name, at) => `${name} ${at}`,
    },
    against: {
      measure: "Terhadap",
      title: (x, y) => `${x} terhadap ${y}`,
      label: (x, y, all) => `${x} terhadap ${y}: ${all}`,
      said: (x, figureX, y, figureY) => `${x} ${figureX}\n${y} ${figureY}`,
      cross:
        "Garis putus-putus adalah angka keseluruhan. Garis yang melalui titik adalah kisaran 95%-nya; titik kosong mempunyai kurang dari 30 jawaban.",
      empty:
        "Tidak ada kelompok dengan jawaban atas keduanya. Pilih ukuran lain, atau bagi menurut sesuatu yang dimiliki keduanya.",
    },
    flow: {
      to: "Ke",
      label: (from, to, all) => `Jawaban dari ${from} ke ${to}: ${all}`,
      said: (from, to, n) => `${from} → ${to}: ${n}`,
      pair: (from, to) => `${from} → ${to}`,
      written: (name, n) => `${name} ${n}`,
      others: (count) => `${count} lainnya`,
      empty: "Tidak ada jawaban yang memiliki keduanya.",
      lead: "Berapa jawaban yang mengalir dari satu ke yang lain.",
      from: (dimension) => `${dimension} (dari)`,
      into: (dimension) => `${dimension} (ke)`,
    },
    marks: {
      total: (figure) => `Garis titik-titik: keseluruhan, ${figure}.`,
      target: (target) => `Garis putus-putus: ${target}.`,
      zero: "Garis tipis: nol.",
      bands: (all) => `Pita di belakang: ${all}.`,
      within: (band) => `Semuanya berada dalam ${band}.`,
    },
  },
);
