/** The thread in which large files are read. */
import { answerInThread } from "#platform/thread.ts";
import { importWork, type ImportInput, type ImportOutput } from "./import-work.ts";

answerInThread<ImportInput, ImportOutput>(importWork);
