/** What the command says of backups and restores, in Indonesian. */
import type { enBackup } from "./en-backup.ts";

const count = (value: number): string => value.toLocaleString("id-ID");

export const idBackup: typeof enBackup = {
  notEmpty: (dir) => `${dir} tidak kosong. Sebutkan direktori yang kosong atau yang belum ada.`,
  unusable: (path, reason) => `${path} tidak dapat ditulis: ${reason}`,
  making: (dir) => `Membuat cadangan di ${dir} …`,
  progress: (files, megabytes) => `${count(files)} berkas, ${count(megabytes)} MB`,
  made: ({ dir, cut, rows, files, megabytes }) =>
    `Cadangan di ${dir} utuh: ${count(rows)} baris dalam ${count(files)} berkas, ${count(megabytes)} MB. Isinya semua yang telah diterima sebelum ${cut}. Simpanlah CORRIDOR_SECRET juga, di tempat lain: rahasia itu tidak ada di dalamnya.`,
  cutShort: (dir, reason) =>
    `Pembuatan cadangan terputus (${reason}). Isi ${dir} bukan cadangan: hapuslah, lalu coba lagi.`,
  ended: "server memutuskan sambungan",
  notUnderstood: (what) => `arsip tidak dapat dipahami: ${what}`,
  checking: (files, megabytes) => `Memeriksa ${count(files)} berkas, ${count(megabytes)} MB …`,
  loading: (rows, of) => `${count(rows)} dari ${count(of)} baris`,
  restored: ({ cut, rows, tables, seconds }) =>
    `Dipulihkan dalam ${seconds} detik: ${count(rows)} baris dalam ${count(tables)} tabel, seperti keadaannya pada ${cut}. "npm start" menjalankan server dengan data itu. Kunci dan sesi masuk memerlukan CORRIDOR_SECRET milik server yang dicadangkan.`,
  noLedger:
    "Peringatan: buku penghapusan tidak ditemukan, baik di samping cadangan maupun di direktori data. Siapa pun yang dihapus setelah cadangan dibuat kini ada lagi di penyimpanan dan akan ditampilkan. Sebelum menjalankan server, salinlah erasures.ndjson dari direktori data server lama, beserta rahasianya (berkas secret, atau CORRIDOR_SECRET), ke direktori data yang baru: saat dijalankan, server menghapus mereka lagi. Jika belum pernah ada yang dihapus, tidak ada yang perlu dilakukan.",
  nothingWritten: "Tidak ada yang ditulis.",
  begun:
    "Pemulihan sudah dimulai: kosongkan direktori data (atau basis data di server) sebelum mencoba lagi.",
  died: (code) => `Pemulihan berakhir tanpa keterangan (${code}).`,
  problems: {
    not_a_directory: ({ dir }) => `${dir} bukan direktori.`,
    no_manifest: ({ dir }) =>
      `Tidak ada cadangan utuh di ${dir}: manifesnya tidak ada, jadi pembuatannya terputus atau isinya hal lain.`,
    manifest_damaged: () => "Manifes cadangan telah diubah atau rusak. Buatlah cadangan lain.",
    newer_format: ({ corridor, format, known }) =>
      `Cadangan ini dibuat oleh Corridor ${corridor} dalam format ${format}; versi ini membaca sampai ${known}. Pulihkan dengan versi pembuatnya atau yang lebih baru.`,
    unknown_migration: ({ corridor, migration }) =>
      `Cadangan ini dibuat oleh Corridor ${corridor}, yang memiliki migrasi ${migration}; versi ini tidak memilikinya. Pulihkan dengan versi pembuatnya atau yang lebih baru.`,
    file_missing: ({ path }) => `Berkas cadangan ${path} tidak ada. Buatlah cadangan lain.`,
    file_damaged: ({ path }) =>
      `Berkas cadangan ${path} telah diubah atau rusak. Buatlah cadangan lain.`,
    wrong_rows: ({ what, found, wanted }) =>
      `${what} berisi ${count(Number(found))} baris, padahal menurut manifes ${count(Number(wanted))}. Buatlah cadangan lain.`,
    target_not_empty: ({ store }) =>
      `Sudah ada data di tempat pemulihan (${store}), mungkin dari pemulihan yang tidak selesai. Pulihkan ke direktori data yang kosong atau ke basis data yang kosong.`,
    target_half_restored: () =>
      "Pemulihan pernah dimulai di sini dan tidak selesai. Kosongkan dahulu direktori data (atau basis data di server).",
    target_in_use: ({ reason }) => `Tempatnya sedang dipakai: ${reason}`,
    target_away: ({ reason }) => `Salah satu penyimpanan tidak terjangkau: ${reason}`,
    settings_wrong: ({ reason }) => String(reason),
    failed: ({ reason }) => `Pemulihan gagal: ${reason}`,
  },
};
