/** What the command says of surveys, in Indonesian. */
import type { enSurvey } from "./en-survey.ts";

export const idSurvey: typeof enSurvey = {
  language: "id",
  headings: ["hasil", "hal", "alasan"],
  unknownAction: (action) => `"${action}" tidak dapat dilakukan dengan survei. Pilihannya: import.`,
  unknownFile: (path) =>
    `${path} tidak berakhiran .qsf, .lss, atau .json: sebutkan jenisnya dengan --format.`,
  made: (name, id) => `Survei "${name}" kini menjadi draf: ${id}`,
  counts: (whole, changed, left) =>
    `${whole} hal diambil seluruhnya, ${changed} diubah, ${left} ditinggalkan.`,
  outcomes: { whole: "seluruhnya", changed: "diubah", "left-out": "ditinggalkan" },
};
