/** What unhappy customers write about bills, deliveries, orders, shops and prices. */
import { stems } from "./stems.ts";

/** T1: the new bill layout. */
export const billUnclear = stems(
  `Tagihan baru membingungkan,
   Format tagihan berubah,
   Tagihan {product} bulan {month} tidak jelas,
   Lembar tagihan yang baru sulit dibaca,
   Saya sudah {n} kali membaca tagihan ini,
   Sejak tampilan tagihan diganti saya bingung,
   Rincian tagihan di {place} sekarang berantakan,`,
  `ada biaya yang tidak dijelaskan.
   saya tidak tahu bayar untuk apa.
   ada biaya Rp {price} tanpa keterangan.
   jumlahnya tidak cocok dengan paket saya.
   biaya tambahannya tidak dijelaskan sama sekali.
   petugas pun tidak bisa menerangkan biayanya.
   totalnya naik Rp {price} dan tidak ada penjelasan.`,
  `The new bill is confusing,
   Since the bill layout changed I am lost:
   My {product} bill for {month} makes no sense,
   I read the new bill {n} times and still,
   The bill looks nicer but is unclear,
   Nobody in {place} understands the new bill,
   The new bill format hides everything,`,
  `there are charges nobody explains.
   I do not know what I am paying for.
   there is a charge of Rp {price} without a word.
   the total does not match my plan.
   the extra charges are not explained at all.
   even the agent could not explain the charges.
   it went up by Rp {price} and no explanation.`,
);

/** Unhappy with a bill for any other reason. */
export const billOther = stems(
  `Pembayaran {product} hari {day}
   Tagihan bulan {month}
   Denda Rp {price} di tagihan saya
   Bukti bayar {product} saya
   Email tagihan hari {day}
   Kuitansi bulan {month}
   Pembayaran lewat gerai {place}`,
  `belum tercatat sampai sekarang.
   datang terlambat {n} hari.
   baru muncul setelah jatuh tempo.
   harus saya urus sendiri ke {place}.
   salah alamat lagi.
   belum diproses setelah {n} hari.
   tidak pernah dikonfirmasi.`,
  `My {product} payment on {day}
   The bill for {month}
   The late fee of Rp {price}
   The receipt for my {product}
   The bill e-mail on {day}
   My {month} payment slip
   What I paid at the {place} shop`,
  `is still not recorded.
   came {n} days late.
   only showed up after the due date.
   I had to sort out myself in {place}.
   went to the wrong address again.
   has been processing for {n} days.
   was never confirmed.`,
);

/** T2: the broken delivery promise. */
export const deliveryLate = stems(
  `Janjinya dua hari,
   {product} saya terlambat,
   Kurir tidak memberi kabar,
   Saya menunggu {product} sejak hari {day},
   Paket ke {place} katanya dua hari,
   Status pengiriman tidak pernah berubah,
   Kurir bilang datang hari {day},`,
  `datangnya hari keempat.
   baru sampai setelah {n} hari.
   saya menunggu di rumah percuma.
   nomor kurir tidak bisa dihubungi.
   tidak ada yang minta maaf.
   paket malah dititip ke tetangga.
   saya sampai cuti dari kerja.`,
  `Promised two days,
   My {product} was late,
   No word from the courier,
   I waited for the {product} since {day},
   The parcel to {place} should take two days,
   The tracking page never moved,
   The courier said {day},`,
  `came on day four.
   it took {n} days in the end.
   I stayed at home for nothing.
   and nobody picks up the phone.
   and not even an apology.
   then left it with a neighbour.
   I took a day off work for this.`,
);

/** T10: the rebate claim. */
export const rebate = stems(
  `Sudah tiga kali kirim formulir klaim,
   Klaim potongan harga {product} saya
   Formulir klaim minta fotokopi {n} dokumen,
   Potongan Rp {price} yang dijanjikan
   Kirim klaim lewat pos dari {place},`,
  `tetap ditolak.
   hilang di tengah jalan.
   alasannya berubah terus.
   belum dibayar setelah {n} bulan.
   syaratnya tidak masuk akal.
   tidak ada yang tahu sampai di mana.`,
  `Sent the rebate form three times,
   My {product} rebate claim:
   The rebate form wants {n} documents,
   The promised Rp {price} rebate,
   Posted the claim from {place},`,
  `refused again.
   lost in the post.
   a new reason every time.
   still unpaid after {n} months.
   the conditions make no sense.
   nobody knows where it is.`,
);

/** T13: the price rise. */
export const price = stems(
  `Harga {product} naik lagi,
   Paket {product} sekarang lebih mahal Rp {price},
   Naik harga bulan {month},
   Setahun {n} kali naik harga,
   Katanya harga tetap,
   Harga di {place} jadi paling mahal,`,
  `pindah saja.
   sinyal tetap begitu saja.
   pelanggan lama tidak dihargai.
   tetangga sudah pindah operator semua.
   tidak ada pemberitahuan apa pun.
   tidak sebanding dengan mutunya.`,
  `Another {product} price rise.
   {product} now costs Rp {price} more.
   Prices up again in {month}.
   {n} price rises in a year.
   They said the price was fixed.
   Dearest provider in {place} now.`,
  `Switching.
   Same poor signal as before.
   So much for loyal customers.
   All my neighbours have left.
   Not one word of notice.
   Not worth the money any more.`,
);

/** Unhappy with the store. */
export const storeWait = stems(
  `Antre {minutes} menit di gerai {place},
   Hari {day} gerai penuh,
   Petugas gerai hanya satu,
   Stok {product} kosong,
   Mesin nomor antrean rusak,
   Jauh-jauh ke gerai {place},`,
  `akhirnya saya pulang.
   tidak ada tempat duduk.
   tidak ada yang menyapa.
   disuruh kembali hari {day}.
   urusan {product} tidak selesai.
   padahal baru jam sepuluh.`,
  `Queued {minutes} minutes in the {place} store,
   The store was packed on {day},
   One person at the counter,
   No {product} in stock,
   The ticket machine was broken,
   Came all the way to the {place} store,`,
  `gave up and went home.
   nowhere to sit.
   nobody said hello.
   told to come back on {day}.
   my {product} is still not sorted.
   and it was only ten in the morning.`,
);

/** Unhappy with ordering. */
export const orderTrouble = stems(
  `Pesan {product} di situs
   Formulir pemesanan {product}
   Kode promo untuk {product}
   Alamat saya di {place}
   Pembayaran pesanan hari {day}
   Pilihan paket {product}`,
  `gagal {n} kali.
   terlalu panjang.
   tidak dikenali.
   harus diketik ulang terus.
   tertahan {minutes} menit.
   membingungkan.`,
  `Ordering {product} on the site
   The {product} order form
   The promo code for {product}
   My address in {place}
   Paying for the order on {day}
   Choosing a {product} plan`,
  `failed {n} times.
   takes too long.
   was not recognised.
   had to be typed again and again.
   hung for {minutes} minutes.
   is a maze.`,
);
