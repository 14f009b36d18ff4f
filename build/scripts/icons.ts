/**
 * `npm run icons`: draws `build/icons/icon.svg` at every size and writes the icons of the three systems
 * beside it, which are committed: packaging needs no browser.
 *
 * Needs a Chromium: `CHROMIUM_PATH`, or one of the usual names on the path.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { writeIcns, writeIco, type IconImage } from './icons-containers.ts';

const FOLDER = fileURLToPath(new URL('../icons', import.meta.url));
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const MAC_SIZES = [32, 64, 128, 256, 512, 1024];
/** macOS draws its icons within 824 of 1024 pixels, and leaves the rest to the shadow. */
const MAC_INSET = 100 / 1024;

function browserPath(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const path = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(existsSync);
  if (path === undefined) throw new Error('No Chromium found: name one in CHROMIUM_PATH');
  return path;
}

/** Draws the picture at one size, with an empty border of `inset` of its width. */
async function draw(page: Page, svg: string, size: number, inset: number): Promise<IconImage> {
  const [png, rgba] = await page.evaluate(
    async ([source, pixels, border]) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = pixels;
      canvas.height = pixels;
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const edge = pixels * border;
      context.drawImage(image, edge, edge, pixels - 2 * edge, pixels - 2 * edge);
      const { data } = context.getImageData(0, 0, pixels, pixels);
      return [canvas.toDataURL('image/png'), [...data]] as const;
    },
    [svg, size, inset] as const,
  );
  return { size, png: Buffer.from(png.split(',')[1] ?? '', 'base64'), rgba: Buffer.from(rgba) };
}

async function drawAll(page: Page, sizes: readonly number[], inset = 0): Promise<IconImage[]> {
  const svg = readFileSync(join(FOLDER, 'icon.svg')).toString('base64');
  const images: IconImage[] = [];
  for (const size of sizes) {
    images.push(await draw(page, `data:image/svg+xml;base64,${svg}`, size, inset));
  }
  return images;
}

const browser = await chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  writeFileSync(join(FOLDER, 'icon.ico'), writeIco(await drawAll(page, WINDOWS_SIZES)));
  writeFileSync(join(FOLDER, 'icon.icns'), writeIcns(await drawAll(page, MAC_SIZES, MAC_INSET)));
  rmSync(join(FOLDER, 'png'), { recursive: true, force: true });
  mkdirSync(join(FOLDER, 'png'));
  for (const { size, png } of await drawAll(page, LINUX_SIZES)) {
    writeFileSync(join(FOLDER, 'png', `${size}x${size}.png`), png);
  }
} finally {
  await browser.close();
}
