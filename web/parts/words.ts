import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  {
    offline: "The server could not be reached. Check your connection and try again.",
    late: "The server has not answered within a minute. Try again; where it is asked for much, a shorter period helps.",
    tooLong:
      "This asks for more at once than the server takes. Make the condition shorter, or choose fewer.",
    away: "The server is busy or starting. Try again in a moment.",
    tooMany: "Too many requests in a minute. Wait a little and try again.",
    forbidden: "You may not see this. Ask whoever manages people in your workspace.",
    unseen:
      "This asks for texts or names that you may not see. Leave that filter out, or ask whoever manages people in your workspace.",
    few: "Too few to tell",
    fewLead: (minimum: number) =>
      `Of fewer than ${minimum} nothing is told to whoever sees no names. Choose a longer period, or fewer filters.`,
    title: "That did not work",
    missing: "Not found",
    again: "Try again",
    unloaded:
      "A part of the page could not be loaded. Corridor may have been updated since you opened it, or the connection is away. Load the page anew.",
    broken: "This page broke. Load it anew; if it breaks again, tell whoever runs Corridor here.",
    reload: "Load anew",
    code: (code: string) => `Code ${code}`,
    waiting: "Loading …",
    stale: (clock: string) => `As of ${clock}; it could not be brought up to date.`,
    more: "Show more",
    filters: "Filters",
    filtersSet: (n: number) => `${n} set`,
    all: (n: string) => `All ${n} are shown.`,
    copy: "Copy",
    copied: "Copied",
    moreScores: (n: string) => `and ${n} more`,
    standings: { good: "good", fair: "in between", poor: "poor" },
    of: (most: string) => `of ${most}`,
    suggestions: "Fields and keys that fit",
    place: (line: number, column: number, message: string) =>
      `Line ${line}, column ${column}: ${message}`,
    keep: {
      label: "Save the chart",
      labelOf: (of: string) => `Save the chart: ${of}`,
      png: "As PNG",
      svg: "As SVG",
    },
  },
  {
    offline: "Server tidak dapat dihubungi. Periksa koneksi Anda, lalu coba lagi.",
    late: "Server belum menjawab dalam satu menit. Coba lagi; jika yang diminta banyak, periode yang lebih pendek membantu.",
    tooLong:
      "Yang diminta sekaligus melebihi yang diterima server. Persingkat syaratnya, atau pilih lebih sedikit.",
    away: "Server sedang sibuk atau baru dinyalakan. Coba lagi sebentar lagi.",
    tooMany: "Terlalu banyak permintaan dalam semenit. Tunggu sebentar, lalu coba lagi.",
    forbidden: "Anda tidak dapat melihat ini. Tanyakan kepada pengelola orang di ruang kerja Anda.",
    unseen:
      "Ini menanyakan teks atau nama yang tidak dapat Anda lihat. Lepaskan filter itu, atau tanyakan kepada pengelola orang di ruang kerja Anda.",
    few: "Terlalu sedikit untuk ditampilkan",
    fewLead: (minimum: number) =>
      `Jika kurang dari ${minimum}, tidak ada yang ditampilkan kepada pengguna yang tidak dapat melihat nama. Pilih periode yang lebih panjang, atau lepaskan filter.`,
    title: "Tidak berhasil",
    missing: "Tidak ditemukan",
    again: "Coba lagi",
    unloaded:
      "Sebagian halaman tidak dapat dimuat. Corridor mungkin telah diperbarui sejak Anda membukanya, atau koneksi terputus. Muat ulang halaman ini.",
    broken:
      "Halaman ini rusak. Muat ulang; bila terjadi lagi, beri tahu pengelola Corridor di tempat Anda.",
    reload: "Muat ulang",
    code: (code) => `Kode ${code}`,
    waiting: "Memuat …",
    stale: (clock) => `Per ${clock}; belum dapat diperbarui.`,
    more: "Tampilkan lagi",
    filters: "Filter",
    filtersSet: (n) => `${n} dipasang`,
    all: (n) => `Semua ${n} ditampilkan.`,
    copy: "Salin",
    copied: "Disalin",
    moreScores: (n) => `dan ${n} lagi`,
    standings: { good: "baik", fair: "di antaranya", poor: "buruk" },
    of: (most) => `dari ${most}`,
    suggestions: "Kolom dan kunci yang cocok",
    place: (line, column, message) => `Baris ${line}, kolom ${column}: ${message}`,
    keep: {
      label: "Simpan grafik",
      labelOf: (of) => `Simpan grafik: ${of}`,
      png: "Sebagai PNG",
      svg: "Sebagai SVG",
    },
  },
);
