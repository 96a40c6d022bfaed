/** Names of the rooms, and what several pages of customers and accounts say. */
import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  {
    customers: "Customers",
    accounts: "Accounts",
    proposals: "Possible duplicates",
    customer: (key: string) => `Customer ${key}`,
    account: (id: string) => `Account ${id}`,
    namesHidden:
      "You see customers by their keys: your role does not see names, identifiers and addresses.",
    accountNamesHidden: "You see accounts by their ids: your role does not see names.",
    none: "—",
    yes: "Yes",
    no: "No",
    cancel: "Cancel",
    save: "Save",
    edit: "Edit",
    remove: "Take away",
    types: { id: "Id", email: "E-mail", phone: "Phone", anonymousId: "Anonymous id" },
    accountTypes: { business: "Business", household: "Household" },
    roles: {
      "decision-maker": "Decision-maker",
      administrator: "Administrator",
      user: "User",
    } as Record<string, string>,
  },
  {
    customers: "Pelanggan",
    accounts: "Akun",
    proposals: "Kemungkinan duplikat",
    customer: (key) => `Pelanggan ${key}`,
    account: (id) => `Akun ${id}`,
    namesHidden:
      "Anda melihat pelanggan dengan kuncinya: peran Anda tidak melihat nama, pengenal, dan alamat.",
    accountNamesHidden: "Anda melihat akun dengan ID-nya: peran Anda tidak melihat nama.",
    none: "—",
    yes: "Ya",
    no: "Tidak",
    cancel: "Batal",
    save: "Simpan",
    edit: "Ubah",
    remove: "Hapus",
    types: { id: "ID", email: "Email", phone: "Telepon", anonymousId: "ID anonim" },
    accountTypes: { business: "Perusahaan", household: "Rumah tangga" },
    roles: {
      "decision-maker": "Pengambil keputusan",
      administrator: "Administrator",
      user: "Pengguna",
    },
  },
);

/** Those of the contract (`accountRoles`), which say by themselves what they are. */
export const knownRoles: readonly string[] = Object.keys(words.roles);
/** People's own roles are keys of theirs, and shown as they are. */
export const roleOf = (role: string): string => words.roles[role] ?? role;
