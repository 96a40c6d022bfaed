/**
 * What no caller knows, a process's own: a value of every statement, told in no answer. What comes from
 * outside is told apart by numbers, and two values with one number could be made on purpose otherwise.
 */
import { randomBytes } from "node:crypto";

export const secrets = {
  salt: randomBytes(9).toString("base64url"),
  chance: randomBytes(8).readBigUInt64LE().toString(),
};
/** As they are named in a statement: a text that stands before others, and a number of 64 bits. */
export const salt = "{salt:String}";
export const chance = "{chance:UInt64}";
