import { catalogue } from "../words/catalogue.ts";

/** Names of the rooms; a page's own words stand beside it, so that the first load is small. */
export const words = catalogue(
  {
    settings: "Settings",
    general: "General",
    people: "People",
    keys: "API keys",
    audit: "Audit log",
    backups: "Backups",
    health: "Health",
    account: "Your account",
    invite: "Invite somebody",
    makeKey: "Make an API key",
  },
  {
    settings: "Pengaturan",
    general: "Umum",
    people: "Orang",
    keys: "Kunci API",
    audit: "Log audit",
    backups: "Cadangan",
    health: "Kesehatan sistem",
    account: "Akun Anda",
    invite: "Undang seseorang",
    makeKey: "Buat kunci API",
  },
);
