/**
 * A workbook of plain cells, written while its rows come: a ZIP whose entries tell their sizes behind
 * themselves (ECMA-376 parts in an archive as APPNOTE 6.3 has it). A text is a text and never a
 * formula.
 */
import { once } from "node:events";
import { crc32, createDeflateRaw } from "node:zlib";

export type Cell = string | number | boolean | null;

/** Rows that one sheet holds, the header's among them; what is more goes on in another. */
const mostRows = 1_048_576;
const mostCharacters = 32_767;

const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
/** XML 1.0 has no word for these; and what reads as an escape of a spreadsheet is none. */
function xmlText(text: string): string {
  return text
    .slice(0, mostCharacters)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>]/g, (mark) => marks[mark]!)
    .replaceAll("\r", "_x000D_");
}

/** A, B … Z, AA … */
function columnName(n: number): string {
  const letter = String.fromCharCode(65 + (n % 26));
  return n < 26 ? letter : columnName(Math.floor(n / 26) - 1) + letter;
}

function cellXml(cell: Cell, place: string): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number")
    return Number.isFinite(cell) ? `<c r="${place}"><v>${cell}</v></c>` : "";
  if (typeof cell === "boolean") return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
}
const rowXml = (cells: readonly Cell[], row: number): string =>
  `<row r="${row}">${cells.map((cell, n) => cellXml(cell, `${columnName(n)}${row}`)).join("")}</row>`;

type Entry = { name: string; crc: number; packed: number; size: number; at: number };

/** Fields of an entry that both of its headers have: version, flags (sizes behind, UTF-8), deflate, no time. */
function shared(view: DataView, at: number, { crc, packed, size, name }: Entry): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, 0x0808, true);
  view.setUint16(at + 4, 8, true);
  view.setUint16(at + 8, 0x21, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, packed, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, name.length, true);
}

class Archive {
  readonly #entries: Entry[] = [];
  #at = 0;

  #sent(bytes: Uint8Array): Uint8Array {
    this.#at += bytes.length;
    return bytes;
  }

  /** One entry, packed as its pieces come. Names are ASCII. */
  async *file(name: string, pieces: AsyncIterable<string> | Iterable<string>) {
    const entry: Entry = { name, crc: 0, packed: 0, size: 0, at: this.#at };
    const local = Buffer.alloc(30 + name.length);
    const view = new DataView(local.buffer, local.byteOffset);
    view.setUint32(0, 0x04034b50, true);
    shared(view, 4, entry);
    local.write(name, 30, "latin1");
    yield this.#sent(local);
    const deflate = createDeflateRaw({ level: 4 });
    const fed = (async () => {
      for await (const piece of pieces) {
        const bytes = Buffer.from(piece);
        entry.crc = crc32(bytes, entry.crc);
        entry.size += bytes.length;
        if (!deflate.write(bytes)) await once(deflate, "drain");
      }
      deflate.end();
    })();
    // What fails in the pieces ends the file where it is read.
    fed.catch((error: Error) => deflate.destroy(error));
    for await (const packed of deflate as AsyncIterable<Buffer>) {
      entry.packed += packed.length;
      yield this.#sent(packed);
    }
    await fed;
    const behind = Buffer.alloc(16);
    behind.writeUInt32LE(0x08074b50, 0);
    behind.writeUInt32LE(entry.crc, 4);
    behind.writeUInt32LE(entry.packed, 8);
    behind.writeUInt32LE(entry.size, 12);
    yield this.#sent(behind);
    this.#entries.push(entry);
  }

  /** The table of contents, with which the archive ends. */
  *end() {
    const from = this.#at;
    for (const entry of this.#entries) {
      const central = Buffer.alloc(46 + entry.name.length);
      const view = new DataView(central.buffer, central.byteOffset);
      view.setUint32(0, 0x02014b50, true);
      view.setUint16(4, 20, true);
      shared(view, 6, entry);
      view.setUint32(42, entry.at, true);
      central.write(entry.name, 46, "latin1");
      yield this.#sent(central);
    }
    const last = Buffer.alloc(22);
    last.writeUInt32LE(0x06054b50, 0);
    last.writeUInt16LE(this.#entries.length, 8);
    last.writeUInt16LE(this.#entries.length, 10);
    last.writeUInt32LE(this.#at - from, 12);
    last.writeUInt32LE(from, 16);
    yield last;
  }
}

/** The workbook's bytes, a sheet (or more, of very many rows) under a header that stays in sight. */
export async function* workbook(
  head: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array> {
  const archive = new Archive();
  const source = rows[Symbol.asyncIterator]();
  let ended = false;
  async function* sheet(): AsyncGenerator<string> {
    yield `${header}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${rowXml(head, 1)}`;
    for (let n = 1; n < mostRows; n++) {
      const { value, done } = await source.next();
      if (done) {
        ended = true;
        break;
      }
      yield rowXml(value, n + 1);
    }
    yield "</sheetData></worksheet>";
  }
  let sheets = 0;
  while (!ended) yield* archive.file(`xl/worksheets/sheet${++sheets}.xml`, sheet());
  const all = Array.from({ length: sheets }, (_, n) => n + 1);
  const small: Record<string, string> = {
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${all.map((n) => `<sheet name="Responses${n === 1 ? "" : ` ${n}`}" sheetId="${n}" r:id="rId${n}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packages}/relationships">${all.map((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join("")}</Relationships>`,
    "_rels/.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>${all.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${types}.worksheet+xml"/>`).join("")}</Types>`,
  };
  for (const [name, xml] of Object.entries(small)) yield* archive.file(name, [header + xml]);
  yield* archive.end();
}
