/** Every text of the command that a person reads, in English. Other languages are typed by this one. */
import { en as importing } from "#importing/words/en.ts";
import { counted, fits, number } from "#importing/words/en-count.ts";
import { list, maybe } from "#importing/words/en-text.ts";
import { enBackup } from "./en-backup.ts";
import { enSurvey } from "./en-survey.ts";

/** A number with exactly so many decimals. */
const decimal = (value: number, digits: number): string =>
  value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const rows = (count: number): string => counted(count, "row");

export const en = {
  ...importing,
  number,
  decimal,
  backup: enBackup,
  survey: enSurvey,

  usage: {
    unknownCommand: (name: string, near: string[]) =>
      `There is no command "${name}".${maybe(near)} "corridor help" lists them.`,
    unknownOption: (name: string, near: string[], command: string) =>
      `There is no option "${name}".${maybe(near)} "corridor ${command} --help" lists them.`,
    missingValue: (name: string) => `The option "${name}" needs a value.`,
    noValue: (name: string) => `The option "${name}" takes no value.`,
    missing: (what: string, command: string) =>
      `${what} is missing. "corridor ${command} --help" shows how it is used.`,
    tooMany: (text: string, command: string) =>
      `"${text}" is one too many. "corridor ${command} --help" shows how it is used.`,
    badUrl: (text: string) => `"${text}" is no address of a server, as in http://localhost:8080.`,
    badChoice: (name: string, value: string, allowed: readonly string[]) =>
      `"${value}" is not possible for "${name}". Possible: ${list(allowed)}.`,
    badNumber: (name: string, value: string, least: number, most: number) =>
      `"${name}" must be a number from ${least} to ${most}, not "${value}".`,
    badScale: (text: string) => `"--scale" must be two numbers, as in 1-5, not "${text}".`,
    badTime: (name: string, value: string) =>
      `"${name}" must be a date (2026-01-31) or a time with its offset (2026-01-31T09:30:00+07:00), not "${value}".`,
    badZone: (zone: string, near: string[]) => `There is no time zone "${zone}".${maybe(near)}`,
    notTogether: (one: string, other: string) => `"${one}" and "${other}" cannot be used together.`,
    unexpected: (message: string) => `Something unexpected happened: ${message}`,
  },

  help: {
    title: "The corridor command: signals in, figures out.",
    usage: "Usage",
    commands: "Commands",
    options: "Options",
    everywhere: "With every command",
    more: '"corridor <command> --help" tells more about one of them.',
    url: "The server (else CORRIDOR_URL, else http://localhost:8080)",
    key: "The API key (else CORRIDOR_API_KEY, else the file api-key in the data directory)",
    lang: "Language of what is said: en or id (else as LC_ALL and LANG say)",
    help: "Show this",
  },

  commands: {
    import: {
      summary: "Send the rows of a CSV, TSV, NDJSON or XLSX file as signals",
      description:
        "Reads the file row by row and sends what the mapping makes of each. Safe to run twice: after an interruption it goes on where it was. NDJSON without a mapping holds signals as they are. Exit code 0: all taken; 1: wrong usage or file; 2: some rows rejected, or held by the server; 3: the server cannot be reached or refused.",
      mapping: "The mapping: which column becomes what (with --propose: where to write it)",
      as: "What the rows become: signals (else), customers or accounts",
      name: "Name of the import (else that of the mapping, else made from file and mapping)",
      propose: "Write a first mapping from the file's own columns, and send nothing",
      dryRun: "Print the first ten signals as JSON, and send nothing",
      encoding: "Encoding of the file, such as utf-8 or windows-1252 (else found out)",
      sheet: "Sheet of a workbook, by name or number (else the first)",
      delimiter:
        "comma, semicolon, tab, pipe, space (runs of blanks), or a character (else found out)",
      noHeader: "The file has no header: the columns are column1, column2 …",
      restart: "Begin at the first row again; what was taken before counts as duplicate",
      report: "Where to write the rejected rows (else FILE.rejected.csv)",
      wait: "How long to wait for the server to process all of it, so that held rows are known (else 60)",
    },
    query: {
      summary: "Ask for a figure, with n and interval",
      description:
        "MEASURE is nps, csat, ces, mean, share, count, sum or quantile. Prints a table, or JSON or CSV.",
      of: "The measure or answer that it is about, as in mean --of Q7ALL",
      equals:
        'With share: the value that is counted; a number or true means that, "5" in quotes the text',
      quantile: "With quantile: which one, from 0 to 1 (0.5 is the median)",
      scale: "With csat: the scale, where the registry has none for the measure, as in 1-5",
      boxes: "With csat: how many of the topmost points count as satisfied",
      figure: "With ces: share or mean",
      where: "Condition over the signal (CEL), as in 'measures.nps <= 6'",
      from: "From this date or time on",
      to: "Before this date or time",
      interval: "One row per hour, day, week, month, quarter or year",
      timezone: "Time zone of intervals and dates, as in Asia/Jakarta",
      by: "Up to three names to divide by, as in touchpoint,attributes.region",
      pattern:
        "all pools relationship and transactional scores; past, present or potential takes one",
      compareFrom: "Compare with the time from here on …",
      compareTo: "… and before here",
      compareWhere: "Compare with this condition",
      weighted: "Count each signal by its weight",
      confidence: "Confidence of the intervals, from 0.5 to 0.999 (else 0.95)",
      json: "Print the answer as JSON",
      csv: "Print the rows as CSV",
    },
    demo: {
      summary: "Fill the workspace with the year of a fictional company",
      description: "Sends the signals of Selasar, a fictional operator, as the import demo.",
      signals: "About how many signals (else 50000)",
      seed: "Seed of everything that is left to chance",
      until: "Day after the last one of the year (else the first of this month)",
      remove: "Remove the demo with all its signals",
    },
    imports: {
      summary: "List imports, or remove one with all its signals",
      description: '"corridor imports" lists them, "corridor imports remove NAME" removes one.',
    },
    survey: {
      summary: "Import a survey of Qualtrics, LimeSurvey or SurveyJS as a draft",
      description:
        "FILE ends in .qsf, .lss or .json, or --format says what it is. Prints what was changed or left out, and why. Exit code 0: the draft is there; 1: the file cannot be used; 3: the server cannot be reached or refused.",
      format: "qsf, lss or surveyjs (else by the file's name)",
    },
    backup: {
      summary: "Make a backup of the running server in a directory",
      description:
        "DIR must be empty or not there. The server goes on meanwhile; what it acknowledged before the backup's cut is in it, whole. The key must be a manage key of the first workspace. CORRIDOR_SECRET is not in it: keep it apart. Exit code 0: the backup is whole; 3: it was cut short or refused.",
    },
    restore: {
      summary: "Put a backup into an empty data directory, or into empty servers",
      description:
        "Reads DIR whole before it writes anything. Takes the settings of the server that is to run on it: CORRIDOR_DATA_DIR, DATABASE_URL, CLICKHOUSE_URL. A backup of embedded stores can be put into servers, and the other way round. The server must not run. Exit code 0: everything is in; 1: refused or failed.",
    },
    help: { summary: "Show how the command is used" },
  },

  server: {
    unreachable: (url: string, reason: string) =>
      `The server at ${url} cannot be reached (${reason}). Is it running? "npm start" starts one; --url names another.`,
    notCorridor: (url: string, status: number) =>
      `What answers at ${url} does not seem to be Corridor (status ${status}).`,
    unauthenticated: (hasKey: boolean): string =>
      hasKey
        ? "The server does not know this API key. Give the right one with --key or CORRIDOR_API_KEY."
        : "The server asks for an API key. Give it with --key or CORRIDOR_API_KEY, or run where the server's data directory is.",
    refused: (status: number, code: string, message: string) =>
      `The server refused (${status} ${code}): ${message}`,
    notUnderstood:
      "The server's answer is not understood. Are the command and the server of one version?",
    waiting: (reason: string, seconds: number) => `${reason} Trying again in ${seconds} s.`,
  },

  progress: {
    rows: (count: number, rate: number) => `${rows(count)} · ${number(rate)}/s`,
    of: (done: string, total: string) => `${done} of ${total}`,
  },

  importing: {
    unknownKind: (given: string, kinds: readonly string[]) =>
      `"--as" takes ${list(kinds)}, not "${given}".`,
    proposesSignals:
      "--propose writes mappings for signals. For customers and accounts map to id, name, email, phone, attributes.x … by hand.",
    noMapping:
      "--mapping MAPPING.json is missing. --propose writes a first one from the file's columns.",
    exists: (path: string) => `${path} exists already. Name another file for the proposal.`,
    proposed: (path: string) =>
      `A first mapping is in ${path}. Read its notes, correct what is guessed wrongly, and try it with --dry-run.`,
    noReport: (path: string, reason: string) => `The report ${path} cannot be written: ${reason}`,
    notReport: (path: string) =>
      `${path} is there and is no report of rejected rows. Name another with --report.`,
    longName: (most: number) => `The name of an import has at most ${most} characters.`,
    otherFile: (name: string) =>
      `The import "${name}" was begun with another file, mapping or way of reading. Give this one a --name of its own; or, where the file is the same but for corrected rows, use --restart.`,
    otherFileRestarted: (name: string) =>
      `The import "${name}" was made from another file or mapping. Rows whose line was taken before count as duplicates and are not changed.`,
    resumed: (name: string, position: number) =>
      `Going on with the import "${name}" after row ${number(position)}.`,
    alreadyComplete: (
      name: string,
      counts: { accepted: number; duplicate: number; rejected: number; held: number },
    ) =>
      `The import "${name}" is complete already: ${number(counts.accepted)} accepted, ${number(counts.duplicate)} duplicate, ${number(counts.rejected)} rejected, ${number(counts.held)} held. Nothing was sent. --restart sends it again; what is there counts as duplicate.`,
    summary: (
      name: string,
      counts: {
        accepted: number;
        duplicate: number;
        rejected: number;
        held: number | "unknown" | undefined;
        leftOut: number;
      },
      seconds: string,
    ) =>
      `${name}: ${number(counts.accepted)} accepted, ${number(counts.duplicate)} duplicate, ${number(counts.rejected)} rejected, ${counts.held === undefined ? "" : counts.held === "unknown" ? "held not known yet, " : `${number(counts.held)} held, `}${number(counts.leftOut)} left out, in ${seconds} s.`,
    rejected: (count: number, shown: number) =>
      count > shown ? `Rejected (the first ${shown} of ${number(count)}):` : "Rejected:",
    rejectedRow: (line: number, path: string, message: string) =>
      `  line ${number(line)}${path === "" ? "" : `, ${path}`}: ${message}`,
    report: (path: string, count: number) =>
      count === 1 ? `It is in ${path} as well.` : `All ${rows(count)} are in ${path}.`,
    corrected: (name: string) =>
      `After correcting them in the file, send it again with --name "${name}" --restart: rows that were taken count as duplicates.`,
    held: (count: number, shown: number) =>
      `Held (${count > shown && shown > 0 ? `the first ${shown} of ` : ""}${number(count)}, which the server took and could not be processed):`,
    heldSignal: (id: string, reason: string) => `  ${id}: ${reason}`,
    whereHeld: (id: string) =>
      `Each is kept with its reason at GET /v1/held?import=${id}, where it can be sent again or deleted after its cause is mended.`,
    stillWaiting: (count: number | undefined) =>
      `${count === undefined ? "The server does not say whether all signals have been processed" : `${counted(count, "signal")} still ${fits(count, "waits", "wait")} to be processed`}: some may be held yet. "corridor imports" tells how many are.`,
    interrupted: (position: number) =>
      `Stopped after row ${number(position)}. Run the same command again to go on.`,
    failed: (position: number) =>
      `Row ${number(position)} is the last that the server confirmed. Run the same command again to go on.`,
    dryRun: (signals: number, read: number) =>
      `${counted(signals, "signal")} of the first ${read === 1 ? "row" : rows(read)}. Nothing was sent.`,
  },

  query: {
    total: "total",
    none: "(none)",
    n: "n",
    interval: "interval",
    flags: "flags",
    lowBase: "low base",
    effective: "effective n",
    delta: "difference",
    empty: "No signal fits.",
    between: (low: string, high: string) => `${low} to ${high}`,
    compareWithheld:
      "Some of it is not compared, so that nobody whose name is kept can be worked out.",
    compareOverlaps:
      "Both sides hold some of the same signals, so that the difference has neither interval nor p: compare with the rest instead.",
    byPattern:
      "Relationship and transactional scores are shown apart, as they are never pooled silently; --pattern all does.",
    suppressed: (count: number) =>
      `${counted(count, "group")} ${fits(count, "is", "are")} not shown: too few answers for a confidential programme.`,
    truncated: "There are more groups than are answered; the largest are shown.",
    leftOut: (count: { suspicious: number; partial: number; otherVoices: number }) =>
      `Left out: ${number(count.suspicious)} suspicious, ${number(count.partial)} partial, ${number(count.otherVoices)} not of customers.`,
  },

  imports: {
    none: "There are no imports.",
    name: "name",
    status: "status",
    position: "rows",
    accepted: "accepted",
    duplicate: "duplicate",
    rejected: "rejected",
    held: "held",
    waiting: "waiting",
    updated: "last change",
    statuses: { open: "open", complete: "complete", removing: "being removed" },
    unknown: (name: string, near: string[]) => `There is no import "${name}".${maybe(near)}`,
    unknownAction: (action: string) => `"${action}" is no action. Possible: remove.`,
    removing: (name: string) => `Removing the import "${name}" with its signals …`,
    removed: (name: string) => `The import "${name}" and its signals are removed.`,
    stillRemoving: (name: string) =>
      `The import "${name}" is still being removed; the server goes on by itself.`,
  },

  demo: {
    making: (signals: number, from: string, until: string) =>
      `Sending ${counted(signals, "signal")} of Selasar, ${from} to ${until}.`,
    summary: (counts: {
      signals: number;
      twice: number;
      customers: number;
      accounts: number;
      held: number | undefined;
      seconds: string;
    }) =>
      `Selasar is here after ${counts.seconds} s: ${counted(counts.signals, "signal")} of ${counted(counts.customers, "customer")} in ${counted(counts.accounts, "account")}; ${number(counts.twice)} ${fits(counts.twice, "was sent twice and counts", "were sent twice and count")} once${counts.held === undefined ? "" : `; ${number(counts.held)} cannot be processed and ${fits(counts.held, "is held, with its reason", "are held, each with its reason")}`}. "corridor demo --remove" takes all of it out.`,
    other:
      "Another demo is here, made with other options. Give the same ones to go on, or remove it first: corridor demo --remove",
    already: 'The demo is here already. "corridor demo --remove" takes it out.',
    badUntil: (text: string) =>
      `"--until" must be the first day of a month, as in 2026-01-01, not "${text}".`,
    none: "There is no demo here.",
  },
};

export type Words = typeof en;
