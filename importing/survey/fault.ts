/** Why a file can't be read as a survey: a code and values; `faultText` says it in a language. */
import type { Entry } from "./report.ts";
import type { FaultCode } from "./words/en.ts";

export type Values = Readonly<Record<string, string | number>>;

export class SurveyFault extends Error {
  readonly code: FaultCode;
  readonly values: Values;
  /** What became of each thing in the file, where it was read and nothing came of it. */
  readonly report: readonly Entry[];
  constructor(code: FaultCode, values: Values = {}, report: readonly Entry[] = []) {
    super(code);
    this.name = "SurveyFault";
    this.report = report;
    this.code = code;
    this.values = values;
  }
}

/** Why a condition can't be said in ours: it is left out, and this is why. */
export class Unsayable extends Error {
  readonly code: UnsayableCode;
  readonly values: Values;
  constructor(code: UnsayableCode, values: Values = {}) {
    super(code);
    this.name = "Unsayable";
    this.code = code;
    this.values = values;
  }
}
export type UnsayableCode =
  | "logic_unknown_name"
  | "logic_unknown_value"
  | "logic_later"
  | "logic_kind"
  | "logic_unread"
  | "logic_operator"
  | "logic_function"
  | "logic_long";
