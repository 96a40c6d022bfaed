/** What content customers write, and those in between. */
import { stems } from "./stems.ts";

export const praiseService = stems(
  `Terima kasih, petugasnya sabar
   Soal {product} saya cepat beres
   Dijawab dalam {minutes} menit
   Petugas hari {day} ramah
   Keluhan dari {place} langsung ditangani
   Baru kali ini bantuan {product}
   Senang dengan bantuannya, cepat`,
  `dan jelas.
   dan tidak dilempar-lempar.
   dan tahu soal {product}.
   dan sampai tuntas.
   dan menelepon balik hari {day}.
   dan penjelasannya mudah dimengerti.
   dan tidak bertele-tele.`,
  `Patient
   My {product} was sorted fast
   Answered in {minutes} minutes
   The agent on {day} was kind
   Somebody looked after {place} at once
   Helpful about my {product}
   Quick`,
  `and clear, thank you.
   and nobody passed me around.
   and knew all about {product}.
   and stayed until it worked.
   and called back on {day}.
   and easy to follow.
   and to the point.`,
);

export const praiseBill = stems(
  `Tagihan {product} jelas
   Bayar {product} mudah
   Tagihan bulan {month} tepat waktu
   Rincian Rp {price} sesuai
   Bayar di {place} cepat
   Pengingat hari {day} membantu`,
  `dan sesuai pemakaian.
   dan tidak ada biaya aneh.
   dan selesai dalam {minutes} menit.
   dan bisa lewat aplikasi.
   dan saya tidak perlu bertanya.
   dan jumlahnya benar.`,
  `The {product} bill is clear
   Paying for {product} is easy
   The {month} bill came on time
   The Rp {price} is right
   Paying in {place} is quick
   The reminder on {day} helps`,
  `and matches what I use.
   and no strange charges.
   and done in {minutes} minutes.
   and works in the app.
   and I had nothing to ask.
   and the sum is correct.`,
);

export const praiseDelivery = stems(
  `{product} sampai hari {day}
   Kurir ke {place} ramah
   Pengiriman {product} cepat
   Paketnya rapi
   Datang lebih awal {n} jam
   Kabar dari kurir jelas`,
  `dan tidak rusak.
   dan sesuai janji.
   dan kurirnya menelepon dulu.
   dan kemasannya bagus.
   dan langsung bisa dipakai hari {day}.
   dan tidak perlu menunggu di {place}.`,
  `{product} came on {day}
   Friendly courier in {place}
   {product} delivered fast
   Neatly packed
   It was {n} hours early
   Good messages from the courier`,
  `and nothing broken.
   and just as promised.
   and he rang first.
   and the box is lovely.
   and in use by {day}.
   and no waiting in {place}.`,
);

export const praiseInstall = stems(
  `Pemasangan {product} rapi
   Teknisi hari {day} sopan
   {product} menyala dalam {minutes} menit
   Teknisi ke {place} ahli
   Kabelnya tertata
   Selesai sebelum siang`,
  `dan bersih.
   dan menjelaskan cara pakainya.
   dan dites dulu.
   dan sinyalnya kuat di {place}.
   dan tidak banyak tanya.
   dan langsung lancar sejak hari {day}.`,
  `Neat {product} installation
   Polite technician on {day}
   {product} worked in {minutes} minutes
   The engineer in {place} knew the job
   The cables are tidy
   Done before noon`,
  `and left it clean.
   and showed me how it works.
   and tested it first.
   and strong signal in {place}.
   and no fuss.
   and fine ever since {day}.`,
);

export const praiseStore = stems(
  `Gerai {place} nyaman
   Petugas gerai hari {day} membantu
   Ganti {product} cepat
   Antrean cuma {minutes} menit
   Disapa sejak masuk
   Pilihan {product} lengkap`,
  `dan bersih.
   dan tidak memaksa.
   dan urusan selesai {minutes} menit.
   dan penjelasannya pas.
   dan harganya jelas.
   dan saya akan kembali hari {day}.`,
  `Pleasant store in {place}
   The staff on {day} helped
   Swapping my {product} was quick
   Only {minutes} minutes in line
   Greeted at the door
   Good choice of {product}`,
  `and clean.
   and no pushing.
   and done in {minutes} minutes.
   and well explained.
   and clear prices.
   and I will be back on {day}.`,
);

