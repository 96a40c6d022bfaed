/** What is said of an imported file, in Indonesian. */
import type { FaultCode, ReportCode } from "./en.ts";

export const idReports: Readonly<Record<ReportCode, string>> = {
  whole: "Diambil seluruhnya.",
  partly:
    "Diambil, tetapi tidak seluruhnya: yang diubah atau ditinggalkan tercantum dengan namanya sendiri ({n}).",
  more_entries:
    "{n} baris lagi tidak muat dalam laporan ini; {left} di antaranya tentang hal yang diubah atau ditinggalkan. Impor survei per bagian untuk melihat semuanya.",
  unknown_setting:
    "Hal ini tidak dikenal atau tidak ada padanannya di sini, sehingga ditinggalkan: {value}",
  not_understood: "Isinya tidak sesuai dengan formatnya, sehingga ditinggalkan.",
  not_valid: "Hasilnya bukan bagian survei yang sah ({path}), sehingga ditinggalkan.",
  problem: "Ditinggalkan karena tidak dapat berfungsi di sini: {problem_id}",
  element_left: "Bagian berkas yang tidak ada padanannya dalam survei di sini ({name}).",
  measure_own:
    "Pertanyaan lain sudah dihitung sebagai ukuran yang sama: pertanyaan ini dihitung sebagai “{key}”.",
  no_name: "Berkas tidak memberi nama survei; namanya menjadi “Survey”.",
  no_text: "Tidak ada teksnya dalam berkas; “{text}” dipasang di sana.",
  no_questions: "Tidak ada isi berkas yang dapat diambil sebagai pertanyaan atau teks.",
  nothing_said: "Tidak ada isi berupa teks.",
  formatting:
    "Teks di sini polos: pemformatan dihapus ({tags}); alamat tautan ditulis di belakang kata-katanya.",
  media: "Gambar, suara, film, dan skrip dalam teks ditinggalkan ({tags}).",
  braces: "Kurung kurawal dalam teks di sini berarti sebuah nilai; spasi disisipkan di dalamnya.",
  text_cut: "Teksnya {n} karakter; paling banyak {most}, dan selebihnya dipotong.",
  pipe_left: "“{text}” dalam teks mewakili nilai yang tidak dikenal di sini, sehingga dihapus.",
  pipe_gone: "“{text}” mewakili jawaban yang tidak ditanyakan sebelumnya, sehingga dihapus.",
  pipe_customer: "“{text}” kini adalah atribut pelanggan “{attribute}”.",
  language_left: "Bahasa “{language}” tidak dapat diambil.",
  language_unknown: "Bahasa “{language}” tidak dikenal; teksnya dianggap bahasa Inggris.",
  name_language: "Survei di sini punya satu nama; nama dalam {language} ditinggalkan: {value}",
  description_left: "Survei di sini tidak punya keterangan untuk pembuatnya: {value}",
  header: "Tidak ada kepala atau kaki halaman sendiri: {value}",
  logo: "Logo tidak diambil dari berkas. Pasanglah dalam tema survei.",
  type_left: "Tidak ada pertanyaan seperti itu di sini: {name}.",
  drawn_otherwise: "Tampilannya lain di sini ({name}); pertanyaan dan jawabannya sama.",
  hidden_question: "Tidak pernah ditampilkan, sehingga ditinggalkan.",
  hidden_page: "Halaman ini tidak pernah ditampilkan, sehingga ditinggalkan beserta isinya.",
  question_again: "Sudah ada, atau ada dua kali ({name}); yang pertama berlaku.",
  not_in_flow: "Tidak ada jalan ke sana dalam berkas.",
  trash: "Ada di tempat sampah berkas.",
  no_choices: "Tidak ada yang dapat dipilih di dalamnya.",
  choices_elsewhere: "Pilihannya berasal dari tempat lain ({name}), yang tidak diikuti.",
  ranking_size: "Pemeringkatan di sini berisi 2 sampai {most} butir, bukan {n}.",
  matrix_size:
    "Matriks di sini punya paling sedikit satu baris dan 2 sampai {most} kolom, bukan {n}.",
  table_size:
    "Tabel isian menjadi satu pertanyaan untuk setiap isian, paling banyak {most}; ini punya {n}.",
  scale_size: "Skala sebesar ini tidak mungkin di sini ({n}).",
  scale_choice: "Titik-titiknya bukan bilangan bulat yang berurutan: kini menjadi pilihan tunggal.",
  series: "Kini menjadi {n} pertanyaan, satu untuk setiap bagian, di bawah teksnya.",
  item_text: "Pertanyaan dan bagiannya kini menjadi satu; kata-kata bagiannya ditinggalkan.",
  side_by_side: "Setiap kolom kini menjadi pertanyaan tersendiri.",
  dual_scale: "Setiap skala kini menjadi pertanyaan tersendiri.",
  matrix_columns: "Setiap kolom kini menjadi pertanyaan tersendiri.",
  one_column: "Tabel satu kolom kini menjadi pilihan ganda, setiap baris satu pilihan.",
  bipolar: "Kedua ujungnya kini ada dalam teks baris, dengan tanda pisah di antaranya.",
  stars: "Bintang kini menjadi penilaian dengan angka.",
  whole_numbers: "Penggeser di sini hanya berisi bilangan bulat.",
  slider_number: "Langkah penggeser ini bukan bilangan bulat: kini menjadi isian angka.",
  not_applicable_left: "Penggeser di sini tidak punya “tidak berlaku”.",
  labels_between: "Hanya kedua ujung skala yang tetap punya kata-kata.",
  contact:
    "Kini menjadi pertanyaan data kontak ({field}), yang disimpan terpisah dari jawaban bila survei anonim.",
  numbers_only: "Hanya menerima angka, sehingga kini menjadi pertanyaan angka.",
  input_text: "Isian jenis ini ({name}) kini menjadi teks pendek, dan menerima teks apa pun.",
  content_left: "Bahwa teksnya harus berjenis ini ({name}) tidak diperiksa.",
  date_format: "Tanggal ditulis seperti peramban responden menulisnya.",
  time_left: "Jam tidak ditanyakan, hanya tanggal ({value}).",
  prefix: "Kata-kata di depan isian ditinggalkan: {value}",
  comment: "Isian komentar kini menjadi pertanyaan tersendiri: “{key}”.",
  comments:
    "Komentar di samping pilihan kini menjadi {n} pertanyaan tersendiri, masing-masing tampil bila pilihannya dipilih.",
  other_text: "Yang ditulis pada sebuah pilihan disimpan sebagai teks “{key}”.",
  other_twice:
    "Hanya satu pilihan yang dapat punya isian kata-kata sendiri; pilihan ini kehilangan isiannya.",
  own_words_left: "Isian kata-kata sendiri tidak mungkin di sini.",
  exclusive_left: "Bahwa pilihan ini meniadakan pilihan lain tidak mungkin di sini.",
  select_all: "Tidak ada “pilih semua”.",
  sorted: "Pilihan diurutkan menurut kata-katanya.",
  too_many_of: "{n} terlalu banyak: paling banyak {most}. Yang terakhir ditinggalkan.",
  too_many_questions: "Survei di sini punya paling banyak {most} pertanyaan.",
  too_many_pages: "Survei di sini punya paling banyak {most} halaman.",
  too_many_rules:
    "Pertanyaan di sini punya paling banyak {most} aturan jawaban; selebihnya ditinggalkan.",
  too_many_conditions:
    "Survei di sini punya paling banyak {most} syarat; sebagian syarat pertanyaan ini ditinggalkan, sehingga hal yang diaturnya selalu berlaku.",
  page_split:
    "Halaman di sini punya paling banyak {most} pertanyaan: selebihnya ada di halaman sesudahnya.",
  panel_flat: "Panel bukan bagian tersendiri: isinya ada di halaman.",
  panel_left: "Setelan panel ini ditinggalkan: {name} {value}",
  equation: "Kini menjadi nilai terhitung: “{key}”.",
  not_shown:
    "Nilai terhitung tidak ditampilkan kepada responden, dan kata-katanya (“{text}”) ditinggalkan. Pasanglah dalam teks sebagai {calculated.…}.",
  score: "Nilai poin untuk jawaban ditinggalkan ({value}).",
  script: "Skrip tidak pernah diambil.",
  words_left:
    "Kata-kata sendiri tidak punya tempat di sini dan dihilangkan; bila ada yang dikatakan di sana, dipakai kata-kata kami: {value}",
  shown_here: "Yang disembunyikan di sana ditampilkan di sini ({name}).",
  step_left:
    "Yang diperiksa hanya jumlah desimalnya, bukan apakah bilangan itu termasuk langkah {n}.",
  slider_range: "Penggeser di sini menerima satu nilai, bukan dua ujung sebuah rentang.",
  value_left:
    "Nilai ini dihitung dengan cara yang tidak ada padanannya di sini, dan dihilangkan: {value}",
  no_answer:
    "Tidak ada pilihan “Tanpa jawaban”: pertanyaan yang tidak wajib boleh dibiarkan kosong.",
  nps_like:
    "Pertanyaan ini seperti NPS, tetapi dihitung sebagai skala 0 sampai 10. Agar dihitung sebagai NPS, ubah jenisnya menjadi NPS.",
  required_soft: "Hanya meminta jawaban dan tidak mewajibkannya: kini opsional.",
  rows_required: "Kini setiap baris wajib dijawab.",
  bound_left: "Batas ini ditinggalkan: {n}",
  total_left: "Jumlah yang harus dicapai angka-angkanya tidak diperiksa.",
  total_last: "Bahwa jumlahnya {total} diperiksa pada angka terakhir.",
  least_characters: "Bahwa ada paling sedikit {n} karakter diperiksa, dengan pesan dari kami.",
  message_shipped: "Kata-kata pesannya tidak ada dalam berkas; pesan kami dipasang.",
  pattern: "Kesesuaian teks dengan pola tidak diperiksa: {value}",
  validator_left: "Pemeriksaan ini ditinggalkan: {name}",
  default_left: "Jawaban yang sudah terisi sejak awal ditinggalkan: itu mengarahkan responden.",
  enable_left:
    "Pertanyaan atau pilihan tidak dapat dikunci; tetap tampil dan dapat dijawab: {value}",
  logic_unknown_name:
    "Syaratnya menanyakan “{name}”, yang tidak ada dalam survei yang diambil. Tanpa syarat itu, hal ini selalu berlaku.",
  logic_unknown_value:
    "Syaratnya menanyakan “{value}” pada “{name}”, yang tidak dapat dipilih di sana. Syarat ditinggalkan, sehingga hal ini selalu berlaku.",
  logic_later:
    "Syaratnya menanyakan “{name}”, yang baru ditanyakan kemudian atau di tempat yang sama. Syarat ditinggalkan, sehingga hal ini selalu berlaku.",
  logic_kind:
    "Syaratnya membandingkan “{name}” dengan “{value}” ({operator}), yang tidak dapat dikatakan sama di sini. Syarat ditinggalkan, sehingga hal ini selalu berlaku.",
  logic_unread:
    "Syaratnya tidak dipahami pada “{text}”. Syarat ditinggalkan, sehingga hal ini selalu berlaku.",
  logic_operator:
    "Syaratnya menanyakan hal yang tidak dikenal di sini: {operator} {name}. Syarat ditinggalkan, sehingga hal ini selalu berlaku.",
  logic_function:
    "Syaratnya memakai “{name}”, yang tidak ada padanannya di sini. Syarat ditinggalkan, sehingga hal ini selalu berlaku.",
  logic_long: "Syaratnya terlalu panjang. Syarat ditinggalkan, sehingga hal ini selalu berlaku.",
  part_logic: "Bahwa bagian ini hanya tampil kadang-kadang ditinggalkan: selalu tampil. {value}",
  column_logic: "Kolom tidak dapat ditampilkan kadang-kadang saja: selalu tampil.",
  skip_aim:
    "Lompatannya menuju “{name}”, yang di sini tidak ada sesudahnya. Lompatan ditinggalkan.",
  branch_empty: "Tidak ada apa pun dalam cabang ini.",
  block_missing: "Alur menyebut blok “{name}”, yang tidak ada dalam berkas.",
  block_again:
    "Blok “{name}” muncul untuk kedua kalinya, yang tidak mungkin di sini. Blok itu ada di tempat pertamanya.",
  flow_left: "Alur di sini tidak punya bagian seperti itu: {name}.",
  loop: "Pertanyaan tidak dapat diulang untuk setiap butir daftar; ditanyakan satu kali.",
  random_subset: "Semua orang mendapat seluruhnya: pengundian sebagian ditinggalkan.",
  random_pages:
    "Urutan acak tidak mungkin untuk halaman-halaman ini: urutannya seperti dalam berkas.",
  random_questions:
    "Urutan acak tidak mungkin untuk pertanyaan-pertanyaan ini ({name}): urutannya seperti dalam berkas.",
  random_end: "Akhir yang diundi ditinggalkan.",
  end_ungated:
    "Akhir ini ditinggalkan bersama syaratnya: tanpa syarat, survei akan berakhir bagi semua orang.",
  trigger_left: "Pemicu ini ditinggalkan: {name}",
  trigger_page: "Diuji sesudah halaman pertanyaan yang ditanyakannya.",
  quota_action:
    "Kuota di sini mengakhiri survei; kuota ini melakukan hal lain ({name}), sehingga ditinggalkan.",
  quota_ends: "Kuota yang penuh di sini mengakhiri survei, dan tidak dapat kembali.",
  quota_off: "Kuotanya tidak aktif, atau tanpa batas.",
  field_set:
    "“{name}” datang bersama tautan dan ditetapkan dalam alur: di sini hanya yang ditetapkan berlaku.",
  field_value: "Nilai “{name}” bukan teks polos, sehingga ditinggalkan: {value}",
  field_branch: "“{name}” kini dihitung dari semua jawaban, bukan saat cabangnya dilalui.",
  hidden_anonymous:
    "“{name}” datang bersama tautan; dalam survei anonim nilai-nilainya harus didaftar lebih dahulu.",
  ending_shipped: "Berkas tidak punya teks untuk akhir ini: kata-kata kami dipasang.",
  ending_library: "Teks akhirnya ada di pustaka yang tidak termasuk dalam berkas.",
  redirect: "Tidak ada pengalihan ke alamat lain di akhir: {value}",
  anonymous: "Survei ini anonim.",
  partial:
    "Jawaban yang belum selesai dihitung setelah 24 jam tanpa sentuhan, bukan setelah {value}.",
  always_there:
    "Responden selalu dapat kembali, dan melanjutkan nanti melalui tautan yang sama ({name}).",
  time_zone: "Berkas tidak menyebut zona waktu untuk {value}: dibaca sebagai UTC.",
  times_left: "Penutupannya tidak sesudah pembukaannya, sehingga ditinggalkan.",
  time_limit: "Tidak ada batas waktu: {value}",
  mails: "Surel bukan bagian survei di sini.",
  policy:
    "Pemberitahuan pelindungan data ditinggalkan. Pasanglah dalam teks pembuka, atau mintalah persetujuan.",
  pages_mode: "Halaman tampil seperti dalam berkas, bukan sebagai “{name}”.",
};

