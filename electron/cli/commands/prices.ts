/** `prices`: what one part costs in each country. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import { isCountryCode } from '../../../shared/domain/phone.ts';
import { formatUsd, parsePricePerPart } from '../../../shared/domain/pricing.ts';
import { err, ok, type Result } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import { priceQueries, type PriceSetting } from '../../db/prices.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { withOwner, withReader } from '../data.ts';
import type { CliError } from '../errors.ts';
import { table, utcTime } from '../text.ts';

/** Adds `prices`, `prices set` and `prices import`. */
export function addPricesCommand(program: Command, dispatch: Dispatch): void {
  const prices = program
    .command('prices')
    .description('the price per part by country; alone: show them')
    .addHelpText('after', '\nExample:\n  postbag prices')
    .action(() => dispatch(showPrices));
  prices
    .command('set')
    .description('set the price per part of one or more countries, in US dollars')
    .argument('<cc=usd...>', 'country and price, for instance KE=0.02')
    .addHelpText('after', '\nExample:\n  postbag prices set KE=0.02 TZ=0.0345')
    .action((items: readonly string[]) => {
      dispatch((context) => setPrices(context, items));
    });
  prices
    .command('import')
    .description('set prices from a CSV file with the columns country and price')
    .argument('<file>', 'CSV file')
    .addHelpText('after', '\nExample:\n  postbag prices import prices.csv')
    .action((file: string) => {
      dispatch((context) => importPrices(context, file));
    });
}

async function showPrices(context: CliContext): Promise<Result<Answer, CliError>> {
  return withReader(context, async (db) => ok(pricesAnswer(db)));
}

async function setPrices(
  context: CliContext,
  items: readonly string[],
): Promise<Result<Answer, CliError>> {
  const settings: PriceSetting[] = [];
  for (const item of items) {
    const [country = '', price, ...more] = item.split('=');
    if (price === undefined || more.length > 0) return err({ kind: 'bad_price', value: item });
    const setting = checkPrice(country, price);
    if (!setting.ok) return setting;
    settings.push(setting.value);
  }
  return storePrices(context, settings, 'by hand');
}

async function importPrices(context: CliContext, file: string): Promise<Result<Answer, CliError>> {
  const { readPriceFile } = await import('../files/priceFile.ts');
  const rows = readPriceFile(file);
  if (!rows.ok) return rows;
  const settings: PriceSetting[] = [];
  for (const { country, price } of rows.value) {
    const setting = checkPrice(country, price);
    if (!setting.ok) return setting;
    settings.push(setting.value);
  }
  return storePrices(context, settings, basename(file));
}

function checkPrice(country: string, price: string): Result<PriceSetting, CliError> {
  const code = country.trim().toUpperCase();
  if (!isCountryCode(code)) return err({ kind: 'unknown_country', value: country });
  const microPerPart = parsePricePerPart(price.trim());
  if (microPerPart === null) return err({ kind: 'bad_price', value: `${country}=${price}` });
  return ok({ country: code, microPerPart });
}

async function storePrices(
  context: CliContext,
  settings: readonly PriceSetting[],
  source: string,
): Promise<Result<Answer, CliError>> {
  return withOwner(context, async ({ db }) => {
    priceQueries(db).set(settings, source, context.clock.nowMs());
    return ok(pricesAnswer(db));
  });
}

function pricesAnswer(db: Db | null): Answer {
  const prices = db === null ? [] : priceQueries(db).list();
  const rows = prices.map(({ country, microPerPart, source, updatedAtMs }) => [
    country,
    `$${formatUsd(microPerPart)}`,
    utcTime(updatedAtMs),
    source,
  ]);
  return {
    json: { prices },
    lines:
      prices.length === 0
        ? ['No prices yet. Set them with: postbag prices set KE=0.02']
        : table(['country', 'per part', 'set', 'from'], rows, ['left', 'right']),
  };
}
