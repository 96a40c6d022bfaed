/** Words of the test of a table of two questions. */
import { catalogue } from "../../words/catalogue.ts";

export const testWords = catalogue(
  {
    is: (p: string) => `p = ${p}`,
    below: (p: string) => `p < ${p}`,
    figures: (x: string, df: string, p: string, v: string) =>
      `Do the two go together? χ² = ${x}, ${df} df, ${p}; Cramér’s V = ${v} (0 not at all, 1 wholly).`,
    alone: "p is of this table alone: look at twenty tables, and one has 0.05 or less by chance.",
    reasons: {
      "no-answers": "Nothing to test: nobody stands in the table.",
      "one-value": "Nothing to test: all gave the same answer to one of the two.",
      "low-expected":
        "Not tested: too few in too many cells (below 5 expected in more than a fifth of them, or below 1 in any).",
      "several-answers":
        "Not tested: one person may stand in several cells, and the test takes each cell for other people.",
      hidden: "Not tested, as a part of the table is not shown.",
    },
  },
  {
    is: (p) => `p = ${p}`,
    below: (p) => `p < ${p}`,
    figures: (x, df, p, v) =>
      `Apakah keduanya berkaitan? χ² = ${x}, df ${df}, ${p}; V Cramér = ${v} (0 tidak sama sekali, 1 sepenuhnya).`,
    alone:
      "p hanya untuk tabel ini: dari dua puluh tabel, satu bernilai 0,05 atau kurang karena kebetulan.",
    reasons: {
      "no-answers": "Tidak ada yang diuji: tabel ini kosong.",
      "one-value":
        "Tidak ada yang diuji: semua memberi jawaban yang sama pada salah satu pertanyaan.",
      "low-expected":
        "Tidak diuji: terlalu sedikit di terlalu banyak sel (frekuensi harapan di bawah 5 pada lebih dari seperlima sel, atau di bawah 1 pada salah satunya).",
      "several-answers":
        "Tidak diuji: satu orang dapat berada di beberapa sel, sedangkan uji ini menganggap tiap sel berisi orang lain.",
      hidden: "Tidak diuji, karena sebagian tabel tidak ditampilkan.",
    },
  },
);