export const idFaults: Readonly<Record<FaultCode, string>> = {
  too_large: "Berkasnya lebih besar daripada {megabytes} MB; tidak ada survei sebesar itu.",
  empty: "Berkasnya kosong.",
  not_text: "Berkasnya bukan teks: gambar, arsip, atau hal lain.",
  not_utf8: "Berkasnya bukan UTF-8: baris {line} berisi byte lain. Simpanlah sebagai UTF-8.",
  encoding_unknown:
    "Berkasnya menyatakan ditulis dalam “{encoding}”, yang tidak dikenal. Simpanlah sebagai UTF-8.",
  is_xml: "Berkasnya XML, bukan JSON. Berkas LimeSurvey (.lss) diimpor dengan format lss.",
  is_json:
    "Berkasnya JSON, bukan XML. Berkas Qualtrics diimpor dengan format qsf, formulir SurveyJS dengan surveyjs.",
  is_table:
    "Berkasnya tabel (.csv), seperti hasil ekspor jawaban; survei itu sendiri ada di berkas lain. Di Qualtrics, buka survei lalu pilih Tools, Import/Export, Export Survey: hasilnya berkas .qsf. LimeSurvey mengekspor survei sebagai .lss, SurveyJS sebagai .json. Jawaban dimasukkan lewat Impor.",
  not_json: "Berkasnya bukan JSON: baris {line}, karakter {column} tidak boleh ada di sana.",
  json_cut: "Berkasnya terpotong: berakhir di baris {line}, karakter {column}, sebelum lengkap.",
  not_xml: "Berkasnya bukan XML: baris {line}, karakter {column} tidak boleh ada di sana.",
  xml_cut:
    "Berkasnya terpotong: yang dimulai di baris {line}, karakter {column}, tidak pernah ditutup.",
  xml_close:
    "Berkasnya bukan XML: baris {line} menutup <{name}>, padahal <{open}> dari baris {opened} terbuka.",
  xml_doctype:
    "Baris {line} menyatakan jenis dokumen atau entitas. Berkas seperti itu tidak dibaca.",
  xml_entity:
    "Baris {line}, karakter {column}: “{name}” bukan karakter yang dikenal XML. Entitas milik berkas tidak dibaca.",
  too_deep:
    "Baris {line}, karakter {column}: berkasnya bersarang lebih dari {deepest} tingkat; tidak ada survei seperti itu.",
  too_many: "Berkasnya berisi lebih dari {most} bagian sejenis; tidak ada survei seperti itu.",
  nothing_asked:
    "Tidak ada pertanyaan dalam berkas yang dapat diambil, jadi tidak ada yang diimpor.",
  foreign: "Berkasnya bukan survei {expected}. Yang dicari dan tidak ditemukan: {missing}.",
};
