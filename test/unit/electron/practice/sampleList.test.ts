/** The demo's list shows what it is meant to show, and nothing that would stop the demo. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { magicNumbers } from '../../../../electron/practice/magicNumbers.ts';
import { compileTemplate } from '../../../../shared/domain/template.ts';
import { createPhoneParser } from '../../../../shared/domain/phone.ts';
import { countSegments } from '../../../../shared/domain/segments.ts';

const { data: rows } = Papa.parse<Record<string, string>>(
  readFileSync('docs/sample-list.csv', 'utf8'),
  { header: true, skipEmptyLines: false },
);
const parser = createPhoneParser('KE');
const phones = rows.map((row) => parser.parse(row['phone'] ?? ''));
const numbers = phones.flatMap((phone) => (phone.ok ? [phone.value.digits] : []));
const magic = magicNumbers(true);

describe('docs/sample-list.csv', () => {
  test('has recipients in many countries, duplicates and the usual bad rows', () => {
    expect(rows.length).toBeGreaterThan(55);
    expect(new Set(phones.flatMap((p) => (p.ok ? [p.value.country] : []))).size).toBe(12);
    expect(numbers.length - new Set(numbers).size).toBe(3);
    const problems = phones.flatMap((phone) => (phone.ok ? [] : [phone.error]));
    expect(problems).toEqual(
      expect.arrayContaining(['too_short', 'letters', 'scientific', 'not_mobile', 'empty']),
    );
  });

  test('has texts in both encodings, and one of two parts', () => {
    const template = compileTemplate(
      'Dear {{name|friend}}, your appointment is on {{date}} at {{clinic}}.',
    );
    if (!template.ok) throw new Error('the template is good');
    const texts = rows.flatMap((row) => {
      const text = template.value.render((field) => row[field]);
      return text.ok ? [countSegments(text.value)] : [];
    });
    expect(new Set(texts.map(({ encoding }) => encoding))).toEqual(new Set(['gsm7', 'ucs2']));
    expect(Math.max(...texts.map(({ parts }) => parts))).toBe(2);
  });

  test('shows rejected, undelivered and silent messages, but none in the canary', () => {
    const quirks = numbers.map((number) => magic.quirksOf(number));
    expect(quirks.filter(({ refusal }) => refusal !== undefined)).toHaveLength(2);
    expect(quirks.filter(({ fate }) => fate?.receipt === null)).toHaveLength(2);
    const failed = quirks.filter(({ fate }) => fate?.receipt?.outcome === 'failed');
    expect(failed.length).toBeGreaterThan(2);
    expect(quirks.slice(0, 10).every((quirk) => Object.keys(quirk).length === 0)).toBe(true);
  });

  test('no number spoils a whole request, or the sums of the demo', () => {
    expect(magic.faultOf(numbers)).toBeNull();
    const prices = numbers.map((number) => magic.quirksOf(number));
    expect(prices.some((quirk) => 'estimateFactor' in quirk || 'chargeFactor' in quirk)).toBe(
      false,
    );
  });
});
