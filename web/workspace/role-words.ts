import type { Action, KeyScope, Role } from "#contract/permission.ts";
import { catalogue } from "../words/catalogue.ts";

type Named = { label: string; hint: string };
const en: {
  roles: Record<Role, Named>;
  scopes: Record<KeyScope, Named>;
  actions: Record<Action, string>;
} = {
  roles: {
    owner: { label: "Owner", hint: "Everything, in the whole workspace." },
    manager: {
      label: "Manager",
      hint: "Works with customers and signals, edits the registry, manages people other than owners and analysts.",
    },
    analyst: {
      label: "Analyst",
      hint: "Figures, signals and the registry; sees who gave a confidential answer.",
    },
    contributor: {
      label: "Contributor",
      hint: "Reads figures, signals and customers with names; changes what is stated of customers.",
    },
    viewer: {
      label: "Viewer",
      hint: "Figures, and that there are signals; no names and no texts.",
    },
  },
  scopes: {
    publish: {
      label: "Publish",
      hint: "May stand in a page for everybody to read: what it sends is taken and never trusted.",
    },
    ingest: { label: "Ingest", hint: "For systems that send signals and customers." },
    read: { label: "Read", hint: "For programs that ask, and show what they find." },
    manage: { label: "Manage", hint: "Everything that an owner may do." },
  },
  actions: {
    "publish signals": "publish signals",
    "send signals": "send signals",
    "read figures": "read figures",
    "read signals": "read signals",
    "see names": "see names",
    "see texts": "see texts",
    "see confidential answers": "see who gave a confidential answer",
    "read customers": "read customers",
    "change customers": "change customers",
    "join customers": "join customers",
    "export a person": "export a person",
    "erase a person": "erase a person",
    "change the registry": "change the registry",
    "read surveys": "read surveys",
    "manage surveys": "manage surveys",
    "delete signals": "delete signals",
    "handle held signals": "handle held signals",
    "take up findings": "make findings initiatives or watches",
    "make dashboards": "make dashboards",
    "manage dashboards": "change and delete everybody's dashboards",
    "manage people": "manage people",
    "manage owners": "manage owners",
    "manage keys": "manage keys",
    "read the audit log": "read the audit log",
    "change settings": "change settings",
    "make backups": "make backups",
    "watch operations": "watch operations",
    "manage workspaces": "manage workspaces",
  },
};

const id: typeof en = {
  roles: {
    owner: { label: "Pemilik", hint: "Segalanya, di seluruh ruang kerja." },
    manager: {
      label: "Manajer",
      hint: "Menangani pelanggan dan sinyal, mengubah registri, mengelola orang selain pemilik dan analis.",
    },
    analyst: {
      label: "Analis",
      hint: "Angka, sinyal, dan registri; melihat siapa yang memberi jawaban rahasia.",
    },
    contributor: {
      label: "Kontributor",
      hint: "Membaca angka, sinyal, dan pelanggan beserta nama; mengubah data pelanggan.",
    },
    viewer: { label: "Pengamat", hint: "Angka, dan bahwa ada sinyal; tanpa nama dan tanpa teks." },
  },
  scopes: {
    publish: {
      label: "Publikasi",
      hint: "Boleh terbaca semua orang di sebuah halaman: kirimannya diterima, tetapi tidak dipercaya.",
    },
    ingest: { label: "Kirim", hint: "Untuk sistem yang mengirim sinyal dan pelanggan." },
    read: { label: "Baca", hint: "Untuk program yang bertanya dan menampilkan hasilnya." },
    manage: { label: "Kelola", hint: "Segala yang boleh dilakukan pemilik." },
  },
  actions: {
    "publish signals": "memublikasikan sinyal",
    "send signals": "mengirim sinyal",
    "read figures": "membaca angka",
    "read signals": "membaca sinyal",
    "see names": "melihat nama",
    "see texts": "melihat teks",
    "see confidential answers": "melihat siapa yang memberi jawaban rahasia",
    "read customers": "membaca pelanggan",
    "change customers": "mengubah pelanggan",
    "join customers": "menyatukan pelanggan",
    "export a person": "mengekspor data seseorang",
    "erase a person": "menghapus data seseorang",
    "change the registry": "mengubah registri",
    "read surveys": "membaca survei",
    "manage surveys": "mengelola survei",
    "delete signals": "menghapus sinyal",
    "handle held signals": "menangani sinyal tertahan",
    "take up findings": "menjadikan temuan inisiatif atau pantauan",
    "make dashboards": "membuat dasbor",
    "manage dashboards": "mengubah dan menghapus dasbor siapa pun",
    "manage people": "mengelola orang",
    "manage owners": "mengelola pemilik",
    "manage keys": "mengelola kunci",
    "read the audit log": "membaca log audit",
    "change settings": "mengubah pengaturan",
    "make backups": "membuat cadangan",
    "watch operations": "memantau operasi",
    "manage workspaces": "mengelola ruang kerja",
  },
};

export const words = catalogue(en, id);
