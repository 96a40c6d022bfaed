/** What is said of a file and of its mapping, in formal Indonesian. */
import type { Words } from "./en.ts";
import { idProposal } from "./id-proposal.ts";
import { list, maybe } from "./id-text.ts";

const format = new Intl.NumberFormat("id-ID");
const number = (value: number): string => format.format(value);

export const id: Words = {
  proposal: idProposal,

  reading: {
    noFile: (path) => `Tidak ada berkas ${path}.`,
    unreadable: (path, reason) => `${path} tidak dapat dibaca: ${reason}`,
    unknownFormat: (extension, known) =>
      extension === ".xls"
        ? "Format .xls lama tidak dapat dibaca. Simpanlah lembar kerja sebagai CSV UTF-8 atau .xlsx."
        : `Berkas berakhiran "${extension}" tidak dapat dibaca. Yang dikenal: ${list(known)}.`,
    noHeader: (path) => `${path} kosong: tidak ada judul kolom dan tidak ada baris.`,
    columnsDoNotFit: (given, found) =>
      `Diberikan ${number(given)} nama kolom, tetapi baris pertama memiliki ${number(found)} sel.`,
    unclosedQuote: (line) =>
      `Ada tanda kutip yang dibuka di baris ${number(line)} dan tidak pernah ditutup. Tutuplah atau hapuslah, lalu jalankan lagi.`,
    badQuote:
      "Ada teks setelah tanda kutip penutup; tanda kutip di dalam sel harus ditulis dua kali.",
    ragged: (cells, columns) =>
      `Baris ini memiliki ${number(cells)} sel, sedangkan judul kolom ${number(columns)}.`,
    longLine: (bytes) => `Baris ini lebih panjang daripada ${number(bytes)} karakter.`,
    notJson: (character) =>
      `Baris ini bukan JSON: karakter ke-${number(character)} tidak semestinya ada di sana.`,
    jsonCut: "Baris ini bukan JSON: terpotong sebelum selesai.",
    notAnObject: "Baris ini bukan objek JSON.",
    workbookTooLarge: (megabytes) =>
      `Buku kerja terlalu besar untuk dibaca sekaligus (paling besar ${megabytes} MB, dan ukuran isinya pun dibatasi). Simpanlah lembar kerja sebagai CSV UTF-8 lalu imporlah: CSV berukuran berapa pun dapat dibaca.`,
    notWorkbook: (path) => `${path} bukan buku kerja yang dapat dibaca (.xlsx).`,
    noSheet: (sheet, sheets) =>
      `Tidak ada lembar kerja "${sheet}". Buku kerja ini memiliki: ${list(sheets)}.`,
    badDelimiter: (given, names) =>
      `"${given}" tidak dapat menjadi pemisah: berikan satu karakter, atau salah satu dari ${list(names)}.`,
    unknownEncoding: (given) => `Pengodean "${given}" tidak dikenal.`,
    notUtf8: (line) =>
      `Berkas ini bukan UTF-8: baris ${number(line)} berisi bita lain. Hilangkan --encoding, atau sebutkan yang benar.`,
    renamed: (names) =>
      `Ada judul kolom yang sama atau kosong. Dalam pemetaan namanya: ${list(names.map(({ from, to }) => `${from.trim() === "" ? "(kosong)" : from} → ${to}`))}.`,
  },

  mapping: {
    notJson: (path, reason) => `Pemetaan ${path} bukan JSON: ${reason}`,
    wrong: (path, problems) =>
      `Pemetaan ${path} tidak dapat dipakai:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    notObject: 'Pemetaan harus berupa objek dengan "fields".',
    wantsText: (path) => `${path} harus berupa teks yang tidak kosong.`,
    wantsObject: (path) => `${path} harus berupa objek.`,
    wantsNames: (path) => `${path} harus berupa daftar nama.`,
    wantsLine: (path, most) => `${path} harus berupa nomor baris, dari 1 sampai ${most}.`,
    wantsExpression: (path) =>
      `${path} harus berupa ekspresi (teks), atau tanggal seperti {"from": "row.DATE", "format": "M/d/yyyy", "timezone": "Asia/Jakarta"}.`,
    wantsDate: (path) =>
      `${path} memerlukan "from" (ekspresi) dan "format" (pola atau daftar pola), dan boleh memiliki "timezone".`,
    unknownKey: (path, near, known) =>
      `${path} tidak berarti di sini.${near.length > 0 ? maybe(near) : ` Pilihan: ${list(known)}.`}`,
    place: (line, column) =>
      line === 1 ? `karakter ${column}` : `baris ${line}, karakter ${column}`,
    unknownTarget: (name, near) => `Sinyal tidak memiliki "${name}".${maybe(near)}`,
    badKey: (name) =>
      `"${name}" tidak dapat menjadi nama: gunakan 1 sampai 100 huruf, angka, spasi, dan _ . : / @ $ & + ( ) # % * -.`,
    missingTarget: (name) =>
      `fields["${name}"] belum ada: setiap sinyal memerlukannya.${name === "kind" ? " Teks tetap ditulis dalam tanda kutip: \"'response'\"." : ""}`,
    twoTexts: 'Gunakan "text" atau "text.<name>", jangan keduanya.',
    unknownName: (name, isColumn) =>
      isColumn
        ? `Kolom dibaca melalui row: row.${name}.`
        : `"${name}" tidak dikenal: hanya row yang dikenal. Teks tetap ditulis dalam tanda kutip: '${name}'.`,
    unknownColumn: (name, near) => `Berkas tidak memiliki kolom "${name}".${maybe(near)}`,
    unseenColumn: (name, near) => `Tidak satu pun baris pertama memiliki "${name}".${maybe(near)}`,
    badFormat: (pattern, piece, names) =>
      `"${pattern}" bukan format tanggal: "${piece}" tidak ada, berulang, atau tidak dikenal. Pilihan: yyyy yy M MM MMM d dd H HH h hh a m mm s ss S X XXX EEE 'teks', atau ${list(names)}.`,
    needsZone: (pattern) =>
      `"${pattern}" tidak menyebut selisih dari UTC, sehingga "timezone" diperlukan, misalnya "Asia/Jakarta".`,
    unknownZone: (zone, near) => `Tidak ada zona waktu "${zone}".${maybe(near)}`,
    required: "Wajib diisi, tetapi kosong.",
    notFinite: "Angka ini tak hingga atau bukan angka.",
    badDate: (text, patterns) =>
      `"${text}" bukan tanggal berbentuk ${patterns.map((pattern) => `"${pattern}"`).join(" atau ")}.`,
  },
};
