import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  {
    close: "Close",
    cancel: "Cancel",
    save: "Save changes",
    undo: "Undo",
    problems: "Mend this first",
    failed: "That did not work",
    left: "This is what you typed before and have not saved.",
    discard: "Discard it",
  },
  {
    close: "Tutup",
    cancel: "Batal",
    save: "Simpan perubahan",
    undo: "Urungkan",
    problems: "Perbaiki dahulu",
    failed: "Tidak berhasil",
    left: "Ini yang Anda ketik sebelumnya dan belum disimpan.",
    discard: "Buang",
  },
);
