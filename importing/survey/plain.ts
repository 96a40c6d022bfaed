/** HTML, in which other tools write their texts, to plain text: what is said is kept, how it looks is not. */

export type Plain = {
  readonly text: string;
  /** Tags that were more than lines: formatting, tables, styles. */
  readonly formatting: readonly string[];
  /** What can't be said in text: pictures, films, scripts. */
  readonly dropped: readonly string[];
};

const names =
  "nbsp=\u00a0 iexcl=¡ cent=¢ pound=£ yen=¥ sect=§ uml=¨ copy=© ordf=ª laquo=« not=¬ shy=\u00ad reg=® macr=¯ deg=° plusmn=± sup2=² sup3=³ acute=´ micro=µ para=¶ middot=· cedil=¸ sup1=¹ ordm=º raquo=» frac14=¼ frac12=½ frac34=¾ iquest=¿ Agrave=À Aacute=Á Acirc=Â Atilde=Ã Auml=Ä Aring=Å AElig=Æ Ccedil=Ç Egrave=È Eacute=É Ecirc=Ê Euml=Ë Igrave=Ì Iacute=Í Icirc=Î Iuml=Ï ETH=Ð Ntilde=Ñ Ograve=Ò Oacute=Ó Ocirc=Ô Otilde=Õ Ouml=Ö times=× Oslash=Ø Ugrave=Ù Uacute=Ú Ucirc=Û Uuml=Ü Yacute=Ý THORN=Þ szlig=ß agrave=à aacute=á acirc=â atilde=ã auml=ä aring=å aelig=æ ccedil=ç egrave=è eacute=é ecirc=ê euml=ë igrave=ì iacute=í icirc=î iuml=ï eth=ð ntilde=ñ ograve=ò oacute=ó ocirc=ô otilde=õ ouml=ö divide=÷ oslash=ø ugrave=ù uacute=ú ucirc=û uuml=ü yacute=ý thorn=þ yuml=ÿ OElig=Œ oelig=œ Scaron=Š scaron=š ndash=– mdash=— lsquo=‘ rsquo=’ sbquo=‚ ldquo=“ rdquo=” bdquo=„ bull=• hellip=… permil=‰ prime=′ lsaquo=‹ rsaquo=› euro=€ trade=™ larr=← uarr=↑ rarr=→ darr=↓ minus=− le=≤ ge=≥ ne=≠ ensp=\u2002 emsp=\u2003 thinsp=\u2009 zwnj=\u200c zwj=\u200d amp=& lt=< gt=> quot=\" apos='";
const entities = new Map(
  names.split(" ").map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  }),
);
const lines = new Set(
  "p div br h1 h2 h3 h4 h5 h6 ul ol li table tbody thead tr section article header footer blockquote pre hr center fieldset form dl dt dd".split(
    " ",
  ),
);
/** Their content is not said, either. */
const silent = new Set(
  "script style iframe object video audio svg canvas head noscript template map".split(" "),
);
const quiet = new Set("p div br span body html section article center a font".split(" "));

const decoded = (text: string): string =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]\w{1,8}));/gi, (all, hex, dec, name) => {
    if (name !== undefined) return entities.get(name as string) ?? (all as string);
    const code = hex ? parseInt(hex as string, 16) : Number(dec);
    const fits = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return fits ? String.fromCodePoint(code) : "";
  });
const attributeOf = (tag: string, name: string): string => {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(tag);
  return decoded(found?.[1] ?? found?.[2] ?? found?.[3] ?? "").trim();
};

class Stripper {
  readonly #html: string;
  readonly #lower: string;
  /** Tags that are closed nowhere below: looked for once, as hostile text has thousands. */
  readonly #unclosed = new Set<string>();
  #out = "";
  readonly formatting = new Set<string>();
  readonly dropped = new Set<string>();
  #link: { to: string; from: number } | undefined;
  constructor(html: string) {
    this.#html = html;
    // Letter by letter: some capitals are longer when small.
    this.#lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }

  run(): string {
    let at = 0;
    while (at < this.#html.length) {
      const next = this.#html.indexOf("<", at);
      const end = next < 0 ? this.#html.length : next;
      this.#out += decoded(this.#html.slice(at, end)).replace(/[ \t\r\n\f]+/g, " ");
      if (next < 0) break;
      at = this.#tag(next);
    }
    this.#endLink();
    return this.#out
      .split("\n")
      .map((line) => line.replace(/ {2,}/g, " ").trim())
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
  }

  #find(text: string, from: number): number {
    if (this.#unclosed.has(text)) return -1;
    const at = this.#lower.indexOf(text, from);
    if (at < 0) this.#unclosed.add(text);
    return at;
  }

  /** What begins with `<` at `at`; gives the index behind it. */
  #tag(at: number): number {
    if (this.#html.startsWith("<!--", at)) {
      const end = this.#html.indexOf("-->", at + 4);
      return end < 0 ? this.#html.length : end + 3;
    }
    // A "<" that opens no tag is a word of the text: 3 < 5.
    const name = /^<\/?([a-z][a-z0-9:-]{0,30})/i
      .exec(this.#html.slice(at, at + 40))?.[1]
      ?.toLowerCase();
    const close = this.#find(">", at);
    if (name === undefined || close < 0) {
      this.#out += "<";
      return at + 1;
    }
    const tag = this.#html.slice(at, close + 1);
    const closes = tag.startsWith("</");
    if (silent.has(name)) {
      if (closes) return close + 1;
      this.dropped.add(name);
      const end = this.#find(`</${name}`, close);
      return end < 0 ? close + 1 : end;
    }
    if (lines.has(name)) this.#break(name, closes);
    if (name === "a") this.#anchor(tag, closes);
    if (name === "td" || name === "th") this.#out += " ";
    if (name === "img" || name === "input" || name === "embed") {
      this.dropped.add(name);
      const alt = attributeOf(tag, "alt");
      if (alt) this.#out += ` [${alt}] `;
    } else if (!quiet.has(name) || / style\s*=/i.test(tag)) this.formatting.add(name);
    return close + 1;
  }

  #break(name: string, closes: boolean): void {
    const begun = this.#out.endsWith("\n") || this.#out.endsWith("\n ");
    if (name === "br" || !begun) this.#out += "\n";
    if (name === "li" && !closes) this.#out += "• ";
  }

  #anchor(tag: string, closes: boolean): void {
    this.#endLink();
    const to = attributeOf(tag, "href");
    if (!closes && /^(https?:|mailto:|tel:)/i.test(to)) this.#link = { to, from: this.#out.length };
  }

  /** A link's address stands behind its words, unless they are it. */
  #endLink(): void {
    const link = this.#link;
    this.#link = undefined;
    if (!link) return;
    const said = this.#out.slice(link.from).trim();
    const to = link.to.replace(/^mailto:|^tel:/i, "");
    if (said !== to && said !== link.to) this.#out += said === "" ? to : ` (${to})`;
    this.formatting.add("a");
  }
}

/** What an HTML text says, in plain text; at most 200,000 characters of it are looked at. */
export function plainOf(html: string): Plain {
  if (!/[<&]/.test(html))
    return { text: html.replace(/\r\n?/g, "\n").trim(), formatting: [], dropped: [] };
  const stripper = new Stripper(html.slice(0, 200_000));
  const text = stripper.run();
  return { text, formatting: [...stripper.formatting], dropped: [...stripper.dropped] };
}
