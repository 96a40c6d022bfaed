import { catalogue } from "../words/catalogue.ts";

export const linkWords = catalogue(
  {
    title: "Personal links",
    text: "One for each customer: it says whose the answers are, is one response on any device, and says thank you once that is completed. Nobody can read or change what is behind it.",
    means: {
      identified:
        "Answers are seen with the customer's name. Whoever passes a link on lets others answer in that name.",
      confidential:
        "Answers are kept with the customer, and reported in groups only; one by one they are seen by those who may see confidential answers.",
      anonymous:
        "The survey is anonymous: of a link only that it was used is kept. Neither customer nor link stands beside an answer.",
    },
    customers: "Customers",
    customersHint: (most: string) =>
      `An id or an e-mail address on each line, at most ${most} at a time.`,
    expires: "Links hold",
    never: "without an end",
    days: (days: string) => `${days} days`,
    make: (n: string) => `Make ${n} ${n === "1" ? "link" : "links"}`,
    makeSome: "Make links",
    none: "Name at least one customer.",
    wrong: (line: string) => `This is neither an id nor an e-mail address: ${line}`,
    tooMany: (n: string, most: string) =>
      `That is ${n} customers; at most ${most} go at a time. Make the links in parts.`,
    made: (n: string) =>
      `${n} ${n === "1" ? "link was" : "links were"} made. They are kept nowhere: take them along now.`,
    columns: ["Customer", "Link"],
    list: "Links",
    csv: "Download as CSV",
    copy: "Copy as a table",
    copied: "The links were copied.",
    notCopied: "That could not be copied. Download the file instead.",
    more: (n: string) => `${n} more are in the file.`,
    file: (survey: string) => `${survey} links`,
    place: "Touchpoint",
    placeHint: "Where the answers belong; else what the survey says.",
    asSurvey: "as the survey says",
    language: "Language",
    languageHint: "In which the survey opens; respondents can change it.",
    asCustomer: "as the customer’s profile or browser",
    happened: "When it happened",
    happenedHint: "The day that {date} in texts names; without it words around it fall away.",
    brought: "Comes with the links",
    broughtHint: "Hidden fields of the survey, the same for all of these links.",
    nothing: "nothing",
  },
  {
    title: "Tautan pribadi",
    text: "Satu untuk setiap pelanggan: tautan menyatakan jawaban milik siapa, berlaku untuk satu tanggapan di perangkat mana pun, dan mengucapkan terima kasih setelah selesai. Isinya tidak dapat dibaca atau diubah siapa pun.",
    means: {
      identified:
        "Jawaban terlihat beserta nama pelanggan. Siapa pun yang meneruskan tautan membiarkan orang lain menjawab atas namanya.",
      confidential:
        "Jawaban disimpan bersama pelanggan dan hanya dilaporkan secara gabungan; satu per satu hanya terlihat oleh yang berhak melihat jawaban rahasia.",
      anonymous:
        "Survei ini anonim: dari sebuah tautan hanya dicatat bahwa tautan itu sudah dipakai. Pelanggan maupun tautan tidak disimpan bersama jawaban.",
    },
    customers: "Pelanggan",
    customersHint: (most) =>
      `Satu ID atau alamat email per baris, paling banyak ${most} sekaligus.`,
    expires: "Tautan berlaku",
    never: "tanpa batas",
    days: (days) => `${days} hari`,
    make: (n) => `Buat ${n} tautan`,
    makeSome: "Buat tautan",
    none: "Sebutkan setidaknya satu pelanggan.",
    wrong: (line) => `Ini bukan ID dan bukan alamat email: ${line}`,
    tooMany: (n, most) =>
      `Ada ${n} pelanggan; paling banyak ${most} sekaligus. Buatlah tautan secara bertahap.`,
    made: (n) => `${n} tautan dibuat. Tautan tidak disimpan di mana pun: ambillah sekarang.`,
    columns: ["Pelanggan", "Tautan"],
    list: "Tautan",
    csv: "Unduh sebagai CSV",
    copy: "Salin sebagai tabel",
    copied: "Tautan disalin.",
    notCopied: "Tautan tidak dapat disalin. Unduhlah berkasnya.",
    more: (n) => `${n} lagi ada di dalam berkas.`,
    file: (survey) => `Tautan ${survey}`,
    place: "Titik sentuh",
    placeHint: "Tempat jawaban dicatat; jika tidak, seperti disebut survei.",
    asSurvey: "seperti disebut survei",
    language: "Bahasa",
    languageHint: "Bahasa saat survei dibuka; responden dapat menggantinya.",
    asCustomer: "menurut profil pelanggan atau peramban",
    happened: "Kapan terjadinya",
    happenedHint:
      "Hari yang disebut {date} dalam teks; jika kosong, kata-kata di sekitarnya hilang.",
    brought: "Dibawa oleh tautan",
    broughtHint: "Kolom tersembunyi dari survei, sama untuk semua tautan ini.",
    nothing: "tidak ada",
  },
);
