/** Keeps a text so that only this installation can read it: AES-256-GCM under a key made from the secret. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** `of` says what a sealed text belongs to (a workspace, say): under another it does not open. */
export type Seal = {
  close(text: string, of?: string): string;
  open(sealed: string, of?: string): string;
};

/** A seal for one use; what one use has sealed no other opens. */
export function createSeal(secret: string, use: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "corridor", `seal ${use}`, 32));
  return {
    close(text, of = "") {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(of));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    /** Throws where it was sealed under another secret or for another, or changed since. */
    open(sealed, of = "") {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), {
        authTagLength: 16,
      });
      decipher.setAAD(Buffer.from(of)).setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString(
        "utf8",
      );
    },
  };
}