export const praiseOrder = stems(
  `Pesan {product} mudah
   Aplikasinya lancar
   Cuma {minutes} menit memesan
   Pesan dari {place} bisa
   Pilihan {product} jelas
   Pesan hari {day} langsung diproses`,
  `dan cepat.
   dan bayarnya gampang.
   dan statusnya terlihat.
   dan tidak perlu ke gerai {place}.
   dan harganya sama seperti di iklan.
   dan ada kabar hari {day}.`,
  `Ordering {product} was easy
   Smooth app
   {minutes} minutes to order
   It works from {place}
   The {product} choice is clear
   Ordered on {day} and it went through`,
  `and fast.
   and simple to pay.
   and I can see the status.
   and no trip to {place}.
   and same price as advertised.
   and news by {day}.`,
);

export const praiseCompany = stems(
  `Sudah {n} tahun pakai {product}
   Jaringan di {place} bagus
   {product} stabil
   Puas dengan {product}
   Layanan bulan {month} baik
   Keluarga di {place} senang`,
  `dan tetap senang.
   dan jarang gangguan.
   dan saya ajak tetangga.
   dan petugasnya sigap.
   dan fiturnya lengkap.
   dan aplikasinya mudah.`,
  `{n} years with {product}
   Good network in {place}
   {product} is stable
   Happy with {product}
   Good service in {month}
   The family in {place} likes it`,
  `and still pleased.
   and hardly ever down.
   and I told the neighbours.
   and the staff are quick.
   and it has all I need.
   and the app is easy.`,
);

/** Good and bad in one breath. */
export const mixed = stems(
  `Jaringan bagus,
   {product} lancar,
   Petugas di {place} ramah,
   Pasangnya cepat hari {day},
   Aplikasinya enak dipakai,
   Sinyal di {place} kuat,`,
  `tapi tagihannya kacau.
   tapi menunggu {minutes} menit itu lama.
   tapi harganya naik Rp {price}.
   tapi kurirnya telat {n} hari.
   tapi infonya kurang jelas.
   tapi hari {day} sering lambat.`,
  `Great network,
   {product} works well,
   Kind staff in {place},
   Quick to install on {day},
   Nice app,
   Strong signal in {place},`,
  `shame about the bill.
   but {minutes} minutes of waiting is long.
   but Rp {price} more is too much.
   but the courier was {n} days late.
   but the information is thin.
   but slow on {day}.`,
);

export const businessGood = stems(
  `Mitra yang baik,
   Kerja sama soal {product} lancar,
   Manajer akun kami
   Tinjauan bulan {month}
   Tim Selasar di {place}`,
  `cepat menjawab.
   tepat janji.
   paham kebutuhan kami.
   selalu ada laporan.
   menyelesaikan gangguan dalam {n} jam.
   layak diperpanjang.`,
  `Good partner,
   Our {product} contract runs well,
   Our account manager
   The {month} review
   The Selasar team in {place}`,
  `quick to answer.
   keeps promises.
   knows what we need.
   always brings the report.
   fixed a fault in {n} hours.
   worth renewing.`,
);

export const businessBad = stems(
  `Tiga manajer akun dalam setahun,
   Gangguan {product} berulang,
   Laporan bulan {month} tidak pernah datang,
   Tagihan perusahaan salah {n} kali,
   Janji perbaikan di {place}`,
  `tidak ada yang bertanggung jawab.
   kami mulai melihat penyedia lain.
   belum ada jawaban.
   sudah {n} kali kami ingatkan.
   merugikan kami Rp {price} ribu.
   selalu diundur.`,
  `Three account managers in a year,
   {product} keeps failing,
   No report since {month},
   The company bill was wrong {n} times,
   The repair in {place} again:`,
  `nobody is responsible.
   we have begun to look elsewhere.
   no answer yet.
   we reminded you {n} times.
   it costs us Rp {price} thousand.
   always put off.`,
);
