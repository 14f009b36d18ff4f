/**
 * Icons in the two containers that Windows and macOS want: written and read back.
 *
 * ICO holds small images as bitmaps, which every reader of icons knows, and large ones as PNG. ICNS
 * holds PNG only, by types that every supported macOS reads.
 */

/** One drawing of the icon at one size. */
export interface IconImage {
  /** Width and height in pixels. */
  readonly size: number;
  readonly png: Buffer;
  /** Four bytes a pixel (red, green, blue, alpha), rows from the top. */
  readonly rgba: Buffer;
}

/** One image found in a container. */
export interface FoundImage {
  /** Width and height that the container's directory says. */
  readonly size: number;
  readonly kind: 'png' | 'bitmap';
  readonly data: Buffer;
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const ICO_HEADER = 6;
const ICO_ENTRY = 16;
const DIB_HEADER = 40;
const LARGE = 256;
/** From this size on a PNG is read everywhere, and is a fraction of the bitmap. */
const PNG_FROM = 64;

/** The types of ICNS with their pixels: the plain sizes and those for doubled screens. */
const ICNS_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** A 32-bit bitmap without its file header, as ICO holds it: rows from the bottom, then a mask. */
function bitmapOf({ size, rgba }: IconImage): Buffer {
  const header = Buffer.alloc(DIB_HEADER);
  header.writeUInt32LE(DIB_HEADER, 0);
  header.writeInt32LE(size, 4);
  // Twice the height: picture and mask.
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = (y * size + x) * 4;
      const to = ((size - 1 - y) * size + x) * 4;
      pixels.writeUInt32LE(rgba.readUInt32LE(from), to);
      pixels[to] = rgba[from + 2] ?? 0;
      pixels[to + 2] = rgba[from] ?? 0;
    }
  }
  // The alpha channel decides; the mask is still expected, its rows padded to four bytes.
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  return Buffer.concat([header, pixels, mask]);
}

/** An ICO file of the images, none larger than 256 pixels. */
export function writeIco(images: readonly IconImage[]): Buffer {
  const header = Buffer.alloc(ICO_HEADER);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  const bodies = images.map((image) => (image.size >= PNG_FROM ? image.png : bitmapOf(image)));
  let offset = ICO_HEADER + ICO_ENTRY * images.length;
  const entries = images.map(({ size }, index) => {
    const body = bodies[index] ?? Buffer.alloc(0);
    const entry = Buffer.alloc(ICO_ENTRY);
    // A byte a side: 0 stands for 256.
    entry.writeUInt8(size % LARGE, 0);
    entry.writeUInt8(size % LARGE, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(body.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += body.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...bodies]);
}

function found(size: number, data: Buffer): FoundImage {
  const isPng = data.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE);
  return { size, kind: isPng ? 'png' : 'bitmap', data };
}

/** The images of an ICO file; throws on what is none. */
export function readIco(file: Buffer): readonly FoundImage[] {
  if (file.readUInt16LE(0) !== 0 || file.readUInt16LE(2) !== 1) throw new Error('not an ICO file');
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = ICO_HEADER + ICO_ENTRY * index;
    const start = file.readUInt32LE(at + 12);
    const data = file.subarray(start, start + file.readUInt32LE(at + 8));
    return found(file.readUInt8(at) || LARGE, data);
  });
}

/** An ICNS file; every size that macOS wants must be among the images. */
export function writeIcns(images: readonly IconImage[]): Buffer {
  const parts = ICNS_TYPES.map(([type, size]) => {
    const image = images.find((one) => one.size === size);
    if (image === undefined) throw new Error(`no image of ${size} pixels`);
    return icnsPart(type, image.png);
  });
  return icnsPart('icns', Buffer.concat(parts));
}

function icnsPart(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'ascii');
  head.writeUInt32BE(body.length + head.length, 4);
  return Buffer.concat([head, body]);
}

/** The images of an ICNS file; throws on what is none and on a type that is not written here. */
export function readIcns(file: Buffer): readonly FoundImage[] {
  if (file.toString('ascii', 0, 4) !== 'icns' || file.readUInt32BE(4) !== file.length) {
    throw new Error('not a whole ICNS file');
  }
  const images: FoundImage[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const type = file.toString('ascii', at, at + 4);
    const size = ICNS_TYPES.find(([known]) => known === type)?.[1];
    if (size === undefined) throw new Error(`unknown ICNS type ${type}`);
    images.push(found(size, file.subarray(at + 8, at + file.readUInt32BE(at + 4))));
  }
  return images;
}

/** Width and height of a PNG, from its first chunk; throws on what is none. */
export function pngSize(png: Buffer): readonly [width: number, height: number] {
  if (!png.subarray(0, 8).equals(PNG_SIGNATURE)) throw new Error('not a PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
