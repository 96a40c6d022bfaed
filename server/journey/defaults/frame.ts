/** Stages, functions, channels, media, kinds and aspects: key · English · Indonesian. */

/** A row of a list that has names only. */
export type Named = readonly [key: string, en: string, id: string];

export const stages: readonly Named[] = [
  ["awareness", "Awareness", "Pengenalan"],
  ["consideration", "Consideration", "Pertimbangan"],
  ["ordering", "Ordering", "Pemesanan"],
  ["fulfilment", "Fulfilment", "Pemenuhan pesanan"],
  ["onboarding", "Getting started", "Mulai menggunakan"],
  ["use", "Use", "Penggunaan"],
  ["billing", "Billing and payment", "Tagihan dan pembayaran"],
  ["support", "Support", "Bantuan"],
  ["renewal", "Renewal and growth", "Perpanjangan"],
  ["leaving", "Leaving", "Berhenti"],
];

export const functions: readonly Named[] = [
  ["marketing", "Marketing", "Pemasaran"],
  ["sales", "Sales and stores", "Penjualan dan gerai"],
  ["product", "Product", "Produk"],
  ["operations", "Operations and logistics", "Operasional dan logistik"],
  ["field", "Field service", "Layanan lapangan"],
  ["service", "Customer service", "Layanan pelanggan"],
  ["digital", "Digital and IT", "Digital dan TI"],
  ["finance", "Finance and billing", "Keuangan dan penagihan"],
  ["people", "Human resources", "Sumber daya manusia"],
  ["legal", "Legal and compliance", "Hukum dan kepatuhan"],
  ["partners", "Partner management", "Pengelolaan mitra"],
  ["executive", "Executive", "Direksi"],
];

/** Where the firm meets the customer; one per signal. */
export const channels: readonly Named[] = [
  ["contact-centre", "Contact centre", "Pusat layanan"],
  ["web", "Web", "Web"],
  ["mobile-app", "Mobile app", "Aplikasi seluler"],
  ["self-service", "Self-service", "Layanan mandiri"],
  ["store", "Store", "Gerai"],
  ["field", "Field", "Lapangan"],
  ["partner", "Partner", "Mitra"],
  ["media", "Media", "Media"],
];

/** How they communicate; one per signal. */
export const media: readonly Named[] = [
  ["phone", "Phone", "Telepon"],
  ["chat", "Chat", "Obrolan"],
  ["email", "E-mail", "Email"],
  ["message", "Message (SMS, WhatsApp)", "Pesan (SMS, WhatsApp)"],
  ["web-page", "Web page", "Halaman web"],
  ["in-person", "In person", "Tatap muka"],
  ["video", "Video", "Video"],
  ["post", "Post", "Pos"],
  ["social", "Social media", "Media sosial"],
];

export const kinds: readonly Named[] = [
  ["response", "Survey response", "Jawaban survei"],
  ["review", "Review", "Ulasan"],
  ["mention", "Mention", "Sebutan"],
  ["conversation", "Conversation", "Percakapan"],
  ["interview-note", "Interview note", "Catatan wawancara"],
  ["focus-group-note", "Focus group note", "Catatan kelompok diskusi"],
  ["observation", "Observation", "Pengamatan"],
  ["forum-post", "Forum post", "Kiriman forum"],
  ["news", "News report", "Pemberitaan"],
  ["exposure", "Exposure", "Paparan"],
  ["transaction", "Transaction", "Transaksi"],
  ["usage-event", "Usage event", "Peristiwa penggunaan"],
  ["operational-event", "Operational event", "Peristiwa operasional"],
];

export const aspects: readonly Named[] = [
  ["customer-care", "Customer care", "Layanan pelanggan"],
  ["advertising", "Advertising", "Iklan"],
  ["packaging", "Packaging", "Kemasan"],
  ["features", "Features", "Fitur"],
  ["ease-of-use", "Ease of use", "Kemudahan penggunaan"],
  ["reliability", "Reliability", "Keandalan"],
  ["price", "Value for money", "Kesesuaian harga"],
  ["speed", "Speed", "Kecepatan"],
  ["communication", "Information", "Informasi"],
  ["staff", "Staff", "Petugas"],
  ["availability", "Availability", "Ketersediaan"],
  ["billing", "Clear, correct bills", "Tagihan jelas dan tepat"],
  ["trust", "Privacy and safety", "Privasi dan keamanan"],
];
