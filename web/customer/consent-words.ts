import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  {
    title: "Consent",
    lead: "What this customer allows. The latest by time holds; nothing is overwritten.",
    nothing: "Nothing is said yet.",
    purposes: {
      research: "Research: surveys",
      service: "Service: cases and order updates",
      marketing: "Marketing",
    },
    channels: {
      any: "Any channel",
      email: "E-mail",
      message: "Message",
      phone: "Phone",
      post: "Post",
    },
    states: { given: "Given", withdrawn: "Withdrawn", none: "Nothing said" },
    sources: {
      api: "by the API",
      signal: "by a signal",
      "own-link": "by the customer, through their link",
      web: "entered here",
    } as Record<string, string>,
    stated: (source: string, day: string) => `${source}, ${day}`,
    of: (purpose: string, channel: string) => `${purpose}, ${channel}`,
    changed: (what: string, state: string) => `${what}: ${state}.`,
    add: "State another",
    purpose: "Purpose",
    channel: "Channel",
    state: "State",
    link: "The customer’s own link",
    linkLead:
      "With it the customer says what they allow, and nothing else. It shows no name; give it to them alone. It opens for 40 days.",
  },
  {
    title: "Persetujuan",
    lead: "Yang diizinkan pelanggan ini. Pernyataan terbaru yang berlaku; tidak ada yang ditimpa.",
    nothing: "Belum ada pernyataan.",
    purposes: {
      research: "Riset: survei",
      service: "Layanan: kasus dan info pesanan",
      marketing: "Pemasaran",
    },
    channels: {
      any: "Saluran apa pun",
      email: "Email",
      message: "Pesan",
      phone: "Telepon",
      post: "Pos",
    },
    states: { given: "Diberikan", withdrawn: "Dicabut", none: "Belum dinyatakan" },
    sources: {
      api: "lewat API",
      signal: "lewat sinyal",
      "own-link": "oleh pelanggan, lewat tautannya",
      web: "dicatat di sini",
    },
    stated: (source, day) => `${source}, ${day}`,
    of: (purpose, channel) => `${purpose}, ${channel}`,
    changed: (what, state) => `${what}: ${state}.`,
    add: "Nyatakan yang lain",
    purpose: "Tujuan",
    channel: "Saluran",
    state: "Pernyataan",
    link: "Tautan pelanggan sendiri",
    linkLead:
      "Dengan tautan ini pelanggan menyatakan apa yang diizinkan, tidak lebih. Namanya tidak tampil; berikan hanya kepadanya. Berlaku selama 40 hari.",
  },
);
