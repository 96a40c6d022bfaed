/** What is said where nothing can be told of the drivers, and what can be done. */
import { catalogue } from "../../words/catalogue.ts";

export const silentWords = catalogue(
  {
    silent: {
      title: {
        "no-answers": "Nobody has answered this here",
        "one-answer": "There is one answer only",
        "too-few-answers": "Too few answers for so many predictors",
        "low-base": "Too few answers to say anything",
        "zero-variance": "Something here is the same in every answer",
        "lost-digits": "Some values are too far from nought to be told apart",
        "no-pairs": "Two of these were never answered together",
        collinear: "Some predictors say the same thing",
        "pairs-contradict": "The pairs contradict each other",
        chance: "Nothing here goes with it beyond chance",
        "small-r2": "They go with too little of it to act on",
      },
      lead: {
        "no-answers":
          "No answer in this selection has the outcome and every predictor. Take a longer period, another programme, or predictors that are asked together with it.",
        "one-answer":
          "No relation can be seen in one answer. Take a longer period, or fewer predictors.",
        "too-few-answers": (n: string, predictors: number) =>
          `${n} answers and ${predictors} predictors: a model fits those whatever was said. Take fewer predictors, or a longer period.`,
        "low-base": (n: string) =>
          `${n} answers have all of it; below 30 nothing is said. Take a longer period, or predictors that more people have answered.`,
        "zero-variance": (names: string) =>
          `${names}: every answer gives the same, so nothing can go up or down with it. Take it out, or widen the selection.`,
        "lost-digits": (names: string) =>
          `${names}: the values lie too far from 0 beside how much they differ. Take it out, or store it about another beginning.`,
        "no-pairs": (names: string) =>
          `${names}: no answer has both. They belong to different questions; ask for them one after the other.`,
        collinear: (names: string) =>
          `${names} make each other up, as a sum and its parts do. Leave one out.`,
        "pairs-contradict":
          "Each correlation is over other answers, and together they can’t all be true. Take only whole answers.",
        chance: (r2: string, p: string) =>
          `Together they go with ${r2} of it, and chance alone gives as much with a probability of ${p}. More answers may tell.`,
        "small-r2": (r2: string) =>
          `It is more than chance, but with ${r2} of the differences something else decides. Look for other predictors: what happened, where, and how long it took.`,
      },
      all: "Take all time",
      complete: "Take only whole answers",
      pairs: "Take pairs",
      out: (name: string) => `Take out ${name}`,
      often: "Take what most have answered",
      programmes: "Take all programmes",
    },
    nobody: {
      title: "No drivers can be told yet",
      lead: "Drivers need an outcome, as a recommendation, and ratings of parts in the same answers, as of price, speed and staff. The template “Relationship NPS” asks both.",
      part: "Nobody has answered this here",
      partLead: "There are answers at other times, or without these filters.",
      alone: "Nothing else was asked together with this outcome here.",
      aloneLead:
        "Choose predictors yourself, another programme, or ask for ratings in the same survey.",
      surveys: "Begin a survey",
      value: "Choose which answer counts",
      valueLead:
        "An answer can be an outcome: it counts 1 where somebody gave it, and 0 where not.",
    },
    unknown: (name: string) => `No answer has “${name}”.`,
    tooMany: "Too many answers to take them by pairs",
    tooManyLead:
      "Each pair of predictors is an addition of its own. Take only whole answers, a shorter period, or fewer predictors.",
  },
  {
    silent: {
      title: {
        "no-answers": "Belum ada yang menjawab ini di sini",
        "one-answer": "Hanya ada satu jawaban",
        "too-few-answers": "Terlalu sedikit jawaban untuk prediktor sebanyak ini",
        "low-base": "Terlalu sedikit jawaban untuk disimpulkan",
        "zero-variance": "Ada yang sama pada setiap jawaban",
        "lost-digits": "Sebagian nilai terlalu jauh dari nol untuk dibedakan",
        "no-pairs": "Dua di antaranya tidak pernah dijawab bersama",
        collinear: "Beberapa prediktor mengatakan hal yang sama",
        "pairs-contradict": "Pasangan-pasangannya bertentangan",
        chance: "Tidak ada yang sejalan dengannya melampaui kebetulan",
        "small-r2": "Terlalu kecil untuk ditindaklanjuti",
      },
      lead: {
        "no-answers":
          "Tidak ada jawaban dalam pilihan ini yang memiliki hasil dan semua prediktor. Ambil periode yang lebih panjang, program lain, atau prediktor yang ditanyakan bersamanya.",
        "one-answer":
          "Hubungan tidak terlihat dari satu jawaban. Ambil periode yang lebih panjang, atau lebih sedikit prediktor.",
        "too-few-answers": (n, predictors) =>
          `${n} jawaban dan ${predictors} prediktor: model akan selalu cocok, apa pun jawabannya. Ambil lebih sedikit prediktor, atau periode yang lebih panjang.`,
        "low-base": (n) =>
          `${n} jawaban memiliki semuanya; di bawah 30 tidak ada yang disimpulkan. Ambil periode yang lebih panjang, atau prediktor yang lebih banyak dijawab.`,
        "zero-variance": (names) =>
          `${names}: setiap jawaban memberi nilai yang sama, sehingga tidak ada yang naik atau turun bersamanya. Keluarkan, atau perluas pilihan.`,
        "lost-digits": (names) =>
          `${names}: nilainya terlalu jauh dari 0 dibandingkan perbedaannya. Keluarkan, atau simpan terhadap titik awal lain.`,
        "no-pairs": (names) =>
          `${names}: tidak ada jawaban yang memiliki keduanya. Keduanya dari pertanyaan berbeda; lihat satu per satu.`,
        collinear: (names) =>
          `${names} saling menyusun, seperti jumlah dan bagiannya. Keluarkan salah satu.`,
        "pairs-contradict":
          "Setiap korelasi berasal dari jawaban yang berbeda, dan tidak mungkin semuanya benar bersama. Ambil hanya jawaban yang lengkap.",
        chance: (r2, p) =>
          `Bersama-sama sejalan dengan ${r2} darinya, dan kebetulan saja memberi sebanyak itu dengan peluang ${p}. Lebih banyak jawaban mungkin memastikannya.`,
        "small-r2": (r2) =>
          `Lebih dari kebetulan, tetapi dengan ${r2} dari perbedaannya, hal lain yang menentukan. Cari prediktor lain: apa yang terjadi, di mana, dan berapa lama.`,
      },
      all: "Ambil sepanjang waktu",
      complete: "Ambil hanya jawaban lengkap",
      pairs: "Ambil per pasangan",
      out: (name) => `Keluarkan ${name}`,
      often: "Ambil yang paling banyak dijawab",
      programmes: "Ambil semua program",
    },
    nobody: {
      title: "Belum ada pendorong yang dapat dipastikan",
      lead: "Pendorong memerlukan suatu hasil, misalnya kesediaan merekomendasikan, dan penilaian atas bagian-bagiannya dalam jawaban yang sama, misalnya harga, kecepatan, dan petugas. Templat “NPS hubungan” menanyakan keduanya.",
      part: "Tidak ada yang menjawab ini di sini",
      partLead: "Ada jawaban pada waktu lain, atau tanpa filter ini.",
      alone: "Tidak ada hal lain yang ditanyakan bersama hasil ini di sini.",
      aloneLead:
        "Pilih sendiri prediktornya, program lain, atau tanyakan penilaian dalam survei yang sama.",
      surveys: "Mulai survei",
      value: "Pilih jawaban yang dihitung",
      valueLead: "Jawaban dapat menjadi hasil: dihitung 1 bila diberikan, dan 0 bila tidak.",
    },
    unknown: (name) => `Tidak ada jawaban yang memiliki “${name}”.`,
    tooMany: "Terlalu banyak jawaban untuk dihitung per pasangan",
    tooManyLead:
      "Setiap pasangan prediktor dijumlahkan tersendiri. Ambil hanya jawaban lengkap, periode yang lebih pendek, atau lebih sedikit prediktor.",
  },
);
