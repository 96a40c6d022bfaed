/** QR codes as SVG and as PNG. Pure. */
import { crc32, deflateSync } from "node:zlib";
import { encodeQR } from "qr";

/** Light modules around it, as readers need them. */
const border = 4;

/** Dark squares as one path; it takes any size. */
export function qrSvg(text: string): string {
  const rows = encodeQR(text, "raw", { ecc: "medium", border });
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  const size = rows.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>`;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** One bit for each pixel, whole modules, at most `size` pixels wide. https://www.w3.org/TR/png-3/ */
export function qrPng(text: string, size: number): Buffer {
  const rows = encodeQR(text, "raw", { ecc: "medium", border });
  const scale = Math.max(1, Math.floor(size / rows.length));
  const side = rows.length * scale;
  const stride = Math.ceil(side / 8);
  const lines = rows.map((row) => {
    const line = Buffer.alloc(stride + 1, 0xff);
    line[0] = 0;
    for (let x = 0; x < side; x++)
      if (row[Math.floor(x / scale)]) line[1 + (x >> 3)]! &= ~(0x80 >> (x & 7));
    return Buffer.concat(Array.from({ length: scale }, () => line));
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
