/** Every text of the command that a person reads, in formal Indonesian. */
import type { Words } from "./en.ts";
import { id as importing } from "#importing/words/id.ts";
import { list, maybe } from "#importing/words/id-text.ts";
import { idBackup } from "./id-backup.ts";
import { idSurvey } from "./id-survey.ts";

const format = new Intl.NumberFormat("id-ID");
const number = (value: number): string => format.format(value);
const decimal = (value: number, digits: number): string =>
  value.toLocaleString("id-ID", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const rows = (count: number): string => `${number(count)} baris`;

export const id: Words = {
  ...importing,
  number,
  decimal,
  backup: idBackup,
  survey: idSurvey,

  usage: {
    unknownCommand: (name, near) =>
      `Tidak ada perintah "${name}".${maybe(near)} Daftarnya ditampilkan oleh "corridor help".`,
    unknownOption: (name, near, command) =>
      `Tidak ada opsi "${name}".${maybe(near)} Daftarnya ditampilkan oleh "corridor ${command} --help".`,
    missingValue: (name) => `Opsi "${name}" memerlukan nilai.`,
    noValue: (name) => `Opsi "${name}" tidak menerima nilai.`,
    missing: (what, command) =>
      `${what} belum diberikan. Cara pemakaian ditampilkan oleh "corridor ${command} --help".`,
    tooMany: (text, command) =>
      `"${text}" berlebih. Cara pemakaian ditampilkan oleh "corridor ${command} --help".`,
    badUrl: (text) => `"${text}" bukan alamat server, misalnya http://localhost:8080.`,
    badChoice: (name, value, allowed) =>
      `"${value}" tidak berlaku untuk "${name}". Pilihan: ${list(allowed)}.`,
    badNumber: (name, value, least, most) =>
      `"${name}" harus berupa angka dari ${least} sampai ${most}, bukan "${value}".`,
    badScale: (text) => `"--scale" harus berupa dua angka, misalnya 1-5, bukan "${text}".`,
    badTime: (name, value) =>
      `"${name}" harus berupa tanggal (2026-01-31) atau waktu beserta selisihnya dari UTC (2026-01-31T09:30:00+07:00), bukan "${value}".`,
    badZone: (zone, near) => `Tidak ada zona waktu "${zone}".${maybe(near)}`,
    notTogether: (one, other) => `"${one}" dan "${other}" tidak dapat dipakai bersamaan.`,
    unexpected: (message) => `Terjadi hal yang tidak terduga: ${message}`,
  },

  help: {
    title: "Perintah corridor: sinyal masuk, angka keluar.",
    usage: "Pemakaian",
    commands: "Perintah",
    options: "Opsi",
    everywhere: "Pada setiap perintah",
    more: 'Keterangan lengkap suatu perintah ditampilkan oleh "corridor <perintah> --help".',
    url: "Alamat server (jika tidak diberikan: CORRIDOR_URL, lalu http://localhost:8080)",
    key: "Kunci API (jika tidak diberikan: CORRIDOR_API_KEY, lalu berkas api-key di direktori data)",
    lang: "Bahasa pesan: en atau id (jika tidak diberikan: menurut LC_ALL dan LANG)",
    help: "Menampilkan keterangan ini",
  },

  commands: {
    import: {
      summary: "Mengirim baris berkas CSV, TSV, NDJSON, atau XLSX sebagai sinyal",
      description:
        "Membaca berkas baris demi baris dan mengirim hasil pemetaannya. Aman dijalankan dua kali: setelah terputus, pengiriman dilanjutkan dari tempat berhenti. NDJSON tanpa pemetaan dianggap berisi sinyal apa adanya. Kode keluar 0: semua diterima; 1: pemakaian atau berkas keliru; 2: sebagian baris ditolak, atau ditahan oleh server; 3: server tidak terjangkau atau menolak.",
      mapping: "Pemetaan: kolom mana menjadi apa (dengan --propose: tempat menuliskannya)",
      as: "Jadi apa barisnya: signals (bila tidak ditulis), customers atau accounts",
      name: "Nama impor (jika tidak diberikan: nama dalam pemetaan, atau dibuat dari berkas dan pemetaan)",
      propose: "Menyusun pemetaan awal dari kolom berkas, tanpa mengirim apa pun",
      dryRun: "Menampilkan sepuluh sinyal pertama sebagai JSON, tanpa mengirim apa pun",
      encoding:
        "Pengodean berkas, misalnya utf-8 atau windows-1252 (jika tidak diberikan: dikenali sendiri)",
      sheet: "Lembar kerja, menurut nama atau nomor (jika tidak diberikan: yang pertama)",
      delimiter:
        "comma, semicolon, tab, pipe, space (deretan spasi), atau satu karakter (jika tidak diberikan: dikenali sendiri)",
      noHeader: "Berkas tidak memiliki judul kolom: kolomnya dinamai column1, column2 …",
      restart: "Mulai lagi dari baris pertama; yang sudah diterima dihitung sebagai duplikat",
      report: "Tempat menuliskan baris yang ditolak (jika tidak diberikan: BERKAS.rejected.csv)",
      wait: "Berapa lama menunggu server memproses semuanya, agar baris yang ditahan diketahui (jika tidak diberikan: 60)",
    },
    query: {
      summary: "Meminta suatu angka beserta n dan selangnya",
      description:
        "MEASURE adalah nps, csat, ces, mean, share, count, sum, atau quantile. Hasilnya berupa tabel, JSON, atau CSV.",
      of: "Ukuran atau jawaban yang dimaksud, misalnya mean --of Q7ALL",
      equals:
        'Untuk share: nilai yang dihitung; angka atau true dibaca demikian, "5" dalam tanda kutip dibaca sebagai teks',
      quantile: "Untuk quantile: yang mana, dari 0 sampai 1 (0.5 adalah median)",
      scale: "Untuk csat: skala, jika belum ada bagi ukuran itu dalam daftar, misalnya 1-5",
      boxes: "Untuk csat: berapa nilai teratas yang dihitung puas",
      figure: "Untuk ces: share atau mean",
      where: "Syarat atas sinyal (CEL), misalnya 'measures.nps <= 6'",
      from: "Sejak tanggal atau waktu ini",
      to: "Sebelum tanggal atau waktu ini",
      interval: "Satu baris per hour, day, week, month, quarter, atau year",
      timezone: "Zona waktu untuk selang dan tanggal, misalnya Asia/Jakarta",
      by: "Paling banyak tiga nama untuk memilah, misalnya touchpoint,attributes.region",
      pattern:
        "all menggabungkan skor hubungan dan skor transaksi; past, present, atau potential mengambil satu saja",
      compareFrom: "Bandingkan dengan masa sejak waktu ini …",
      compareTo: "… dan sebelum waktu ini",
      compareWhere: "Bandingkan dengan syarat ini",
      weighted: "Hitung setiap sinyal menurut bobotnya",
      confidence: "Tingkat kepercayaan selang, dari 0.5 sampai 0.999 (jika tidak diberikan: 0.95)",
      json: "Tampilkan jawaban sebagai JSON",
      csv: "Tampilkan baris sebagai CSV",
    },
    demo: {
      summary: "Mengisi ruang kerja dengan satu tahun sebuah perusahaan rekaan",
      description: "Mengirim sinyal Selasar, operator rekaan, sebagai impor bernama demo.",
      signals: "Perkiraan banyaknya sinyal (jika tidak diberikan: 50000)",
      seed: "Benih bagi segala sesuatu yang diserahkan kepada peluang",
      until: "Hari setelah hari terakhir tahun itu (jika tidak diberikan: tanggal satu bulan ini)",
      remove: "Menghapus demo beserta semua sinyalnya",
    },
    imports: {
      summary: "Menampilkan daftar impor, atau menghapus satu beserta semua sinyalnya",
      description:
        '"corridor imports" menampilkan daftarnya, "corridor imports remove NAME" menghapus satu.',
    },
    survey: {
      summary: "Mengimpor survei Qualtrics, LimeSurvey, atau SurveyJS sebagai draf",
      description:
        "FILE berakhiran .qsf, .lss, atau .json, atau --format menyebut jenisnya. Mencetak hal yang diubah atau ditinggalkan, beserta alasannya. Kode keluar 0: drafnya ada; 1: berkas tidak dapat dipakai; 3: server tidak terjangkau atau menolak.",
      format: "qsf, lss, atau surveyjs (jika tidak, menurut nama berkas)",
    },
    backup: {
      summary: "Membuat cadangan server yang sedang berjalan di sebuah direktori",
      description:
        "DIR harus kosong atau belum ada. Server tetap melayani selama itu; semua yang diterimanya sebelum batas waktu cadangan ada di dalamnya. Kuncinya harus kunci manage dari ruang kerja pertama. CORRIDOR_SECRET tidak ikut: simpanlah terpisah. Kode keluar 0: cadangan utuh; 3: terputus atau ditolak.",
    },
    restore: {
      summary: "Memulihkan cadangan ke direktori data yang kosong, atau ke server yang kosong",
      description:
        "Seluruh DIR diperiksa sebelum apa pun ditulis. Pengaturannya sama dengan server yang akan memakainya: CORRIDOR_DATA_DIR, DATABASE_URL, CLICKHOUSE_URL. Cadangan dari penyimpanan tertanam dapat dipulihkan ke server, dan sebaliknya. Server tidak boleh sedang berjalan. Kode keluar 0: semuanya masuk; 1: ditolak atau gagal.",
    },
    help: { summary: "Menampilkan cara pemakaian" },
  },

  server: {
    unreachable: (url, reason) =>
      `Server di ${url} tidak terjangkau (${reason}). Apakah sudah dijalankan? "npm start" menjalankannya; --url menyebutkan alamat lain.`,
    notCorridor: (url, status) =>
      `Yang menjawab di ${url} tampaknya bukan Corridor (status ${status}).`,
    unauthenticated: (hasKey) =>
      hasKey
        ? "Server tidak mengenal kunci API ini. Berikan yang benar melalui --key atau CORRIDOR_API_KEY."
        : "Server meminta kunci API. Berikan melalui --key atau CORRIDOR_API_KEY, atau jalankan di tempat direktori data server berada.",
    refused: (status, code, message) => `Server menolak (${status} ${code}): ${message}`,
    notUnderstood:
      "Jawaban server tidak dipahami. Apakah versi perintah ini sama dengan versi server?",
    waiting: (reason, seconds) => `${reason} Dicoba lagi dalam ${seconds} detik.`,
  },

  progress: {
    rows: (count, rate) => `${rows(count)} · ${number(rate)}/detik`,
    of: (done, total) => `${done} dari ${total}`,
  },

  importing: {
    unknownKind: (given, kinds) => `"--as" menerima ${list(kinds)}, bukan "${given}".`,
    proposesSignals:
      "--propose menulis pemetaan untuk sinyal. Untuk customers dan accounts petakan sendiri ke id, name, email, phone, attributes.x …",
    noMapping:
      "--mapping MAPPING.json belum diberikan. --propose menyusun pemetaan awal dari kolom berkas.",
    exists: (path) => `${path} sudah ada. Sebutkan berkas lain untuk usulan pemetaan.`,
    proposed: (path) =>
      `Pemetaan awal ada di ${path}. Bacalah catatannya, perbaiki dugaan yang keliru, dan cobalah dengan --dry-run.`,
    noReport: (path, reason) => `Laporan ${path} tidak dapat ditulis: ${reason}`,
    notReport: (path) =>
      `${path} sudah ada dan bukan laporan baris yang ditolak. Sebutkan berkas lain dengan --report.`,
    longName: (most) => `Nama impor paling panjang ${most} karakter.`,
    otherFile: (name) =>
      `Impor "${name}" dimulai dengan berkas, pemetaan, atau cara baca yang lain. Berikan nama tersendiri dengan --name; atau, jika berkasnya sama kecuali baris yang telah diperbaiki, gunakan --restart.`,
    otherFileRestarted: (name) =>
      `Impor "${name}" dibuat dari berkas atau pemetaan lain. Baris yang nomornya sudah pernah diterima dihitung sebagai duplikat dan tidak diubah.`,
    resumed: (name, position) =>
      `Melanjutkan impor "${name}" setelah baris ke-${number(position)}.`,
    alreadyComplete: (name, { accepted, duplicate, rejected, held }) =>
      `Impor "${name}" sudah selesai: ${number(accepted)} diterima, ${number(duplicate)} duplikat, ${number(rejected)} ditolak, ${number(held)} ditahan. Tidak ada yang dikirim. --restart mengirimnya lagi; yang sudah ada dihitung sebagai duplikat.`,
    summary: (name, counts, seconds) =>
      `${name}: ${number(counts.accepted)} diterima, ${number(counts.duplicate)} duplikat, ${number(counts.rejected)} ditolak, ${counts.held === undefined ? "" : counts.held === "unknown" ? "jumlah yang ditahan belum diketahui, " : `${number(counts.held)} ditahan, `}${number(counts.leftOut)} dilewati, dalam ${seconds} detik.`,
    rejected: (count, shown) =>
      count > shown ? `Ditolak (${shown} pertama dari ${number(count)}):` : "Ditolak:",
    rejectedRow: (line, path, message) =>
      `  baris ${number(line)}${path === "" ? "" : `, ${path}`}: ${message}`,
    report: (path, count) =>
      count === 1
        ? `Baris itu juga ada di ${path}.`
        : `Seluruhnya, ${rows(count)}, ada di ${path}.`,
    corrected: (name) =>
      `Setelah diperbaiki dalam berkas, kirimlah lagi dengan --name "${name}" --restart: baris yang sudah diterima dihitung sebagai duplikat.`,
    held: (count, shown) =>
      `Ditahan (${count > shown && shown > 0 ? `${shown} pertama dari ` : ""}${number(count)}, yang diterima server tetapi tidak dapat diproses):`,
    heldSignal: (id, reason) => `  ${id}: ${reason}`,
    whereHeld: (id) =>
      `Semuanya disimpan beserta alasannya di GET /v1/held?import=${id}; di sana sinyal dapat dikirim ulang atau dihapus setelah penyebabnya diperbaiki.`,
    stillWaiting: (count) =>
      `${count === undefined ? "Server tidak menyebutkan apakah semua sinyal sudah diproses" : `${number(count)} sinyal masih menunggu diproses`}: sebagian mungkin akan ditahan. "corridor imports" menunjukkan jumlahnya.`,
    interrupted: (position) =>
      `Dihentikan setelah baris ke-${number(position)}. Jalankan lagi perintah yang sama untuk melanjutkan.`,
    failed: (position) =>
      `Baris ke-${number(position)} adalah yang terakhir dipastikan oleh server. Jalankan lagi perintah yang sama untuk melanjutkan.`,
    dryRun: (signals, read) =>
      `${number(signals)} sinyal dari ${read === 1 ? "baris" : rows(read)} pertama. Tidak ada yang dikirim.`,
  },

  query: {
    total: "seluruhnya",
    none: "(kosong)",
    n: "n",
    interval: "selang",
    flags: "keterangan",
    lowBase: "basis kecil",
    effective: "n efektif",
    delta: "selisih",
    empty: "Tidak ada sinyal yang sesuai.",
    between: (low, high) => `${low} s.d. ${high}`,
    compareWithheld:
      "Sebagian tidak dibandingkan, agar tidak ada orang yang namanya dilindungi dapat disimpulkan.",
    compareOverlaps:
      "Kedua sisi memuat sebagian sinyal yang sama, sehingga selisihnya tidak memiliki interval maupun p: bandingkan dengan sisanya.",
    byPattern:
      "Skor hubungan dan skor transaksi ditampilkan terpisah karena tidak pernah digabung diam-diam; --pattern all menggabungkannya.",
    suppressed: (count) =>
      `${number(count)} kelompok tidak ditampilkan: jawabannya terlalu sedikit untuk program yang dirahasiakan.`,
    truncated: "Kelompoknya lebih banyak daripada yang dijawab; yang terbesar ditampilkan.",
    leftOut: (count) =>
      `Tidak dihitung: ${number(count.suspicious)} mencurigakan, ${number(count.partial)} belum lengkap, ${number(count.otherVoices)} bukan dari pelanggan.`,
  },

  imports: {
    none: "Belum ada impor.",
    name: "nama",
    status: "status",
    position: "baris",
    accepted: "diterima",
    duplicate: "duplikat",
    rejected: "ditolak",
    held: "ditahan",
    waiting: "menunggu",
    updated: "perubahan terakhir",
    statuses: { open: "terbuka", complete: "selesai", removing: "sedang dihapus" },
    unknown: (name, near) => `Tidak ada impor "${name}".${maybe(near)}`,
    unknownAction: (action) => `"${action}" bukan tindakan. Pilihan: remove.`,
    removing: (name) => `Menghapus impor "${name}" beserta sinyalnya …`,
    removed: (name) => `Impor "${name}" beserta sinyalnya telah dihapus.`,
    stillRemoving: (name) => `Impor "${name}" masih dihapus; server menyelesaikannya sendiri.`,
  },

  demo: {
    making: (signals, from, until) =>
      `Mengirim ${number(signals)} sinyal Selasar, ${from} sampai ${until}.`,
    summary: ({ signals, twice, customers, accounts, held, seconds }) =>
      `Selasar siap setelah ${seconds} detik: ${number(signals)} sinyal dari ${number(customers)} pelanggan dalam ${number(accounts)} akun; ${number(twice)} dikirim dua kali dan dihitung sekali${held === undefined ? "" : `; ${number(held)} tidak dapat diproses dan ditahan beserta alasannya`}. "corridor demo --remove" menghapus semuanya.`,
    other:
      "Sudah ada demo lain yang dibuat dengan opsi berbeda. Berikan opsi yang sama untuk melanjutkan, atau hapuslah dahulu: corridor demo --remove",
    already: 'Demo sudah ada. "corridor demo --remove" menghapusnya.',
    badUntil: (text) =>
      `"--until" harus berupa tanggal satu suatu bulan, misalnya 2026-01-01, bukan "${text}".`,
    none: "Tidak ada demo di sini.",
  },
};
