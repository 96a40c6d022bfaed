/** What customers write about support, outages, installations and the network. */
import { stems } from "./stems.ts";

/** T3, T9: the app is down and the line is long. */
export const appDown = stems(
  `Aplikasi tidak bisa dibuka,
   Aplikasi macet sejak hari {day},
   Menu bantuan di aplikasi hilang,
   Masuk aplikasi selalu gagal,
   Obrolan dan aplikasi mati semua,
   Dari {place} aplikasi tidak jalan,`,
  `menunggu telepon {minutes} menit.
   terpaksa menelepon dan antre {minutes} menit.
   telepon putus setelah {minutes} menit.
   akhirnya {n} kali menelepon.
   musik tunggunya sudah saya hafal.
   tidak ada jalan lain selain telepon.`,
  `App down,
   The app has been stuck since {day},
   Help is gone from the app,
   Signing in to the app fails,
   Chat and app both dead,
   The app does not load in {place},`,
  `{minutes} minutes on hold.
   so I queued {minutes} minutes on the phone.
   then the call dropped after {minutes} minutes.
   had to ring {n} times.
   I know the waiting music by heart.
   the phone is the only way left.`,
);

/** Unhappy with support otherwise. */
export const supportPoor = stems(
  `Sudah {n} kali menelepon soal {product},
   Menunggu {minutes} menit,
   Petugas hari {day} berbeda jawabannya,
   Keluhan {product} dari {place},
   Harus mengulang cerita dari awal,
   Dijanjikan dihubungi hari {day},
   Tiket saya ditutup sepihak,`,
  `belum selesai juga.
   tidak ada kejelasan.
   dilempar ke bagian lain.
   petugasnya tidak paham {product}.
   masalahnya tetap sama.
   tidak ada kabar sampai sekarang.
   jawabannya hanya salinan.`,
  `I rang {n} times about my {product},
   After {minutes} minutes of waiting,
   A different answer on {day},
   Reported the {product} fault in {place},
   Had to tell the story all over again,
   They promised to call on {day},
   My ticket was closed without asking,`,
  `still not solved.
   no clear answer.
   passed on to somebody else.
   nobody there knew the {product}.
   the problem is the same.
   no word since.
   just a copied reply.`,
);

/** T11: the outage. */
export const outage = stems(
  `Internet mati enam hari,
   {product} padam sejak hari {day},
   Gangguan di {place} berhari-hari,
   Enam hari tanpa internet,
   Sekampung {place} mati total,
   Bulan {month} internet putus,`,
  `tidak ada pemberitahuan.
   kerja dari rumah berantakan.
   tagihan tetap penuh.
   anak-anak tidak bisa belajar.
   baru ada kabar setelah {n} hari.
   petugas pun tidak tahu kapan pulih.`,
  `Six days without internet
   {product} dead since {day}
   The outage in {place} went on for days
   Almost a week offline
   All of {place} was cut off
   No connection for days in {month}`,
  `and no word from you.
   and my work at home was ruined.
   and still the full bill.
   and the children could not study.
   and the first news came after {n} days.
   and even the agents knew nothing.`,
);

/** The network in everyday use, without the outage. */
export const network = stems(
  `Jaringan di {place}
   {product} setiap hari {day}
   Koneksi malam hari
   Sinyal {product} saya
   Internet bulan {month}`,
  `sering putus.
   lambat sekali.
   putus {n} kali sehari.
   tidak stabil kalau hujan.
   hilang {minutes} menit setiap kali.
   tidak sesuai iklannya.`,
  `The network in {place}
   {product} every {day}
   The connection in the evening
   My {product} signal
   The internet in {month}`,
  `keeps dropping.
   is painfully slow.
   drops {n} times a day.
   gives up when it rains.
   goes for {minutes} minutes each time.
   is not what was advertised.`,
);

/** T17: the technician kept the window. */
export const windowKept = stems(
  `Teknisi datang tepat
   Petugas pasang {product} tiba
   Teknisi ke {place} datang
   Hari {day} teknisinya muncul
   Pemasangan {product} selesai`,
  `dalam dua jam yang dijanjikan.
   sesuai jendela dua jam.
   di dalam jam janji, tidak perlu cuti.
   dalam dua jam, {minutes} menit beres.
   sesuai janji, rapi dan sopan.
   tepat jam janji, tidak seperti dulu.`,
  `The technician came
   The {product} installer arrived
   The engineer for {place} showed up
   On {day} the technician turned up
   My {product} was installed`,
  `within the two hours.
   inside the two-hour window.
   in the window, no day off needed.
   within two hours and was done in {minutes} minutes.
   as promised, tidy and polite.
   right on time, unlike before.`,
);

/** Unhappy with an installation. */
export const installMissed = stems(
  `Teknisi tidak datang hari {day},
   Janji pasang {product} diundur {n} kali,
   Menunggu teknisi seharian di {place},
   Kabel {product} dibiarkan menjuntai,
   Teknisi datang tanpa alat,
   Pemasangan {product} baru separuh,`,
  `tidak ada kabar.
   saya sudah cuti.
   harus janji ulang.
   jam kedatangannya tidak pasti.
   dinding saya jadi kotor.
   {n} hari belum menyala.`,
  `No technician on {day},
   The {product} appointment moved {n} times,
   Waited all day in {place},
   {product} cable left hanging,
   The technician came without tools,
   The {product} job is half done,`,
  `no message.
   I had taken the day off.
   had to book again.
   nobody could name an hour.
   and my wall is a mess.
   {n} days and still no light.`,
);

/** T12: something to fall back on. */
export const backupLine = stems(
  `Kalau ada jalur cadangan {product},
   Untuk kerja dari {place}
   Rp 50.000 sebulan untuk cadangan
   Setelah gangguan kemarin
   Jalur kedua lewat seluler`,
  `saya mau bayar.
   saya butuh sambungan kedua.
   masuk akal bagi saya.
   saya tidak mau mati lagi {n} hari.
   harus pindah sendiri kalau putus.
   perlu saya coba dulu.`,
  `If there were a backup for {product}
   Working from {place}
   Rp 50,000 a month for a backup line
   After the last outage
   A second line over mobile`,
  `I would pay for it.
   I need a second connection.
   sounds fair to me.
   I never want {n} days offline again.
   should switch over by itself.
   is something I would try first.`,
);
