/** The texts in the language that is asked for. */
import { enFaults, enReports, type FaultCode, type ReportCode } from "./en.ts";
import { idFaults, idReports } from "./id.ts";

type Of<K extends string> = Readonly<Record<"en" | "id", Readonly<Record<K, string>>>>;
export const reports: Of<ReportCode> = { en: enReports, id: idReports };
export const faults: Of<FaultCode> = { en: enFaults, id: idFaults };
