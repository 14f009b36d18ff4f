/**
 * A ZIP archive written front to back, with entries of unknown size, in constant memory.
 *
 * Only what an XLSX file needs (APPNOTE 6.3.10): DEFLATE, sizes after the data, no ZIP64. A large
 * entry is deflated in blocks, several at a time in the thread pool; each block ends on a byte
 * (`Z_SYNC_FLUSH`), so that the blocks put together are one valid DEFLATE stream.
 */
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, type ZlibOptions } from 'node:zlib';
import { err, type FileError, ok, type Result } from '../../shared/errors.ts';
import type { AtomicFile } from './atomicFile.ts';

const deflateBlock = promisify<Buffer, ZlibOptions, Buffer>(deflateRaw);

/** What is beyond the 32 bits of a plain ZIP archive. */
const ZIP_LIMIT = 2 ** 32 - 1;
/** As many blocks at a time as the thread pool has threads by default. */
const BLOCKS_IN_FLIGHT = 4;
/** Uncompressed bytes in a block. */
const BLOCK_BYTES = 1024 * 1024;
/** Much faster than the usual level, and little larger. */
const DEFLATE = { level: 3, chunkSize: 128 * 1024, finishFlush: constants.Z_SYNC_FLUSH };
/** An empty last block, which ends a DEFLATE stream. */
const DEFLATE_END = Buffer.from([0x03, 0x00]);
/** Sizes follow the data; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;

interface Entry {
  readonly name: Buffer;
  readonly offset: number;
  crc: number;
  packed: number;
  size: number;
}

/** A block on its way. */
interface Packing {
  readonly block: Buffer<ArrayBuffer>;
  readonly packed: Promise<Buffer>;
}

/** The date and time of every entry, in MS-DOS's form. */
function dosTime(ms: number): { readonly time: number; readonly date: number } {
  const at = new Date(ms);
  return {
    time: (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
    date: ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
  };
}

/** A ZIP archive being written into a file. */
export class ZipFile {
  readonly #file: AtomicFile;
  readonly #dos: { readonly time: number; readonly date: number };
  readonly #entries: Entry[] = [];
  /** Blocks being compressed, in order. */
  readonly #blocks: Packing[] = [];
  /** Blocks that are free again. */
  readonly #free: Buffer<ArrayBuffer>[] = [];
  #block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #gathered = 0;
  #failure: FileError | null = null;

  constructor(file: AtomicFile, nowMs: number) {
    this.#file = file;
    this.#dos = dosTime(nowMs);
  }

  /** Uncompressed bytes of the open entry so far. */
  get entrySize(): number {
    return (this.#entries.at(-1)?.size ?? 0) + this.#gathered;
  }

  /** Begins an entry with a text; the one before must be closed. */
  async open(name: string, text: string): Promise<Result<void, FileError>> {
    const entry = { name: Buffer.from(name), offset: this.#file.bytes, crc: 0, packed: 0, size: 0 };
    this.#entries.push(entry);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    this.#describe(header, 4);
    header.writeUInt16LE(entry.name.length, 26);
    await this.#write(Buffer.concat([header, entry.name]));
    return this.add(Buffer.from(text));
  }

  /** Adds to the open entry. The bytes are copied. */
  async add(bytes: Uint8Array): Promise<Result<void, FileError>> {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + BLOCK_BYTES - this.#gathered);
      this.#block.set(piece, this.#gathered);
      this.#gathered += piece.length;
      at += piece.length;
      if (this.#gathered === BLOCK_BYTES) await this.#pass();
    }
    return this.#state();
  }

  /** Has what is gathered compressed, and goes on gathering in another block. */
  async #pass(): Promise<void> {
    const entry = this.#openEntry();
    const bytes = this.#block.subarray(0, this.#gathered);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    this.#blocks.push({ block: this.#block, packed: deflateBlock(bytes, DEFLATE) });
    this.#gathered = 0;
    await this.#drainTo(BLOCKS_IN_FLIGHT - 1);
    this.#block = this.#free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
  }

  #openEntry(): Entry {
    const entry = this.#entries.at(-1);
    if (entry === undefined) throw new Error('no entry is open');
    return entry;
  }

  /** Ends the open entry with a text. */
  async close(text: string): Promise<Result<void, FileError>> {
    const entry = this.#openEntry();
    await this.add(Buffer.from(text));
    await this.#pass();
    await this.#drainTo(0);
    await this.#writePacked(DEFLATE_END);
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(entry.crc, 4);
    if (entry.packed > ZIP_LIMIT || entry.size > ZIP_LIMIT) return this.#tooLarge();
    descriptor.writeUInt32LE(entry.packed, 8);
    descriptor.writeUInt32LE(entry.size, 12);
    return this.#write(descriptor);
  }

  /** Writes the archive's directory. The file is not committed. */
  async end(): Promise<Result<void, FileError>> {
    const start = this.#file.bytes;
    if (start > ZIP_LIMIT) return this.#tooLarge();
    const directory = Buffer.concat(this.#entries.map((entry) => this.#directoryEntry(entry)));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#entries.length, 8);
    end.writeUInt16LE(this.#entries.length, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(start, 16);
    return this.#write(Buffer.concat([directory, end]));
  }

  #directoryEntry(entry: Entry): Buffer {
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(VERSION, 4);
    this.#describe(header, 6);
    header.writeUInt32LE(entry.crc, 16);
    header.writeUInt32LE(entry.packed, 20);
    header.writeUInt32LE(entry.size, 24);
    header.writeUInt16LE(entry.name.length, 28);
    header.writeUInt32LE(entry.offset, 42);
    return Buffer.concat([header, entry.name]);
  }

  /** What a local header and the directory say alike. */
  #describe(header: Buffer, at: number): void {
    header.writeUInt16LE(VERSION, at);
    header.writeUInt16LE(FLAGS, at + 2);
    header.writeUInt16LE(DEFLATED, at + 4);
    header.writeUInt16LE(this.#dos.time, at + 6);
    header.writeUInt16LE(this.#dos.date, at + 8);
  }

  async #drainTo(blocks: number): Promise<void> {
    while (this.#blocks.length > blocks) {
      const first = this.#blocks.shift();
      if (first === undefined) break;
      await this.#writePacked(await first.packed);
      this.#free.push(first.block);
    }
  }

  async #writePacked(bytes: Buffer): Promise<void> {
    this.#openEntry().packed += bytes.length;
    await this.#write(bytes);
  }

  async #write(bytes: Buffer): Promise<Result<void, FileError>> {
    if (this.#failure !== null) return err(this.#failure);
    const written = await this.#file.write(bytes);
    if (!written.ok) this.#failure = written.error;
    return written;
  }

  #tooLarge(): Result<void, FileError> {
    this.#failure = { kind: 'file_not_writable', path: this.#file.path, code: 'EFBIG' };
    return err(this.#failure);
  }

  #state(): Result<void, FileError> {
    return this.#failure === null ? ok(undefined) : err(this.#failure);
  }
}
