/**
 * What the server refuses, in the reader's language. It speaks English and says the case; in another
 * language its most frequent sentences are said whole, and all others by their code.
 */
import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  {
    technical: "Technical detail",
    codes: {} as Readonly<Record<string, string>>,
    problems: {} as Readonly<Record<string, string>>,
    problem: "",
    said: {} as Readonly<Record<string, string>>,
  },
  {
    technical: "Rincian teknis",
    codes: {
      invalid_request: "Permintaan ini tidak dapat diterima seperti tertulis.",
      invalid_json: "Isi yang dikirim bukan JSON yang benar.",
      invalid_gzip: "Isi yang dikirim bukan gzip yang utuh.",
      expression_invalid: "Syarat ini tidak dapat dibaca. Perbaiki, lalu coba lagi.",
      unauthenticated: "Anda belum masuk, atau yang Anda ketik tidak cocok.",
      forbidden: "Anda tidak diizinkan melakukan ini.",
      not_found: "Ini tidak ada di sini, atau sudah tidak ada lagi.",
      conflict: "Ini bertentangan dengan keadaan sekarang. Muat ulang, lalu ulangi perubahan Anda.",
      too_large: "Yang dikirim terlalu besar. Kirim dalam beberapa bagian.",
      unsupported_media_type: "Jenis isi ini tidak diterima di sini.",
      nothing_valid: "Tidak ada yang sah di dalam yang dikirim.",
      unknown_measure: "Tidak ada sinyal dengan ukuran atau jawaban ini.",
      scale_mismatch: "Skala ukuran ini tidak cocok dengan angka yang diminta.",
      unknown_dimension: "Angka tidak dapat dibagi menurut ini.",
      not_computable: "Angka ini tidak dapat dihitung seperti yang diminta.",
      survey_invalid: "Survei ini belum dapat diterbitkan: masih ada yang salah di dalamnya.",
      internal: "Terjadi kesalahan di pihak kami. Kesalahan ini dicatat.",
      disk_full: "Penyimpanan hampir penuh. Tidak ada yang disimpan; beri tahu pengelola server.",
      shutting_down: "Server sedang berhenti. Coba lagi sebentar lagi.",
    },
    problems: {
      invalid_type: "Ini harus diisi, dengan nilai yang jenisnya sesuai.",
      invalid_value: "Pilih salah satu nilai yang ditawarkan.",
      invalid_format: "Bentuk tulisannya tidak sesuai.",
      too_big: "Ini terlalu panjang, atau nilainya terlalu besar.",
      too_small: "Ini terlalu pendek, atau nilainya terlalu kecil.",
      unrecognized_keys: "Ada yang tidak dikenal di sini.",
    },
    problem: "Ini tidak dapat diterima seperti tertulis.",
    said: {
      "A backup is being made. Ask again when it is done.":
        "Sebuah cadangan sedang dibuat. Coba lagi setelah selesai.",
      "Nobody raises their own role.": "Tidak seorang pun menaikkan perannya sendiri.",
      "Somebody has an account of this address now.": "Alamat ini sekarang sudah punya akun.",
      "The address and the password do not belong together.": "Alamat dan kata sandi tidak cocok.",
      "The password is not right.": "Kata sandinya salah.",
      "The second step is not in the state for that.":
        "Langkah kedua tidak dalam keadaan untuk itu. Muat ulang halaman ini.",
      "There is no such account here.": "Akun ini tidak ada di sini.",
      "There is no such customer here.": "Pelanggan ini tidak ada di sini.",
      "There is no such import here.": "Impor ini tidak ada di sini.",
      "There is no such join here, or it is undone.":
        "Penggabungan ini tidak ada di sini, atau sudah dibatalkan.",
      "There is no such member.": "Anggota ini tidak ada.",
      "There is no such open invitation.": "Undangan terbuka ini tidak ada.",
      "There is no such open proposal here.": "Usulan terbuka ini tidak ada di sini.",
      "There is no such signal here.": "Sinyal ini tidak ada di sini.",
      "These are the same identifier already.": "Keduanya sudah merupakan pengenal yang sama.",
      "They are a member already.": "Orang ini sudah menjadi anggota.",
      "They belong to other workspaces too, which this would open. They can ask for a link by mail.":
        "Orang ini juga anggota ruang kerja lain, yang akan ikut terbuka. Orang ini dapat meminta tautan lewat email.",
      "This code does not fit, or was used already.": "Kode ini tidak cocok, atau sudah dipakai.",
      "This identifier is empty.": "Pengenal ini kosong.",
      "This import is being removed and takes nothing more.":
        "Impor ini sedang dihapus dan tidak menerima apa pun lagi.",
      "This is the workspace's last owner. Make somebody else an owner first.":
        "Ini pemilik terakhir ruang kerja. Jadikan orang lain pemilik dahulu.",
      "This server sends no mail. An owner of the workspace can make a link.":
        "Server ini tidak mengirim email. Pemilik ruang kerja dapat membuat tautan.",
      "Too many wrong codes. Try again in a quarter of an hour.":
        "Terlalu banyak kode yang salah. Coba lagi dalam seperempat jam.",
      "You have no such session.": "Anda tidak punya sesi ini.",
    },
  },
);
