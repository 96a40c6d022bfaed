import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  {
    offline: "The server could not be reached. Check your connection and try again.",
    away: "The server is busy or starting. Try again in a moment.",
    tooMany: "Too many requests in a minute. Wait a little and try again.",
    forbidden: "You may not see this. Ask whoever manages people in your workspace.",
    title: "That did not work",
    again: "Try again",
    broken: "This page broke. Load it anew; if it breaks again, tell whoever runs Corridor here.",
    reload: "Load anew",
    code: (code: string) => `Code ${code}`,
    waiting: "Loading …",
    stale: (clock: string) => `As of ${clock}; it could not be brought up to date.`,
    more: "Show more",
    all: (n: string) => `All ${n} are shown.`,
    copy: "Copy",
    copied: "Copied",
    moreScores: (n: string) => `and ${n} more`,
    condition: {
      label: "Condition",
      hint: 'In CEL, as in measures.nps <= 6 && channel == "store"',
      place: (line: string, column: string, message: string) =>
        `Line ${line}, character ${column}: ${message}`,
      use: "Apply",
    },
  },
  {
    offline: "Server tidak dapat dihubungi. Periksa koneksi Anda, lalu coba lagi.",
    away: "Server sedang sibuk atau baru dinyalakan. Coba lagi sebentar lagi.",
    tooMany: "Terlalu banyak permintaan dalam semenit. Tunggu sebentar, lalu coba lagi.",
    forbidden: "Anda tidak dapat melihat ini. Tanyakan kepada pengelola orang di ruang kerja Anda.",
    title: "Tidak berhasil",
    again: "Coba lagi",
    broken:
      "Halaman ini rusak. Muat ulang; bila terjadi lagi, beri tahu pengelola Corridor di tempat Anda.",
    reload: "Muat ulang",
    code: (code) => `Kode ${code}`,
    waiting: "Memuat …",
    stale: (clock) => `Per ${clock}; belum dapat diperbarui.`,
    more: "Tampilkan lagi",
    all: (n) => `Semua ${n} ditampilkan.`,
    copy: "Salin",
    copied: "Disalin",
    moreScores: (n) => `dan ${n} lagi`,
    condition: {
      label: "Syarat",
      hint: 'Dalam CEL, misalnya measures.nps <= 6 && channel == "store"',
      place: (line, column, message) => `Baris ${line}, karakter ${column}: ${message}`,
      use: "Terapkan",
    },
  },
);
