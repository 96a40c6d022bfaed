/** Headlines, forum openings, and what researchers noted. */
import { lines } from "./stems.ts";

export const newsPrice = {
  id: lines(`Selasar naikkan tarif {product} mulai pekan ini
    Tarif {product} naik Rp {price}, pelanggan Selasar protes
    Warga {place} keluhkan kenaikan harga Selasar
    Selasar: kenaikan harga {product} untuk perluasan jaringan
    Lembaga konsumen minta Selasar jelaskan tarif baru
    Ramai pindah operator setelah Selasar naikkan tarif`),
  en: lines(`Selasar raises {product} prices from this week
    {product} dearer by Rp {price}: Selasar customers protest
    Residents of {place} complain of Selasar's price rise
    Selasar says {product} price rise pays for its network
    Consumer body asks Selasar to explain new tariffs
    Customers leave Selasar after price rise`),
};

export const newsOther = {
  id: lines(`Selasar perluas jaringan serat ke {place}
    Selasar buka gerai baru di {place}
    Selasar dan sekolah di {place} bekerja sama
    Kinerja tahunan Selasar sesuai perkiraan
    Selasar uji layanan {product} di {n} kota`),
  en: lines(`Selasar extends fibre to {place}
    Selasar opens a new store in {place}
    Selasar partners with schools in {place}
    Selasar's results as expected
    Selasar tries {product} service in {n} cities`),
};

export const forumOpenings = {
  id: lines(`Ada yang di {place} juga mengalami?
    Tanya dong soal {product}:
    Sekadar berbagi:
    Bagaimana kalau begini?
    Butuh saran untuk {product}.`),
  en: lines(`Anybody else in {place}?
    A question about {product}:
    Just sharing:
    What would you do?
    Need advice on {product}.`),
};

export const callOpenings = {
  id: lines(`Pelanggan menelepon soal {product}.
    Penelepon dari {place}.
    Telepon kedua hari {day}.
    Pelanggan meminta penjelasan.
    Dicatat oleh petugas:`),
  en: lines(`Customer rang about {product}.
    Caller from {place}.
    Second call since {day}.
    Customer asks for an explanation.
    Noted by the agent:`),
};

/** T12: three interview notes and two observations say that a backup line is wanted. */
export const backupNotes = {
  interview:
    lines(`Runs a small shop from home. After the outage she asked twice for a second line: "If there were a backup I would pay for it, Rp 50,000 is nothing against six lost days."
    Bekerja dari rumah. Selama gangguan ia memakai kuota ponsel anaknya. Jalur cadangan yang pindah sendiri: "itu yang saya cari".
    Teacher, two children. Keeps a mobile hotspot charged since the outage. Would rather have a backup line from one provider than two bills.`),
  observation:
    lines(`Seen at home: a rival's pocket modem lies beside our router, "for when yours fails". The household built its own backup line.
    Di warung: pemilik menyambung dua jaringan dengan kabel sendiri sejak gangguan. Jalur cadangan dibuat sendiri dan sering keliru.`),
};

/** Who or what a note is about, and what was seen or said there. */
export interface Note {
  subjects: readonly string[];
  points: readonly string[];
}

/** Notes of everyday use. */
export const notes = {
  interview: {
    subjects: lines(`Family of four in {place}.
      Student in {place}, prepaid.
      Retired couple, fibre since {n} years.
      Office manager of a firm in {place}.
      Food seller, uses {product} for orders.`),
    points: lines(`Opens the bill only when the sum changes; then cannot find why.
      Expects delivery "the day after tomorrow", because the last one took that long.
      Trusts the technician more than the hotline.
      Thinks all providers cost the same and chooses by neighbours.
      Would tell friends about the app, not about the network.
      Keeps the box: "too good to throw away".`),
  },
  firstUse: {
    subjects: lines(`First evening with {product} in {place}.
      Followed home from the store, {place}.
      Setting up {product} without help.
      Moving {product} to a new flat in {place}.`),
    points: lines(`Reads the first page of the leaflet and then asks a child.
      Tries the app, gives up at the second screen, rings.
      Unpacks slowly; shows the packaging to a neighbour.
      Places the router behind the television, then complains of the signal.
      Types the password {n} times, reads it aloud, finds the O that was a zero.`),
  },
  store: {
    subjects: lines(`Morning rush in the {place} store.
      Paying the bill at a shop counter in {place}.
      Last hour before closing, {place} store.`),
    points: lines(`Takes a photograph of the bill to compare it with last month's.
      One visitor waits {minutes} minutes and leaves without taking a number.
      The guard at the door answers more questions than the counter.
      Three visitors hold the same letter about the new prices.
      A couple compares two boxes, asks for the price, and goes home to think.`),
  },
  focus: {
    subjects: lines(`Group of eight, postpaid, {place}.
      Group of seven, prepaid, {place}.
      Group of six who switched to us.
      Group of seven parents, {place}.`),
    points: lines(`All agree that nobody rings back; two say that they stopped asking.
      Price is named first, reliability is discussed longest.
      "Two hours" for a technician counts as a promise; "morning" does not.
      Advertising is remembered and not believed.
      Nobody had read the new bill to the end.`),
  },
};
