/** The words of an Overview that has nothing to show yet. */
import { catalogue } from "../words/catalogue.ts";

export const start = catalogue(
  {
    title: "See your first figure",
    nothing: "You do not see any part of this workspace yet",
    nothingLead:
      "What customers say is shown by function and unit, and you belong to none. Ask whoever manages people here to put you in one.",
    lead: "Corridor shows what customers think as soon as their first answers are here.",
    upload: "Import a spreadsheet",
    uploadLead:
      "Last year's answers as CSV or Excel: columns are recognised, and you see what becomes of them before anything is sent.",
    industry: "Touchpoints, journeys and measures are ready for any company.",
    chooseIndustry: "Choose what your industry needs",
    send: "Send signals by API",
    sendLead: "One line of curl with a key of your own; the page notices as it works.",
  },
  {
    title: "Lihat angka pertama Anda",
    nothing: "Anda belum melihat bagian mana pun dari ruang kerja ini",
    nothingLead:
      "Yang dikatakan pelanggan ditampilkan menurut fungsi dan unit, dan Anda belum berada di salah satunya. Mintalah pengelola orang di sini untuk memasukkan Anda.",
    lead: "Corridor menampilkan pendapat pelanggan begitu jawaban pertama mereka tiba.",
    upload: "Impor lembar kerja",
    uploadLead:
      "Jawaban tahun lalu dalam CSV atau Excel: kolom dikenali, dan Anda melihat hasilnya sebelum apa pun dikirim.",
    industry: "Titik sentuh, perjalanan, dan ukuran sudah siap bagi perusahaan apa pun.",
    chooseIndustry: "Pilih yang diperlukan industri Anda",
    send: "Kirim sinyal lewat API",
    sendLead: "Satu baris curl dengan kunci Anda sendiri; halaman ini tahu saat berhasil.",
  },
);
