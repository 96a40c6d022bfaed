/** Words of the rooms in which files are imported. */
import { catalogue, plural } from "../words/catalogue.ts";
import { whole } from "../words/format.ts";

export const words = catalogue(
  {
    list: {
      title: "Imports",
      lead: "Files and other sources that signals came from. Each can be removed with all that it brought.",
      begin: "Import a file",
      none: "Nothing has been imported yet",
      noneLead:
        "Choose a spreadsheet of last year's responses: its columns are recognised, you see the first signals before anything is sent, and you can take it all back.",
      of: "Imports, newest first",
      columns: {
        name: "Name",
        status: "Status",
        accepted: "Accepted",
        duplicate: "Duplicates",
        rejected: "Rejected",
        held: "Held",
        updated: "Last change",
      },
      statuses: { open: "Not finished", complete: "Complete", removing: "Being removed" },
    },
    one: {
      back: "All imports",
      progress: "Progress of the import",
      rows: (n: number) => `${whole(n)} ${plural(n, "row", "rows")}`,
      share: (percent: string) => `${percent} read`,
      sending: "The file is being sent. You can look at other rooms meanwhile; keep this tab open.",
      draining: "All is sent. Corridor is processing the last of it …",
      done: "The import is complete.",
      stopped: "Stopped. Choose the same file again to go on where it was.",
      failed:
        "The import was interrupted. What was confirmed is in; choose the same file to go on.",
      open: "This import is not finished. Choose the same file to go on where it was.",
      stop: "Stop",
      file: (name: string) => `The file ${name}`,
      goOn: "Go on",
      otherFile: "This is another file than the one that the import was begun with.",
      unknown:
        "How its columns were mapped is not known in this browser. Map the file as before, under the same name.",
      map: "Map the file again",
      facts: {
        status: "Status",
        position: "Rows dealt with",
        accepted: "Accepted",
        duplicate: "Duplicates",
        rejected: "Rejected",
        leftOut: "Left out",
        waiting: "Waiting to be processed",
        held: "Held",
        updated: "Last change",
      },
      hints: {
        duplicate: "Known already; they count once",
        held: "Taken, and could not be processed",
      },
      seeHeld: "See why",
      rejected: "Rejected rows",
      firstOf: (shown: number, all: number) => `The first ${whole(shown)} of ${whole(all)}.`,
      row: "Row",
      field: "Field",
      reason: "Reason",
      download: "Download them as CSV",
      correct:
        "Correct them in the file and import it again under the same name: rows that were taken count as duplicates.",
      overview: "See the figures",
      signals: "See the signals",
      remove: "Remove",
      ask: {
        title: "Remove this import?",
        lead: (signals: string) =>
          `${signals} signals leave every figure, with what the import stated of customers and accounts, and the keys that it alone brought into the registry. This can't be undone; the file can be imported again.`,
        yes: "Remove all of it",
      },
      removing: "It is being removed …",
      removed: (name: string) => `“${name}” is removed with all that it brought.`,
    },
  },
  {
    list: {
      title: "Impor",
      lead: "Berkas dan sumber lain asal sinyal. Masing-masing dapat dihapus bersama semua yang dibawanya.",
      begin: "Impor berkas",
      none: "Belum ada yang diimpor",
      noneLead:
        "Pilih lembar kerja berisi jawaban tahun lalu: kolomnya dikenali, Anda melihat sinyal pertama sebelum ada yang dikirim, dan semuanya dapat ditarik kembali.",
      of: "Impor, yang terbaru di atas",
      columns: {
        name: "Nama",
        status: "Status",
        accepted: "Diterima",
        duplicate: "Duplikat",
        rejected: "Ditolak",
        held: "Tertahan",
        updated: "Perubahan terakhir",
      },
      statuses: { open: "Belum selesai", complete: "Selesai", removing: "Sedang dihapus" },
    },
    one: {
      back: "Semua impor",
      progress: "Kemajuan impor",
      rows: (n) => `${whole(n)} baris`,
      share: (percent) => `${percent} dibaca`,
      sending:
        "Berkas sedang dikirim. Anda dapat melihat ruang lain; biarkan tab ini tetap terbuka.",
      draining: "Semua terkirim. Corridor sedang memproses sisanya …",
      done: "Impor selesai.",
      stopped: "Dihentikan. Pilih berkas yang sama untuk melanjutkan.",
      failed:
        "Impor terputus. Yang sudah dikonfirmasi telah masuk; pilih berkas yang sama untuk melanjutkan.",
      open: "Impor ini belum selesai. Pilih berkas yang sama untuk melanjutkan.",
      stop: "Hentikan",
      file: (name) => `Berkas ${name}`,
      goOn: "Lanjutkan",
      otherFile: "Ini bukan berkas yang dipakai saat impor dimulai.",
      unknown:
        "Pemetaan kolomnya tidak dikenal di peramban ini. Petakan berkas seperti sebelumnya, dengan nama yang sama.",
      map: "Petakan berkas lagi",
      facts: {
        status: "Status",
        position: "Baris yang sudah ditangani",
        accepted: "Diterima",
        duplicate: "Duplikat",
        rejected: "Ditolak",
        leftOut: "Tidak dipakai",
        waiting: "Menunggu diproses",
        held: "Tertahan",
        updated: "Perubahan terakhir",
      },
      hints: {
        duplicate: "Sudah dikenal; dihitung sekali",
        held: "Diterima, dan tidak dapat diproses",
      },
      seeHeld: "Lihat sebabnya",
      rejected: "Baris yang ditolak",
      firstOf: (shown, all) => `${whole(shown)} pertama dari ${whole(all)}.`,
      row: "Baris",
      field: "Bidang",
      reason: "Sebab",
      download: "Unduh sebagai CSV",
      correct:
        "Perbaiki di berkas lalu impor lagi dengan nama yang sama: baris yang sudah diterima dihitung sebagai duplikat.",
      overview: "Lihat angkanya",
      signals: "Lihat sinyalnya",
      remove: "Hapus",
      ask: {
        title: "Hapus impor ini?",
        lead: (signals) =>
          `${signals} sinyal keluar dari setiap angka, bersama yang dinyatakan impor ini tentang pelanggan dan akun, dan kunci yang hanya dibawanya ke registri. Ini tidak dapat diurungkan; berkasnya dapat diimpor lagi.`,
        yes: "Hapus semuanya",
      },
      removing: "Sedang dihapus …",
      removed: (name) => `“${name}” telah dihapus bersama semua yang dibawanya.`,
    },
  },
);
