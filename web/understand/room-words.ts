/** Names of the rooms, which are loaded with the frame: the words of a room come with it. */
import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  {
    today: "Today",
    changes: "Changes",
    gaps: "Gaps",
    drivers: "Drivers",
    believed: "We and they",
    loyalty: "Loyalty",
    leagues: "League tables",
    explore: "Explore",
    dashboards: "Dashboards",
  },
  {
    today: "Hari ini",
    changes: "Perubahan",
    gaps: "Kesenjangan",
    drivers: "Pendorong",
    believed: "Kami dan mereka",
    loyalty: "Kesetiaan",
    leagues: "Tabel peringkat",
    explore: "Jelajahi",
    dashboards: "Dasbor",
  },
);
