/** The words of cross-tabs, tables and leagues, and of what an answer says of itself. */
import { catalogue } from "../../words/catalogue.ts";

export const words = catalogue(
  {
    all: "All",
    cross: {
      label: (measure: string, rows: string, columns: string) =>
        `${measure}: ${rows} by ${columns}`,
      cell: (interval: string, n: string) => `${interval} · n\u00A0${n}`,
      bare: (n: string) => `n\u00A0${n}`,
      nobody: "–",
      rest: (shown: number, all: number) => `The ${shown} largest of ${all} rows.`,
      columns: (shown: number, all: number) => `The ${shown} largest of ${all} columns.`,
      key: (rate: string, tested: string) =>
        `A letter names a group that the figure is higher than, and not by chance. Of the pairs that are said to differ, at most ${rate} do by chance (${tested} tested).`,
      none: "No two could be told apart.",
      few: "No pair could be tested: both need 30 answers.",
      low: "Grey: fewer than 30 answers.",
    },
    plain: {
      label: (name: string) => `Figures: ${name}`,
      at: "Period",
      more: (shown: string, all: string) =>
        `The first ${shown} of ${all} rows; the CSV has all of them.`,
      shrunk: "Drawn together",
      above: "Higher than",
    },
    league: {
      place: "Place",
      places: (from: string, to: string) => `${from}–${to}`,
      unranked: "Not ranked",
      drawn: "Drawn together",
      own: "Own figure",
      ownShort: "own",
      did: (group: string, from: string, to: string, n: string, share: string) =>
        `Each figure is drawn towards that of all, the more the fewer its answers: most of all ${group}, from ${from} to ${to} (${n} answers; ${share} of the figure is that of all). The thin mark is its own figure, the dotted line that of all.`,
      unmoved: "Every group has so many answers that none was drawn towards that of all.",
      range:
        "A place reaches from the best to the worst that a group may have: groups whose ranges overlap can't be told apart.",
      alike: "No two of them can be told apart: each may have any place.",
      noEnd:
        "Nobody has said which end of this measure is the good one, so nothing is ranked. The highest stand first.",
      low: "Below: fewer than 30 answers. They are drawn, and have no place.",
    },
    notes: {
      voices: (voices: string) => `Counted: ${voices}.`,
      allVoices: "Counted: everybody who speaks, not customers alone.",
      unseen:
        "The condition asks for texts or names that you may not see: to you it is as if nobody had said them. Ask whoever manages people.",
      pooled: "Relationship and transactional answers are pooled, as was asked.",
      apart:
        "Relationship and transactional answers are two different questions to people: they stand apart.",
      overlaps:
        "The two selections share signals, and are no two samples: the difference has no range.",
      weighted: "Each answer counts by its weight.",
      raked: (n: string, effective: string, efficiency: string) =>
        `Weighted so that those who answered are made up as the whole: ${n} answers, worth ${effective} of equal weight (${efficiency}).`,
      moves: (plain: string, raked: string, moves: string) =>
        `Without weights it is ${plain}; weighted ${raked}, which moves it by ${moves}.`,
      margin: (name: string) => `Who answered, by ${name}`,
      answered: "Answers",
      share: "Of those who answered",
      customers: "Of all customers",
      whole: "Of the whole, as stated",
      unlisted: (n: string) => `${n} answers have another value or none, and keep their weight.`,
      partial: "Answers that were not completed are counted too.",
      suspicious: "Suspicious answers are counted too.",
    },
    empty: "Nobody has answered this here.",
    unfit: (form: string) => `This question can't be drawn as ${form}.`,
    forms: {
      figure: "Figure",
      trend: "Trend",
      ranking: "Ranking",
      distribution: "Spread",
      shares: "Made of",
      scatter: "Against",
      flow: "Flow",
      heat: "Over time",
      crosstab: "Cross-tab",
      table: "Table",
    },
  },
  {
    all: "Semua",
    cross: {
      label: (measure, rows, columns) => `${measure}: ${rows} menurut ${columns}`,
      cell: (interval, n) => `${interval} · n\u00A0${n}`,
      bare: (n) => `n\u00A0${n}`,
      nobody: "–",
      rest: (shown, all) => `${shown} baris terbesar dari ${all}.`,
      columns: (shown, all) => `${shown} kolom terbesar dari ${all}.`,
      key: (rate, tested) =>
        `Huruf menyebut kelompok yang dilampaui angka itu, dan bukan karena kebetulan. Dari pasangan yang dinyatakan berbeda, paling banyak ${rate} karena kebetulan (${tested} diuji).`,
      none: "Tidak ada dua yang dapat dibedakan.",
      few: "Tidak ada pasangan yang dapat diuji: keduanya memerlukan 30 jawaban.",
      low: "Abu-abu: kurang dari 30 jawaban.",
    },
    plain: {
      label: (name) => `Angka: ${name}`,
      at: "Periode",
      more: (shown, all) => `${shown} baris pertama dari ${all}; CSV memuat semuanya.`,
      shrunk: "Ditarik bersama",
      above: "Lebih tinggi dari",
    },
    league: {
      place: "Peringkat",
      places: (from, to) => `${from}–${to}`,
      unranked: "Tidak diperingkat",
      drawn: "Ditarik bersama",
      own: "Angka sendiri",
      ownShort: "sendiri",
      did: (group, from, to, n, share) =>
        `Setiap angka ditarik ke angka keseluruhan, makin kuat makin sedikit jawabannya: paling kuat ${group}, dari ${from} ke ${to} (${n} jawaban; ${share} dari angkanya adalah angka keseluruhan). Tanda tipis adalah angkanya sendiri, garis titik-titik angka keseluruhan.`,
      unmoved: "Setiap kelompok memiliki cukup jawaban sehingga tidak ada yang ditarik.",
      range:
        "Peringkat berupa rentang: kelompok yang kisarannya tumpang tindih tidak dapat dibedakan.",
      alike:
        "Tidak ada dua kelompok yang dapat dibedakan: masing-masing dapat di peringkat mana pun.",
      noEnd:
        "Belum ada yang menentukan ujung mana yang baik pada ukuran ini, jadi tidak ada peringkat. Yang tertinggi di atas.",
      low: "Di bawah: kurang dari 30 jawaban. Digambar, tanpa peringkat.",
    },
    notes: {
      voices: (voices) => `Dihitung: ${voices}.`,
      allVoices: "Dihitung: semua yang bersuara, bukan pelanggan saja.",
      unseen:
        "Syaratnya menanyakan teks atau nama yang tidak boleh Anda lihat: bagi Anda seolah-olah tidak ada yang menyebutkannya. Tanyakan kepada pengelola orang.",
      pooled: "Jawaban relasional dan transaksional digabungkan, sesuai permintaan.",
      apart:
        "Jawaban relasional dan transaksional adalah dua pertanyaan yang berbeda: keduanya dipisahkan.",
      overlaps:
        "Kedua pilihan memiliki sinyal yang sama dan bukan dua sampel: selisihnya tidak memiliki kisaran.",
      weighted: "Setiap jawaban dihitung menurut bobotnya.",
      raked: (n, effective, efficiency) =>
        `Dibobot agar susunan penjawab sama dengan susunan keseluruhan: ${n} jawaban, senilai ${effective} berbobot sama (${efficiency}).`,
      moves: (plain, raked, moves) =>
        `Tanpa bobot angkanya ${plain}; dengan bobot ${raked}, bergeser ${moves}.`,
      margin: (name) => `Yang menjawab, menurut ${name}`,
      answered: "Jawaban",
      share: "Dari yang menjawab",
      customers: "Dari semua pelanggan",
      whole: "Dari keseluruhan, sebagaimana dinyatakan",
      unlisted: (n) => `${n} jawaban memiliki nilai lain atau tidak ada, dan tetap pada bobotnya.`,
      partial: "Jawaban yang tidak diselesaikan ikut dihitung.",
      suspicious: "Jawaban yang mencurigakan ikut dihitung.",
    },
    empty: "Belum ada yang menjawab ini di sini.",
    unfit: (form) => `Pertanyaan ini tidak dapat digambar sebagai ${form}.`,
    forms: {
      figure: "Angka",
      trend: "Tren",
      ranking: "Peringkat",
      distribution: "Sebaran",
      shares: "Susunan",
      scatter: "Terhadap",
      flow: "Aliran",
      heat: "Antarwaktu",
      crosstab: "Tabulasi silang",
      table: "Tabel",
    },
  },
);
