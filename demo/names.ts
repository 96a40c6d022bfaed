/** Names of invented people, firms and places. Any likeness is chance. */
import type { Random } from "./random.ts";

const given =
  "Adit Agus Ajeng Alya Amir Andini Anwar Arief Asti Ayu Bagas Bambang Bayu Bintang Budi Cahya Citra Damar Dewi Dian Dimas Dina Eka Endah Fajar Farah Fitri Galih Gilang Hana Hari Hendra Ika Indah Intan Irfan Joko Kartika Kirana Laras Lestari Lina Lukman Maya Mega Nadia Nanda Niken Nina Novi Nur Pandu Putri Rahma Raka Ratna Reza Rina Rizki Rudi Sari Satria Sinta Siti Surya Tari Tono Utami Vina Wahyu Wati Wulan Yanti Yoga Yudi Yulia Zahra".split(
    " ",
  );
const family =
  "Adiwijaya Anggraini Ardiansyah Basuki Budiman Cahyono Darmawan Firmansyah Gunawan Hakim Halim Hardjono Hartono Hidayat Irawan Iskandar Kurniawan Kusuma Laksana Lestari Mahendra Maulana Nasution Nugraha Nugroho Pangestu Permana Prakoso Pramono Pratama Purnama Rahardjo Rahman Ramadhan Saputra Santoso Sasmita Setiadi Setiawan Siregar Sitorus Subagyo Sudrajat Sugiarto Sunarto Suryadi Susanto Sutrisno Syahputra Tanjung Utomo Wardana Wibowo Wicaksono Widjaja Wijaya Wiratama Wulandari Yulianto".split(
    " ",
  );

/** A person's name, two words. */
export function personName(random: Random): string {
  return `${random.pick(given)} ${random.pick(family)}`;
}

const firmHeads =
  "Abadi Agung Anugerah Arta Bahtera Baruna Bina Cakra Cipta Citra Darma Graha Griya Indo Jaya Karya Kencana Lintas Mandala Mega Mitra Nusa Panca Prima Puspa Sarana Sentra Surya Tirta Wahana".split(
    " ",
  );
const firmTails: Record<string, readonly string[]> = {
  education: [
    "Sekolah Cendekia",
    "Akademi Pelita",
    "Institut Harapan",
    "Kampus Tunas",
    "Lembaga Kursus",
  ],
  logistics: ["Logistik", "Ekspedisi", "Pergudangan"],
  retail: ["Ritel", "Swalayan", "Niaga"],
  manufacturing: ["Manufaktur", "Tekstil", "Pangan"],
  hospitality: ["Hotel", "Wisata", "Boga"],
  health: ["Klinik", "Farma", "Medika"],
  services: ["Konsultan", "Media", "Properti"],
};
export const sectors = Object.keys(firmTails).filter((sector) => sector !== "education");

/** A firm's name for its sector; a school's begins with what it is. */
export function firmName(random: Random, sector: string): string {
  const tail = random.pick(firmTails[sector] ?? ["Usaha"]);
  const [first, second] = random.shuffle(firmHeads);
  return sector === "education" ? `${tail} ${first}` : `${first} ${second} ${tail}`;
}

/** Places that comments speak of. */
export const places =
  "Melati|Cendana|Pasar Lama|Bukit Asri|Kebun Raya|Taman Sari|Kampung Baru|Pelabuhan|Alun-Alun|Griya Indah|Sungai Jernih|Mawar|Kenanga|Tanjung|Simpang Lima|Jati Baru|Pondok Hijau|Rawa Teduh".split(
    "|",
  );
