import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  pngSize,
  readIcns,
  readIco,
  writeIcns,
  writeIco,
  type IconImage,
} from '../../../build/scripts/icons-containers.ts';

const icons = new URL('../../../build/icons/', import.meta.url);

/** The colour of a bitmap's pixel as `[red, green, blue, alpha]`, rows counted from the top. */
function bitmapPixel(bitmap: Buffer, x: number, y: number): readonly number[] {
  const width = bitmap.readInt32LE(4);
  const at = 40 + ((width - 1 - y) * width + x) * 4;
  return [2, 1, 0, 3].map((channel) => bitmap[at + channel] ?? -1);
}

test("Windows' icon holds every size that its screens ask for, with transparent corners", () => {
  const images = readIco(readFileSync(new URL('icon.ico', icons)));
  expect(images.map(({ size }) => size)).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  for (const { size, kind, data } of images) {
    expect(kind).toBe(size < 64 ? 'bitmap' : 'png');
    expect(kind === 'png' ? pngSize(data)[0] : data.readInt32LE(4)).toBe(size);
  }
  for (const { size, data } of images.filter(({ kind }) => kind === 'bitmap')) {
    expect(data).toHaveLength(40 + size * size * 4 + Math.ceil(size / 32) * 4 * size);
    expect(bitmapPixel(data, 0, 0)[3]).toBeLessThan(128);
    // Low in the middle the bag is white.
    const low = [Math.floor(size / 2), Math.floor(size * 0.8)] as const;
    expect(bitmapPixel(data, ...low)).toEqual([255, 255, 255, 255]);
  }
});

test("macOS' icon holds its eight images", () => {
  const images = readIcns(readFileSync(new URL('icon.icns', icons)));
  expect(images.map(({ size }) => size)).toEqual([32, 64, 128, 256, 256, 512, 512, 1024]);
  for (const { size, kind, data } of images) {
    expect(kind).toBe('png');
    expect(pngSize(data)).toEqual([size, size]);
  }
});

test("Linux' icons are as large as their names say", () => {
  const names = readdirSync(new URL('png/', icons));
  expect(names).toHaveLength(8);
  for (const name of names) {
    const png = readFileSync(new URL(`png/${name}`, icons));
    expect(`${pngSize(png).join('x')}.png`).toBe(name);
  }
});

test('a container gives back what was put in; a damaged one is refused', () => {
  const png = readFileSync(new URL('png/16x16.png', icons));
  const image = (size: number): IconImage => ({
    size,
    png,
    rgba: Buffer.alloc(size * size * 4, 7),
  });
  const ico = writeIco([image(16), image(256)]);
  expect(readIco(ico).map(({ size, kind }) => `${size} ${kind}`)).toEqual(['16 bitmap', '256 png']);
  expect(readIco(ico)[1]?.data).toEqual(png);
  expect(() => readIco(png)).toThrow('not an ICO file');

  const icns = writeIcns([32, 64, 128, 256, 512, 1024].map(image));
  expect(readIcns(icns).every(({ data }) => data.equals(png))).toBe(true);
  expect(() => readIcns(icns.subarray(0, -1))).toThrow('not a whole ICNS file');
  expect(() => writeIcns([image(32)])).toThrow('no image of 64 pixels');
});
