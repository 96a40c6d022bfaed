/** What a customer reads on the page where they say what they allow. */
import type { ConsentChannel, Purpose } from "#contract/consent.ts";
import type { Language } from "#platform/language.ts";

export type ConsentWords = {
  title: string;
  lead: string;
  purposes: Record<Purpose, { name: string; about: string }>;
  channels: Record<ConsentChannel, string>;
  unsaid: string;
  yes: string;
  no: string;
  save: string;
  saved: string;
  none: string;
  gone: string;
  goneTitle: string;
  expired: string;
  expiredTitle: string;
  otherLanguage: string;
};

export const consentWords: Readonly<Record<Language, ConsentWords>> = {
  en: {
    title: "What you allow",
    lead: "Say here for what we may contact you, and how. For 40 days you can change it by the same link.",
    purposes: {
      research: {
        name: "Asking for your opinion",
        about: "Short surveys about your experience with us.",
      },
      service: {
        name: "Your requests and orders",
        about: "Answers to your requests, news about your orders.",
      },
      marketing: { name: "Offers", about: "Advertising and offers." },
    },
    channels: {
      any: "In general",
      email: "By e-mail",
      message: "By message",
      phone: "By phone",
      post: "By post",
    },
    unsaid: "Not said",
    yes: "Yes",
    no: "No",
    save: "Save",
    saved: "Saved. Thank you.",
    none: "Nothing was changed.",
    gone: "Please use the one that you were sent, unchanged.",
    goneTitle: "This link is not valid",
    expired:
      "For 40 days it opened the page where you say what you allow. What you have said still holds. Ask us for a new link to change it.",
    expiredTitle: "This link has run out",
    otherLanguage: "Bahasa Indonesia",
  },
  id: {
    title: "Yang Anda izinkan",
    lead: "Nyatakan di sini untuk apa dan bagaimana kami boleh menghubungi Anda. Selama 40 hari Anda dapat mengubahnya melalui tautan yang sama.",
    purposes: {
      research: {
        name: "Meminta pendapat Anda",
        about: "Survei singkat tentang pengalaman Anda bersama kami.",
      },
      service: {
        name: "Permintaan dan pesanan Anda",
        about: "Jawaban atas permintaan Anda, kabar tentang pesanan Anda.",
      },
      marketing: { name: "Penawaran", about: "Iklan dan penawaran." },
    },
    channels: {
      any: "Secara umum",
      email: "Melalui email",
      message: "Melalui pesan",
      phone: "Melalui telepon",
      post: "Melalui pos",
    },
    unsaid: "Belum dinyatakan",
    yes: "Ya",
    no: "Tidak",
    save: "Simpan",
    saved: "Tersimpan. Terima kasih.",
    none: "Tidak ada yang diubah.",
    gone: "Gunakan tautan yang dikirimkan kepada Anda tanpa diubah.",
    goneTitle: "Tautan ini tidak berlaku",
    expired:
      "Tautan ini membuka halaman izin Anda hanya selama 40 hari. Yang telah Anda nyatakan tetap berlaku. Mintalah tautan baru kepada kami untuk mengubahnya.",
    expiredTitle: "Tautan ini sudah tidak berlaku",
    otherLanguage: "English",
  },
};
