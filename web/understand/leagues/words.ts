/** The words of league tables. */
import { catalogue } from "../../words/catalogue.ts";

export const words = catalogue(
  {
    title: "League tables",
    lead: "Units, employees and offerings side by side: drawn together, so that a few lucky answers lead no table, and ranked only as far as they can be told apart.",
    kinds: { unit: "Units", employee: "Employees", offering: "Offerings" },
    of: "What is ranked",
    only: (name: string) => `Only answers of ${name}`,
    none: {
      unit: "No answer to this names a unit",
      employee: "No answer to this names an employee",
      offering: "No answer to this names an offering",
    },
    noneLead: {
      unit: "Signals name the branch or team that they are about in “unit”. Choose another measure or period, or send it with the signals.",
      employee:
        "Signals name who served the customer in “employee”. Choose another measure or period, or send it with the signals.",
      offering:
        "Signals name the product or service that they are about in “offering”. Choose another measure or period, or send it with the signals.",
    },
    all: "Show all time",
    clear: "Clear filters",
    part: "You see the part of the workspace that you belong to: the table is of that part.",
    explore: "Open in Explore",
    apart: "Relationship and transactional answers have a table each.",
    direction: "Say which end is the good one",
  },
  {
    title: "Tabel peringkat",
    lead: "Unit, karyawan, dan penawaran berdampingan: ditarik bersama, agar segelintir jawaban yang beruntung tidak memimpin tabel, dan diperingkat hanya sejauh dapat dibedakan.",
    kinds: { unit: "Unit", employee: "Karyawan", offering: "Penawaran" },
    of: "Yang diperingkat",
    only: (name) => `Hanya jawaban dari ${name}`,
    none: {
      unit: "Tidak ada jawaban atas ini yang menyebut unit",
      employee: "Tidak ada jawaban atas ini yang menyebut karyawan",
      offering: "Tidak ada jawaban atas ini yang menyebut penawaran",
    },
    noneLead: {
      unit: "Sinyal menyebut cabang atau tim yang dimaksud dalam “unit”. Pilih ukuran atau periode lain, atau kirimkan bersama sinyal.",
      employee:
        "Sinyal menyebut siapa yang melayani pelanggan dalam “employee”. Pilih ukuran atau periode lain, atau kirimkan bersama sinyal.",
      offering:
        "Sinyal menyebut produk atau layanan yang dimaksud dalam “offering”. Pilih ukuran atau periode lain, atau kirimkan bersama sinyal.",
    },
    all: "Tampilkan sepanjang waktu",
    clear: "Hapus filter",
    part: "Anda melihat bagian ruang kerja tempat Anda bergabung: tabel ini tentang bagian itu.",
    explore: "Buka di Jelajahi",
    apart: "Jawaban relasional dan transaksional memiliki tabel masing-masing.",
    direction: "Tentukan ujung mana yang baik",
  },
);
