/** A proof of work that the server asks for while far too many come: SHA-256 of salt and number. Few pages need it. */
export async function proofOf(asked: string, isHere: () => boolean): Promise<string | undefined> {
  const challenge = JSON.parse(asked) as { challenge: string; salt: string; maxnumber: number };
  const coder = new TextEncoder();
  for (let number = 0; number <= challenge.maxnumber && isHere(); number++) {
    const bytes = await crypto.subtle.digest("SHA-256", coder.encode(challenge.salt + number));
    const hex = Array.from(new Uint8Array(bytes), (each) => each.toString(16).padStart(2, "0"));
    if (hex.join("") === challenge.challenge) return btoa(JSON.stringify({ ...challenge, number }));
  }
  return undefined;
}
