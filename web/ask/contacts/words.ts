import { catalogue } from "../../words/catalogue.ts";

export const words = catalogue(
  {
    tab: "Contacts",
    title: (survey: string) => `Contacts: ${survey}`,
    lead: "Contact details that people left in this anonymous survey, apart from all answers and in an order by chance. Nothing tells which answers are whose.",
    when: "They come a day after their month is over, five or more at a time (ten of staff), so that none can be matched to a response by when it appeared.",
    list: "Contact details",
    name: "Name",
    email: "E-mail",
    phone: "Telephone",
    none: "–",
    remove: "Remove",
    removeOf: (who: string) => `Remove ${who}`,
    export: "Download as CSV",
    file: (survey: string) => `${survey} contacts`,
    empty: "No contact details to show",
    emptyText:
      "Nobody has left any yet, or too few have, or their month is not over: they are shown five or more at a time (ten of staff), a day after the month in which they came.",
    other: "Contact details stand with the responses",
    otherText:
      "This survey is not anonymous: what people leave to be reached is the customer’s, and stands with each response.",
    removing: {
      title: (who: string) => `Remove ${who}?`,
      text: "Name, e-mail and telephone are deleted for good, as once somebody was reached. Their answers stay, and say nothing of whose they are.",
      yes: "Remove for good",
      cancel: "Cancel",
      done: "The contact details were removed.",
    },
  },
  {
    tab: "Kontak",
    title: (survey) => `Kontak: ${survey}`,
    lead: "Kontak yang ditinggalkan orang dalam survei anonim ini, terpisah dari semua jawaban dan dalam urutan acak. Tidak ada yang menunjukkan jawaban mana milik siapa.",
    when: "Kontak muncul sehari setelah bulannya berakhir, lima atau lebih sekaligus (sepuluh untuk staf), agar tidak satu pun dapat dicocokkan dengan tanggapan dari waktu munculnya.",
    list: "Kontak",
    name: "Nama",
    email: "Email",
    phone: "Telepon",
    none: "–",
    remove: "Hapus",
    removeOf: (who) => `Hapus ${who}`,
    export: "Unduh sebagai CSV",
    file: (survey) => `Kontak ${survey}`,
    empty: "Tidak ada kontak untuk ditampilkan",
    emptyText:
      "Belum ada yang meninggalkannya, atau terlalu sedikit, atau bulannya belum berakhir: kontak ditampilkan lima atau lebih sekaligus (sepuluh untuk staf), sehari setelah bulan masuknya.",
    other: "Kontak ada pada tanggapannya",
    otherText:
      "Survei ini tidak anonim: kontak yang ditinggalkan adalah milik pelanggan, dan ada pada setiap tanggapan.",
    removing: {
      title: (who) => `Hapus ${who}?`,
      text: "Nama, email, dan telepon dihapus untuk selamanya, misalnya setelah orangnya dihubungi. Jawabannya tetap ada dan tidak menunjukkan milik siapa.",
      yes: "Hapus selamanya",
      cancel: "Batal",
      done: "Kontak telah dihapus.",
    },
  },
);
