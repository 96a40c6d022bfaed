import type { Words } from "./words.ts";

/** Indonesian, with the formal Anda. */
export const id: Words = {
  mail: {
    invitation: {
      subject: "Undangan ke {workspace}",
      lines: [
        "{inviter} mengundang Anda ke {workspace} di Corridor, tempat kami melihat apa kata pelanggan.",
        "Buka tautan ini untuk menerimanya. Tautan berlaku 7 hari dan hanya dapat dipakai sekali.",
      ],
      button: "Terima undangan",
      end: "Jika Anda tidak mengetahui perihal ini, abaikan saja. Tanpa tautan ini tidak ada yang dapat memakai alamat Anda.",
    },
    reset: {
      subject: "Kata sandi baru untuk Corridor",
      lines: [
        "Seseorang, semoga Anda sendiri, meminta kata sandi baru untuk alamat ini.",
        "Buka tautan ini untuk membuatnya. Tautan berlaku satu jam dan hanya dapat dipakai sekali.",
      ],
      button: "Buat kata sandi baru",
      end: "Jika bukan Anda, abaikan saja. Kata sandi Anda tidak berubah.",
    },
    someone: "Seseorang",
  },
  page: {
    email: "Alamat email",
    password: "Kata sandi",
    newPassword: "Kata sandi baru",
    passwordHint:
      "Sedikitnya 12 karakter. Beberapa kata yang tidak saling berkaitan mudah diingat dan sulit ditebak.",
    name: "Nama Anda",
    nameHint: "Seperti yang akan dilihat rekan kerja Anda.",
    signIn: {
      title: "Masuk",
      button: "Masuk",
      other: "Masuk dengan {provider}",
      or: "atau",
      forgotten: "Lupa kata sandi?",
    },
    secondStep: {
      title: "Langkah kedua",
      lead: "Buka aplikasi autentikator Anda dan ketik kode yang tampil sekarang.",
      code: "Kode",
      codeHint: "Enam angka; atau salah satu kode cadangan Anda.",
      button: "Lanjutkan",
    },
    signedIn: {
      title: "Sudah masuk",
      lead: "Anda masuk sebagai {name} ({email}).",
      workspaces: "Anda anggota dari",
      out: "Keluar",
      start: "Ke halaman awal",
    },
    forgotten: {
      title: "Lupa kata sandi",
      lead: "Kami mengirim tautan ke alamat Anda untuk membuat kata sandi baru.",
      button: "Kirim tautan",
      sentTitle: "Periksa email Anda",
      sent: "Jika alamat ini memiliki akun, email berisi tautan sedang dikirim. Tautan berlaku satu jam.",
      noMail: "Server ini tidak mengirim email. Mintalah tautan kepada pemilik ruang kerja Anda.",
    },
    reset: {
      title: "Buat kata sandi baru",
      lead: "Untuk {email}. Anda akan dikeluarkan dari semua perangkat lain.",
      button: "Simpan kata sandi",
      done: "Kata sandi sudah disimpan. Silakan masuk dengannya.",
    },
    invitation: {
      title: "Bergabung dengan {workspace}",
      lead: "Anda diundang sebagai {role}, dengan alamat {email}.",
      button: "Bergabung",
      known: "Alamat ini sudah memiliki akun. Masuklah dahulu, lalu Anda dapat bergabung.",
      other:
        "Anda masuk sebagai {email}. Keluarlah dahulu, atau berikan tautan ini kepada orang yang dituju.",
    },
    roles: {
      owner: "pemilik",
      manager: "manajer",
      analyst: "analis",
      contributor: "kontributor",
      viewer: "pembaca",
    },
    gone: {
      title: "Tautan ini tidak membuka apa pun",
      lead: "Tautan sudah dipakai, sudah kedaluwarsa, atau terpotong di perjalanan. Mintalah yang baru.",
    },
    problems: {
      wrong: "Alamat dan kata sandi tidak cocok.",
      wrongCode: "Kode ini tidak cocok, atau sudah dipakai. Tunggu kode berikutnya.",
      again: "Waktunya habis, atau terlalu banyak percobaan yang salah. Silakan masuk lagi.",
      locked: "Terlalu banyak percobaan yang salah. Coba lagi dalam {minutes} menit.",
      foreign: "Formulir ini datang dari situs lain. Buka halaman ini di sini dan kirim lagi.",
      short: "Kurang dari 12 karakter.",
      long: "Lebih dari 200 karakter.",
      leaked:
        "Termasuk kata sandi yang pernah bocor dan paling dahulu dicoba, atau tersusun darinya. Pilih yang lain.",
      simple: "Berulang-ulang atau mengikuti urutan papan ketik atau abjad. Pilih yang lain.",
      personal: "Hampir hanya berisi alamat, nama Anda, atau nama ruang kerja. Pilih yang lain.",
      name: "Ketik nama Anda.",
      email: "Ketik alamat email, seperti nama@example.com.",
      unknown:
        "Akun ini belum diundang siapa pun. Mintalah undangan kepada pemilik ruang kerja Anda.",
      unverified:
        "{provider} tidak menyatakan bahwa alamat email itu milik Anda. Konfirmasikan di sana, lalu coba lagi.",
      provider: "Masuk dengan {provider} tidak berhasil. Silakan coba lagi.",
      away: "Ada yang sedang tidak menjawab. Coba lagi sebentar lagi.",
    },
  },
};
