/** What patterns, voices and contacts are called in every picture and room: on the page, in a picture of the server's, on paper. */
export const terms = {
  en: {
    pattern: { present: "Relationship", past: "Transactional", potential: "Exploratory" },
    voice: { customer: "Customers", employee: "Employees", partner: "Partners", public: "Public" },
    contact: { direct: "Direct", indirect: "Indirect" },
  },
  id: {
    pattern: { present: "Relasional", past: "Transaksional", potential: "Eksploratif" },
    voice: { customer: "Pelanggan", employee: "Karyawan", partner: "Mitra", public: "Publik" },
    contact: { direct: "Langsung", indirect: "Tidak langsung" },
  },
} as const satisfies Record<
  "en" | "id",
  Readonly<Record<"pattern" | "voice" | "contact", Readonly<Record<string, string>>>>
>;
